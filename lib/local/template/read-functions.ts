import type { FunctionResource, RoleResource } from './model.ts'
import * as properties from './properties.ts'
import type { Reader } from './reader.ts'
import { TemplateError } from './template.ts'

/** Functions, with their roles and what is said elsewhere of their asynchronous invocations. */
export function readFunctions(reader: Reader, roles: readonly RoleResource[]): FunctionResource[] {
  const configurations = reader.read('AWS::Lambda::EventInvokeConfig', properties.EventInvokeConfig, (configuration) => ({
    ...configuration,
    functionArn: reader.functionArn(configuration.FunctionName),
  }))
  return reader.read('AWS::Lambda::Function', properties.Function, (lambda, resource) => {
    if (!lambda.Runtime.startsWith('nodejs'))
      throw new TemplateError(`${resource.logicalId}: functions for ${lambda.Runtime} are not run on this machine`)
    const arn = reader.arn(resource)
    const role = roles.find((candidate) => candidate.arn === lambda.Role)
    if (role === undefined) throw new TemplateError(`${resource.logicalId}: there is no role ${lambda.Role} in the template`)
    const asynchronous = configurations.find((configuration) => configuration.functionArn === arn)
    const destination = asynchronous?.DestinationConfig?.OnFailure?.Destination
    const deadLetter = lambda.DeadLetterConfig?.TargetArn
    return {
      logicalId: resource.logicalId,
      name: resource.name,
      arn,
      role,
      logGroup: lambda.LoggingConfig.LogGroup ?? `/aws/lambda/${resource.name}`,
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
