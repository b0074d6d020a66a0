import type { Construct } from 'constructs'
import type { UnsubscribeEnvironment } from '../../../functions/unsubscribe/environment.ts'
import { GongkaiFunction } from '../function.ts'
import type { PublicApi } from '../http-api.ts'
import { onPartitions } from '../permissions.ts'
import { type Site, TIMEOUTS } from './site.ts'

/** The page behind the link of a digest: open to whoever has the link, and able to reach mail addresses alone. */
export function addUnsubscribe(scope: Construct, { storage, ...site }: Site, api: PublicApi): void {
  const { lambda } = new GongkaiFunction<typeof UnsubscribeEnvironment>(scope, 'Unsubscribe', {
    ...site,
    name: 'unsubscribe',
    bundle: 'unsubscribe',
    timeout: TIMEOUTS.api,
    memorySize: 256,
    environment: { TABLE_NAME: storage.table.tableName },
    may: [onPartitions(storage.table, ['GetItem', 'UpdateItem'], ['ADDRESS#*'])],
  })
  api.addPage('/unsubscribe', lambda)
}
