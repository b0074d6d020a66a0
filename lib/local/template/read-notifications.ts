import type { Notification } from './model.ts'
import * as properties from './properties.ts'
import type { Reader } from './reader.ts'

const rule = (rules: readonly { Name: string; Value: string }[] | undefined, name: string): string =>
  rules?.find((candidate) => candidate.Name === name)?.Value ?? ''

/** What buckets announce by their own property. */
export function readNotifications(reader: Reader): Notification[] {
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

/** What CDK's notification construct has a custom resource do. */
export function readCustomNotifications(reader: Reader): Notification[] {
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
