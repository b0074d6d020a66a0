import type { Construct } from 'constructs'
import type { ApiEnvironment } from '../../../functions/api/environment.ts'
import { INCOMING, RECORDS, RESULTS } from '../../store/object-keys.ts'
import { GongkaiFunction } from '../function.ts'
import { PublicApi } from '../http-api.ts'
import { onItems, onObjects, toQuery } from '../permissions.ts'
import { type Site, TIMEOUTS } from './site.ts'

/** The HTTP API and the function behind it. */
export function addApi(scope: Construct, { storage, ...site }: Site): PublicApi {
  const { lambda } = new GongkaiFunction<typeof ApiEnvironment>(scope, 'ApiFunction', {
    ...site,
    name: 'api',
    bundle: 'api',
    timeout: TIMEOUTS.api,
    memorySize: 1024,
    environment: {
      TABLE_NAME: storage.table.tableName,
      UPLOADS_BUCKET: storage.uploads.bucketName,
      RECORDS_BUCKET: storage.records.bucketName,
    },
    may: [
      // A presigned POST has the rights of who signed it.
      onObjects(storage.uploads, INCOMING, ['PutObject']),
      onObjects(storage.records, RECORDS, ['GetObject']),
      onObjects(storage.records, RESULTS, ['GetObject']),
      onItems(storage.table, ['GetItem', 'Query']),
      toQuery(storage.table, ['all', 'byVerdict', 'byAgency', 'bySupervisor', 'bySupervisorVerdict', 'bySubmission']),
    ],
  })
  return new PublicApi(scope, 'Api', { handler: lambda, allowedOrigins: site.settings.allowedOrigins })
}
