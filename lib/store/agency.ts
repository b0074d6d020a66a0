import { GetCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod'
import { Level } from '../report/index.ts'
import { getAll } from './batch.ts'
import { AgencyId } from './object-keys.ts'
import type { Store } from './table.ts'

/** An agency of the register: who files, who watches over it, where its mail goes. */
export const Agency = z.object({
  id: AgencyId,
  name: z.string().min(1),
  level: Level,
  /** The supervisor's id: an agency of the register itself. */
  supervisor: AgencyId.nullable(),
  emails: z.array(z.email()),
})
export type Agency = z.infer<typeof Agency>

const agencyKey = (id: string) => ({ pk: `AGENCY#${id}`, sk: 'AGENCY' })

export const agencyItem = (agency: Agency): Record<string, unknown> => ({ ...agencyKey(agency.id), ...agency })

/** The agency with this id; null if the register has none. */
export async function findAgency(store: Store, id: string): Promise<Agency | null> {
  const { Item } = await store.client.send(new GetCommand({ TableName: store.table, Key: agencyKey(id) }))
  return Item === undefined ? null : Agency.parse(Item)
}

/** Those of the ids that the register has, in no particular order. */
export async function findAgencies(store: Store, ids: readonly string[]): Promise<Agency[]> {
  return z.array(Agency).parse(await getAll(store, [...new Set(ids)].map(agencyKey)))
}
