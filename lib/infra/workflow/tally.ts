import { Duration } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import type { TallyEnvironment } from '../../../functions/tally/environment.ts'
import { RECORDS, RESULTS } from '../../store/object-keys.ts'
import { GongkaiFunction } from '../function.ts'
import { resultPartition } from '../../store/result.ts'
import { onItems, onObjects, onPartitions, toQuery } from '../permissions.ts'
import { type Site, TIMEOUTS } from './site.ts'

/** Tally queue → how agencies stand, and the totals of the supervisors above them. */
export function addTally(scope: Construct, { storage, queues, ...site }: Site): void {
  const { lambda } = new GongkaiFunction<typeof TallyEnvironment>(scope, 'Tally', {
    ...site,
    name: 'tally',
    bundle: 'tally',
    timeout: TIMEOUTS.tally,
    memorySize: 1024,
    environment: { TABLE_NAME: storage.table.tableName, RECORDS_BUCKET: storage.records.bucketName },
    may: [
      onObjects(storage.records, RECORDS, ['GetObject']),
      onObjects(storage.records, RESULTS, ['GetObject']),
      onItems(storage.table, ['BatchGetItem', 'GetItem', 'PutItem', 'Query']),
      // What an agency has sent moves with it.
      onPartitions(storage.table, ['UpdateItem'], [resultPartition('*'), 'CORRECTION#*']),
      toQuery(storage.table, ['byAgency']),
    ],
  })
  // Reports of one county come in bunches: gathered for some seconds, its total is worked out once for all of them.
  lambda.addEventSource(queues.tally.source({ batchSize: 100, maxConcurrency: 2, maxBatchingWindow: Duration.seconds(3) }))
}
