import { CfnOutput } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import type { RecheckEnvironment } from '../../../functions/recheck/environment.ts'
import { RECORDS, RESULTS } from '../../store/object-keys.ts'
import { RECHECKS } from '../../store/recheck.ts'
import { GongkaiFunction } from '../function.ts'
import { onItems, onObjects, toMissObjects, toQuery, toStrike } from '../permissions.ts'
import { type Site, TIMEOUTS } from './site.ts'

/** Recheck queue → stored reports judged again, page by page; each page sends the next one. */
export function addRecheck(scope: Construct, { storage, queues, ...site }: Site): void {
  const { lambda } = new GongkaiFunction<typeof RecheckEnvironment>(scope, 'Recheck', {
    ...site,
    name: 'recheck',
    bundle: 'recheck',
    timeout: TIMEOUTS.recheck,
    memorySize: 1024,
    environment: {
      TABLE_NAME: storage.table.tableName,
      RECORDS_BUCKET: storage.records.bucketName,
      RECHECK_QUEUE_URL: queues.recheck.queue.queueUrl,
      MAIL_QUEUE_URL: queues.mail.queue.queueUrl,
      TALLY_QUEUE_URL: queues.tally.queue.queueUrl,
    },
    may: [
      onObjects(storage.records, RECORDS, ['GetObject']),
      onObjects(storage.records, RESULTS, ['GetObject', 'PutObject']),
      onObjects(storage.records, RECHECKS, ['GetObject', 'PutObject']),
      toMissObjects(storage.records),
      onItems(storage.table, ['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem', 'Query']),
      toQuery(storage.table, ['all', 'byAgency', 'bySupervisor']),
      toStrike(storage.table, 'CORRECTING'),
      queues.recheck.mayBeSentTo(),
      queues.mail.mayBeSentTo(),
      queues.tally.mayBeSentTo(),
    ],
  })
  // Reports as they come in go first: a run over everything takes its time.
  lambda.addEventSource(queues.recheck.source({ batchSize: 1, maxConcurrency: 2 }))
  new CfnOutput(scope, 'RecheckQueueUrl', { value: queues.recheck.queue.queueUrl })
  new CfnOutput(scope, 'RecordsBucketName', { value: storage.records.bucketName })
}
