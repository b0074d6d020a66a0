import type { Construct } from 'constructs'
import type { ParseEnvironment } from '../../../functions/parse/environment.ts'
import { ARCHIVES, DOCUMENTS, INCOMING, RECORDS } from '../../store/object-keys.ts'
import { GongkaiFunction } from '../function.ts'
import { onObjects, toFindVersions, toMissObjects, toReadRegister } from '../permissions.ts'
import { type Site, TIMEOUTS } from './site.ts'

/** Uploads queue → record in the records bucket → records queue; an archive → uploads of its reports. */
export function addParse(scope: Construct, { storage, queues, ...site }: Site): void {
  const { lambda } = new GongkaiFunction<typeof ParseEnvironment>(scope, 'Parse', {
    ...site,
    name: 'parse',
    bundle: 'parse',
    timeout: TIMEOUTS.parse,
    memorySize: 1769,
    environment: {
      TABLE_NAME: storage.table.tableName,
      RECORDS_BUCKET: storage.records.bucketName,
      RECORDS_QUEUE_URL: queues.records.queue.queueUrl,
      MALWARE_SCAN: site.settings.malwareScan ? 'on' : 'off',
      TIMEOUT_SECONDS: String(TIMEOUTS.parse.toSeconds()),
    },
    may: [
      // What is in an archive becomes uploads of their own.
      onObjects(storage.uploads, INCOMING, ['GetObjectVersion', 'PutObject']),
      // What an archive became already: the newest version's head, or where that may not be read yet, the listing.
      ...(site.settings.malwareScan
        ? [onObjects(storage.uploads, INCOMING, ['GetObjectVersionTagging']), toFindVersions(storage.uploads, INCOMING)]
        : [onObjects(storage.uploads, INCOMING, ['GetObject'])]),
      toMissObjects(storage.uploads),
      onObjects(storage.records, RECORDS, ['PutObject']),
      onObjects(storage.records, DOCUMENTS, ['PutObject']),
      onObjects(storage.records, ARCHIVES, ['PutObject']),
      ...toReadRegister(storage.table),
      queues.records.mayBeSentTo(),
    ],
  })
  lambda.addEventSource(queues.uploads.source({ batchSize: 5, maxConcurrency: 20 }))
}
