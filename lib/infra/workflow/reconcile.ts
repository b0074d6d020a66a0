import { Duration, Stack } from 'aws-cdk-lib'
import { Metric } from 'aws-cdk-lib/aws-cloudwatch'
import { Rule, Schedule } from 'aws-cdk-lib/aws-events'
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets'
import type { Construct } from 'constructs'
import { type ReconcileEnvironment, UNSCANNED } from '../../../functions/reconcile/environment.ts'
import { INCOMING } from '../../store/object-keys.ts'
import { GongkaiFunction } from '../function.ts'
import { onItems, onObjects, toListVersions } from '../permissions.ts'
import { type Site, TIMEOUTS } from './site.ts'

const EVERY = Duration.minutes(15)

/** Every 15 minutes: uploads without a result and results without their mail go through again. */
export function addReconcile(scope: Construct, { storage, queues, ...site }: Site): void {
  const { lambda } = new GongkaiFunction<typeof ReconcileEnvironment>(scope, 'Reconcile', {
    ...site,
    name: 'reconcile',
    bundle: 'reconcile',
    timeout: TIMEOUTS.reconcile,
    memorySize: 512,
    environment: {
      TABLE_NAME: storage.table.tableName,
      UPLOADS_BUCKET: storage.uploads.bucketName,
      UPLOADS_QUEUE_URL: queues.uploads.queue.queueUrl,
      MAIL_QUEUE_URL: queues.mail.queue.queueUrl,
      TALLY_QUEUE_URL: queues.tally.queue.queueUrl,
      RECHECK_QUEUE_URL: queues.recheck.queue.queueUrl,
      MALWARE_SCAN: site.settings.malwareScan ? 'on' : 'off',
      OLDER_THAN_SECONDS: String(site.settings.reconcileAfterSeconds),
    },
    may: [
      toListVersions(storage.uploads, INCOMING),
      // One that is deleted between the listing and this is denied: the next run does not find it any more.
      ...(site.settings.malwareScan ? [onObjects(storage.uploads, INCOMING, ['GetObjectVersionTagging'])] : []),
      onItems(storage.table, ['BatchGetItem', 'BatchWriteItem', 'GetItem', 'PutItem', 'Query']),
      queues.uploads.mayBeSentTo(),
      queues.mail.mayBeSentTo(),
      queues.tally.mayBeSentTo(),
      queues.recheck.mayBeSentTo(),
    ],
  })
  new Rule(scope, 'ReconcileSchedule', {
    schedule: Schedule.rate(EVERY),
    targets: [new LambdaFunction(lambda, { retryAttempts: 1 })],
  })
  if (!site.settings.malwareScan) return
  const unscanned = new Metric({
    namespace: Stack.of(scope).stackName,
    metricName: UNSCANNED,
    dimensionsMap: { service: 'reconcile' },
    period: EVERY,
    statistic: 'Maximum',
  })
  site.alarms.add(UNSCANNED, unscanned, { threshold: 1, meaning: 'Uploads have been waiting for the malware scan for more than an hour' })
}
