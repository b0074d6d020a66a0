import { type Agency, allBelow, findAgency } from './agency.ts'
import type { Store } from './table.ts'

/** Supervisors asked for their agencies at the same time. */
const AT_ONCE = 16

/**
 * An agency and all below it, level by level. Names are matched within this list, so nothing has to be kept by name,
 * and a renamed agency has no old one.
 * @returns null if the register lacks the agency, or there are more than `limit`.
 */
export async function subtree(store: Store, id: string, limit: number): Promise<Agency[] | null> {
  const self = await findAgency(store, id)
  if (self === null) return null
  const found = [self]
  for (let level = [self]; level.length > 0; ) {
    const below: Agency[] = []
    for (let start = 0; start < level.length; start += AT_ONCE)
      below.push(...(await Promise.all(level.slice(start, start + AT_ONCE).map((each) => agenciesOf(store, each.id)))).flat())
    found.push(...below)
    if (found.length > limit) return null
    level = below
  }
  return found
}

async function agenciesOf(store: Store, id: string): Promise<Agency[]> {
  const agencies: Agency[] = []
  for await (const agency of allBelow(store, id)) agencies.push(agency)
  return agencies
}
