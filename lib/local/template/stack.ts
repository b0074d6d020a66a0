import { z } from 'zod'
import { type Endpoints, identify, identifyIgnored, physicalName } from './identity.ts'
import { IGNORED } from './ignored.ts'
import { Intrinsics } from './intrinsics.ts'
import type { StackModel } from './model.ts'
import * as properties from './properties.ts'
import { readFunctions } from './read-functions.ts'
import { readCustomNotifications, readNotifications } from './read-notifications.ts'
import { readResourcePolicies, readRoles } from './read-policies.ts'
import { readApi, readUserPool } from './read-api.ts'
import { readScans } from './read-scans.ts'
import { readRules } from './read-triggers.ts'
import { Reader, type Resource } from './reader.ts'
import { type Template, TemplateError } from './template.ts'

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
  const roles = readRoles(reader)
  const model: StackModel = {
    buckets: reader.read('AWS::S3::Bucket', properties.Bucket, (bucket, { name }) => ({
      name,
      versioned: bucket.VersioningConfiguration?.Status === 'Enabled',
      cors: bucket.CorsConfiguration?.CorsRules ?? [],
    })),
    notifications: [...readNotifications(reader), ...readCustomNotifications(reader)],
    queues: reader.read('AWS::SQS::Queue', properties.Queue, (queue, { name }) => ({ name, properties: queue })),
    tables: reader.read('AWS::DynamoDB::Table', properties.Table, (table, { name }) => ({ name, properties: table })),
    roles,
    resourcePolicies: readResourcePolicies(reader),
    functions: readFunctions(reader, roles),
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
    ...readRules(reader),
    mailEvents: reader
      .read('AWS::SES::ConfigurationSetEventDestination', properties.MailEventDestination, ({ ConfigurationSetName, EventDestination }) => ({
        configurationSet: ConfigurationSetName,
        types: EventDestination.MatchingEventTypes,
        enabled: EventDestination.Enabled,
      }))
      .filter(({ enabled }) => enabled),
    scans: readScans(reader, roles),
    api: readApi(reader),
    userPool: readUserPool(reader),
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
