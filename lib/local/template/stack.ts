import { z } from 'zod'
import { type Endpoints, identify, identifyIgnored, physicalName } from './identity.ts'
import { IGNORED } from './ignored.ts'
import { Intrinsics } from './intrinsics.ts'
import * as properties from './properties.ts'
import { type Template, TemplateError } from './template.ts'

/** Who hears of what happens in a bucket. */
export interface Notification {
  readonly bucket: string
  /** `s3:ObjectCreated:*` and the like. */
  readonly events: readonly string[]
  readonly prefix: string
  readonly suffix: string
  readonly target: { readonly queueArn: string } | { readonly functionArn: string }
}

export interface BucketResource {
  readonly name: string
  readonly versioned: boolean
  readonly cors: readonly properties.CorsRule[]
}

export interface FunctionResource {
  readonly logicalId: string
  readonly name: string
  readonly arn: string
  readonly handler: string
  /** The file name of the asset in the synthesized output, or source text that stands in the template. */
  readonly code: { readonly assetKey: string } | { readonly inline: string }
  readonly timeoutSeconds: number
  readonly memoryMegabytes: number
  readonly variables: Readonly<Record<string, string>>
  /** Null where the template reserves none. */
  readonly reservedConcurrency: number | null
  /** Of asynchronous invocations. */
  readonly retries: { readonly attempts: number; readonly maximumAgeSeconds: number }
  /** ARN of the queue or function that gets asynchronous invocations which failed for good. */
  readonly onFailure: { readonly kind: 'deadLetter' | 'destination'; readonly arn: string } | null
}

export interface MappingResource {
  readonly queueArn: string
  readonly functionArn: string
  readonly batchSize: number
  readonly windowSeconds: number
  readonly partialFailures: boolean
  readonly maximumConcurrency: number | null
}

export interface ScheduleResource {
  readonly expression: string
  readonly functionArn: string
  /** The constant event that the target gets; null for EventBridge's own. */
  readonly input: unknown
}

export interface ApiResource {
  readonly cors: properties.Cors | null
  readonly routes: readonly { readonly key: string; readonly functionArn: string; readonly timeoutMilliseconds: number }[]
}

/** A template with everything resolved: what is to be started. */
export interface StackModel {
  readonly buckets: readonly BucketResource[]
  readonly notifications: readonly Notification[]
  readonly queues: readonly { readonly name: string; readonly properties: properties.Queue }[]
  readonly tables: readonly { readonly name: string; readonly properties: properties.Table }[]
  readonly functions: readonly FunctionResource[]
  readonly mappings: readonly MappingResource[]
  readonly schedules: readonly ScheduleResource[]
  /** Null where the template has none. */
  readonly api: ApiResource | null
}

interface Resource {
  readonly logicalId: string
  readonly type: string
  readonly name: string
  readonly raw: unknown
}

/**
 * Resolves a template to names, ARNs and URLs of this machine.
 * Throws TemplateError, naming every resource type and property that is neither run nor ignored here.
 */
export function resolveStack(template: Template, stackName: string, endpoints: Endpoints): StackModel {
  const intrinsics: Intrinsics = new Intrinsics(template, stackName, (logicalId) => {
    const resource = template.Resources[logicalId]
    if (resource === undefined) throw new TemplateError(`there is no resource or parameter ${logicalId}`)
    const named = z.record(z.string(), z.unknown()).parse(nameOnly(resource.Properties, intrinsics, logicalId))
    const name = physicalName(stackName, logicalId, resource.Type, named)
    return resource.Type in IGNORED ? identifyIgnored(resource.Type, name) : identify(resource.Type, name, endpoints)
  })
  const resources = present(template, intrinsics).map(([logicalId, { Type, Properties }]): Resource => {
    const raw = intrinsics.resolve(Properties, `${logicalId}.Properties`)
    const name = physicalName(stackName, logicalId, Type, z.record(z.string(), z.unknown()).parse(raw))
    return { logicalId, type: Type, name, raw }
  })
  const reader = new Reader(resources, endpoints)
  const model: StackModel = {
    buckets: reader.read('AWS::S3::Bucket', properties.Bucket, (bucket, { name }) => ({
      name,
      versioned: bucket.VersioningConfiguration?.Status === 'Enabled',
      cors: bucket.CorsConfiguration?.CorsRules ?? [],
    })),
    notifications: [...readNotifications(reader), ...readCustomNotifications(reader)],
    queues: reader.read('AWS::SQS::Queue', properties.Queue, (queue, { name }) => ({ name, properties: queue })),
    tables: reader.read('AWS::DynamoDB::Table', properties.Table, (table, { name }) => ({ name, properties: table })),
    functions: readFunctions(reader),
    mappings: reader
      .read('AWS::Lambda::EventSourceMapping', properties.EventSourceMapping, (mapping) => ({
        queueArn: mapping.EventSourceArn,
        functionArn: reader.functionArn(mapping.FunctionName),
        batchSize: mapping.BatchSize,
        windowSeconds: mapping.MaximumBatchingWindowInSeconds,
        partialFailures: mapping.FunctionResponseTypes.length > 0,
        maximumConcurrency: mapping.ScalingConfig?.MaximumConcurrency ?? null,
        enabled: mapping.Enabled,
      }))
      .filter((mapping) => mapping.enabled),
    schedules: readSchedules(reader),
    api: readApi(reader),
  }
  reader.complain()
  return model
}

/** Resources whose condition holds, without the helper functions of custom resources that are done here directly. */
function present(template: Template, intrinsics: Intrinsics) {
  const helpers = new Set(
    Object.values(template.Resources).map((resource) => JSON.stringify(resource.Properties.ServiceToken ?? null)),
  )
  return Object.entries(template.Resources).filter(
    ([logicalId, { Condition, Type }]) =>
      !(Type in IGNORED) &&
      (Condition === undefined || intrinsics.condition(Condition)) &&
      !helpers.has(JSON.stringify({ 'Fn::GetAtt': [logicalId, 'Arn'] })),
  )
}

/** The properties that can carry a name, resolved; the others may refer back to this very resource. */
function nameOnly(all: Record<string, unknown>, intrinsics: Intrinsics, logicalId: string): unknown {
  const names = Object.entries(all).filter(([property]) => property.endsWith('Name'))
  return intrinsics.resolve(Object.fromEntries(names), `${logicalId}.Properties`)
}

class Reader {
  readonly #resources: readonly Resource[]
  readonly #endpoints: Endpoints
  readonly #read = new Set<string>()
  readonly #complaints: string[] = []

  constructor(resources: readonly Resource[], endpoints: Endpoints) {
    this.#resources = resources
    this.#endpoints = endpoints
  }

  read<Properties, Result>(
    type: string,
    schema: z.ZodType<Properties>,
    translate: (properties: Properties, resource: Resource) => Result,
  ): Result[] {
    this.#read.add(type)
    return this.#resources
      .filter((resource) => resource.type === type)
      .flatMap((resource) => {
        const parsed = schema.safeParse(resource.raw)
        if (parsed.success) return [translate(parsed.data, resource)]
        this.#complaints.push(`${type} ${resource.logicalId}: ${z.prettifyError(parsed.error)}`)
        return []
      })
  }

  arn(resource: Resource): string {
    return identify(resource.type, resource.name, this.#endpoints).attributes.Arn ?? ''
  }

  /** From whatever names a function: its name, its ARN, or API Gateway's URI around it. */
  functionArn(reference: string): string {
    const name = /function:([^:/]+)/.exec(reference)?.[1] ?? reference
    const found = this.#resources.find((resource) => resource.type === 'AWS::Lambda::Function' && resource.name === name)
    if (found !== undefined) return this.arn(found)
    this.#complaints.push(`there is no function ${reference}`)
    return reference
  }

  complain(): void {
    for (const { type, logicalId } of this.#resources)
      if (!this.#read.has(type)) this.#complaints.push(`${type} ${logicalId}: this type is not run on this machine`)
    if (this.#complaints.length > 0) throw new TemplateError(this.#complaints.join('\n'))
  }
}

const rule = (rules: readonly { Name: string; Value: string }[] | undefined, name: string): string =>
  rules?.find((candidate) => candidate.Name === name)?.Value ?? ''

function readNotifications(reader: Reader): Notification[] {
  return reader
    .read('AWS::S3::Bucket', properties.Bucket, ({ NotificationConfiguration: wanted }, { name: bucket }) => {
      const common = (one: { Event: string; Filter?: { S3Key: { Rules: { Name: string; Value: string }[] } } | undefined }) => ({
        bucket,
        events: [one.Event],
        prefix: rule(one.Filter?.S3Key.Rules, 'prefix'),
        suffix: rule(one.Filter?.S3Key.Rules, 'suffix'),
      })
      return [
        ...(wanted?.QueueConfigurations ?? []).map((one) => ({ ...common(one), target: { queueArn: one.Queue } })),
        ...(wanted?.LambdaConfigurations ?? []).map((one) => ({
          ...common(one),
          target: { functionArn: reader.functionArn(one.Function) },
        })),
      ]
    })
    .flat()
}

function readCustomNotifications(reader: Reader): Notification[] {
  return reader
    .read('Custom::S3BucketNotifications', properties.BucketNotifications, ({ BucketName: bucket, NotificationConfiguration: wanted }) => {
      const common = (one: { Events: string[]; Filter?: { Key: { FilterRules: { Name: string; Value: string }[] } } | undefined }) => ({
        bucket,
        events: one.Events,
        prefix: rule(one.Filter?.Key.FilterRules, 'prefix'),
        suffix: rule(one.Filter?.Key.FilterRules, 'suffix'),
      })
      return [
        ...wanted.QueueConfigurations.map((one) => ({ ...common(one), target: { queueArn: one.QueueArn } })),
        ...wanted.LambdaFunctionConfigurations.map((one) => ({
          ...common(one),
          target: { functionArn: reader.functionArn(one.LambdaFunctionArn) },
        })),
      ]
    })
    .flat()
}

function readFunctions(reader: Reader): FunctionResource[] {
  const configurations = reader.read('AWS::Lambda::EventInvokeConfig', properties.EventInvokeConfig, (configuration) => ({
    ...configuration,
    functionArn: reader.functionArn(configuration.FunctionName),
  }))
  return reader.read('AWS::Lambda::Function', properties.Function, (lambda, resource) => {
    if (!lambda.Runtime.startsWith('nodejs'))
      throw new TemplateError(`${resource.logicalId}: functions for ${lambda.Runtime} are not run on this machine`)
    const arn = reader.arn(resource)
    const asynchronous = configurations.find((configuration) => configuration.functionArn === arn)
    const destination = asynchronous?.DestinationConfig?.OnFailure?.Destination
    const deadLetter = lambda.DeadLetterConfig?.TargetArn
    return {
      logicalId: resource.logicalId,
      name: resource.name,
      arn,
      handler: lambda.Handler,
      code: 'ZipFile' in lambda.Code ? { inline: lambda.Code.ZipFile } : { assetKey: lambda.Code.S3Key },
      timeoutSeconds: lambda.Timeout,
      memoryMegabytes: lambda.MemorySize,
      variables: lambda.Environment.Variables,
      reservedConcurrency: lambda.ReservedConcurrentExecutions ?? null,
      retries: {
        attempts: asynchronous?.MaximumRetryAttempts ?? 2,
        maximumAgeSeconds: asynchronous?.MaximumEventAgeInSeconds ?? 21_600,
      },
      onFailure:
        destination !== undefined
          ? { kind: 'destination', arn: destination }
          : deadLetter !== undefined
            ? { kind: 'deadLetter', arn: deadLetter }
            : null,
    }
  })
}

const parseInput = (input: string | undefined): unknown => (input === undefined ? null : z.json().parse(JSON.parse(input)))

function readSchedules(reader: Reader): ScheduleResource[] {
  const rules = reader.read('AWS::Events::Rule', properties.Rule, (one) =>
    one.Targets.map((target) => ({
      expression: one.ScheduleExpression,
      functionArn: reader.functionArn(target.Arn),
      input: parseInput(target.Input),
      enabled: one.State === 'ENABLED',
    })),
  )
  const schedules = reader.read('AWS::Scheduler::Schedule', properties.Schedule, (one) => ({
    expression: one.ScheduleExpression,
    functionArn: reader.functionArn(one.Target.Arn),
    input: parseInput(one.Target.Input),
    enabled: one.State === 'ENABLED',
  }))
  return [...rules.flat(), ...schedules].filter((schedule) => schedule.enabled)
}

function readApi(reader: Reader): ApiResource | null {
  const apis = reader.read('AWS::ApiGatewayV2::Api', properties.Api, (api) => api)
  reader.read('AWS::ApiGatewayV2::Stage', properties.Stage, (stage) => stage)
  const integrations = new Map(
    reader.read('AWS::ApiGatewayV2::Integration', properties.Integration, (one, { name }) => [name, one] as const),
  )
  const routes = reader.read('AWS::ApiGatewayV2::Route', properties.Route, (route, { logicalId }) => {
    const integration = integrations.get(route.Target.slice('integrations/'.length))
    if (integration === undefined) throw new TemplateError(`${logicalId}: ${route.Target} is not in the template`)
    return {
      key: route.RouteKey,
      functionArn: reader.functionArn(integration.IntegrationUri),
      timeoutMilliseconds: integration.TimeoutInMillis,
    }
  })
  if (apis.length > 1) throw new TemplateError('more than one HTTP API is not run on this machine')
  return apis[0] === undefined ? null : { cors: apis[0].CorsConfiguration ?? null, routes }
}
