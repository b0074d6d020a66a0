import type { Construct } from 'constructs'
import type { ParseEnvironment } from '../../../functions/parse/environment.ts'
import { INCOMING, RECORDS } from '../../store/object-keys.ts'
import { GongkaiFunction } from '../function.ts'
import { onObjects, toMissObjects } from '../permissions.ts'
import { type Site, TIMEOUTS } from './site.ts'

/** Uploads queue → record in the records bucket → records queue. */
export function addParse(scope: Construct, { storage, queues, ...site }: Site): void {
  const { lambda } = new GongkaiFunction<typeof ParseEnvironment>(scope, 'Parse', {
    ...site,
    name: 'parse',
    bundle: 'parse',
    timeout: TIMEOUTS.parse,
    memorySize: 1769,
    environment: { RECORDS_BUCKET: storage.records.bucketName, RECORDS_QUEUE_URL: queues.records.queue.queueUrl },
    may: [
      onObjects(storage.uploads, INCOMING, ['GetObject', 'GetObjectVersion']),
      toMissObjects(storage.uploads),
      onObjects(storage.records, RECORDS, ['PutObject']),
      queues.records.mayBeSentTo(),
    ],
  })
  lambda.addEventSource(queues.uploads.source({ batchSize: 5, maxConcurrency: 20 }))
}
