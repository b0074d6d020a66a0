import * as z from 'zod'
import { putAll, readPartition } from './batch.ts'
import { AgencyId } from './object-keys.ts'
import type { Store } from './table.ts'

/**
 * What the digests of a supervisor have told of one agency. What is new is what differs from it: no report is
 * overlooked because it was checked late, and none is told twice.
 */
export const Told = z.object({
  agency: AgencyId,
  /** The last day on which a digest told of a change, and how the agency stood then and before; '' for never told. */
  day: z.iso.date(),
  now: z.string(),
  before: z.string(),
})
export type Told = z.infer<typeof Told>

const partition = (supervisor: string, year: number) => `DIGEST#${supervisor}#${year}`

/** All that was told of a supervisor's agencies for a year, by agency. */
export async function findTold(store: Store, supervisor: string, year: number): Promise<Map<string, Told>> {
  const told = z.array(Told).parse(await readPartition(store, partition(supervisor, year)))
  return new Map(told.map((each) => [each.agency, each]))
}

/** Writes down what a digest tells. */
export const writeTold = (store: Store, supervisor: string, year: number, told: readonly Told[]): Promise<void> =>
  putAll(store, told.map((each) => ({ pk: partition(supervisor, year), sk: each.agency, ...each })))
