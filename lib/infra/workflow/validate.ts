import type { Construct } from 'constructs'
import type { ValidateEnvironment } from '../../../functions/validate/environment.ts'
import { ARCHIVES, RECORDS, RESULTS } from '../../store/object-keys.ts'
import { GongkaiFunction } from '../function.ts'
import { onItems, onObjects, toMissObjects } from '../permissions.ts'
import { type Site, TIMEOUTS } from './site.ts'

/** Records queue → result in the table and the records bucket → mail queue. */
export function addValidate(scope: Construct, { storage, queues, ...site }: Site): void {
  const { lambda } = new GongkaiFunction<typeof ValidateEnvironment>(scope, 'Validate', {
    ...site,
    name: 'validate',
    bundle: 'validate',
    timeout: TIMEOUTS.validate,
    memorySize: 1024,
    environment: {
      TABLE_NAME: storage.table.tableName,
      RECORDS_BUCKET: storage.records.bucketName,
      MAIL_QUEUE_URL: queues.mail.queue.queueUrl,
      TALLY_QUEUE_URL: queues.tally.queue.queueUrl,
    },
    may: [
      onObjects(storage.records, RECORDS, ['GetObject']),
      onObjects(storage.records, ARCHIVES, ['GetObject']),
      toMissObjects(storage.records),
      onObjects(storage.records, RESULTS, ['PutObject']),
      onItems(storage.table, ['BatchGetItem', 'PutItem', 'UpdateItem', 'Query']),
      queues.mail.mayBeSentTo(),
      queues.tally.mayBeSentTo(),
    ],
  })
  lambda.addEventSource(queues.records.source({ batchSize: 5, maxConcurrency: 20 }))
}
