import { QueryCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod'
import { deleteAll, putAll } from './batch.ts'
import { AgencyId } from './object-keys.ts'
import type { Store } from './table.ts'

/** An agency whose tallies no longer fit the register: its own, or what stands below it. */
export const Recount = z.object({ agency: AgencyId, below: z.boolean() })
export type Recount = z.infer<typeof Recount>

const PARTITION = 'RECOUNT'
const recountKey = ({ agency, below }: Recount) => ({ pk: PARTITION, sk: `${agency}#${below ? 'below' : 'own'}` })

/** Notes what has to be counted again; what is noted already stays so. */
export const noteRecounts = (store: Store, recounts: readonly Recount[]): Promise<void> => {
  const unique = new Map(recounts.map((recount) => [recountKey(recount).sk, recount]))
  return putAll(store, [...unique.values()].map((recount) => ({ ...recountKey(recount), ...recount })))
}

/** Some of what is noted; empty when nothing is left. */
export async function notedRecounts(store: Store): Promise<Recount[]> {
  const { Items = [] } = await store.client.send(
    new QueryCommand({
      TableName: store.table,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': PARTITION },
      ConsistentRead: true,
      Limit: 100,
    }),
  )
  return z.array(Recount).parse(Items)
}

/** Strikes out what is on its way to be counted. */
export const strikeRecounts = (store: Store, recounts: readonly Recount[]): Promise<void> => deleteAll(store, recounts.map(recountKey))
