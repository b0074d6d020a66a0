import { Stack } from 'aws-cdk-lib'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { type Bucket, CfnBucket } from 'aws-cdk-lib/aws-s3'
import type { Queue } from 'aws-cdk-lib/aws-sqs'

/**
 * Has the bucket announce every object created under `prefix` to the queue. Set on the bucket itself, because
 * CDK's own notification construct adds a custom resource with a Lambda and a wildcard permission. The queue's
 * policy names account and service instead of the bucket: the bucket needs the policy to exist before it does.
 */
export function announceUploads(bucket: Bucket, queue: Queue, prefix: string): void {
  const cfnBucket = bucket.node.defaultChild
  if (!(cfnBucket instanceof CfnBucket)) throw new TypeError('a Bucket without a CfnBucket')
  const policy = queue.addToResourcePolicy(
    new PolicyStatement({
      sid: 'AnnounceUploads',
      principals: [new ServicePrincipal('s3.amazonaws.com')],
      actions: ['sqs:SendMessage'],
      resources: [queue.queueArn],
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(bucket).account } },
    }),
  )
  cfnBucket.notificationConfiguration = {
    queueConfigurations: [
      {
        event: 's3:ObjectCreated:*',
        queue: queue.queueArn,
        filter: { s3Key: { rules: [{ name: 'prefix', value: prefix }] } },
      },
    ],
  }
  if (policy.policyDependable !== undefined) cfnBucket.node.addDependency(policy.policyDependable)
}
