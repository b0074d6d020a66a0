import { type Agency, agenciesBelow, allBelow } from '../../lib/store/agency.ts'
import { writeOverview } from '../../lib/store/overview.ts'
import { findObligations, findTotal, findTotals, replaceTotal } from '../../lib/store/tally.ts'
import type { Store } from '../../lib/store/table.ts'
import { overviewOf, type Part, totalOf } from '../../lib/tally/index.ts'
import { inGroups } from './in-groups.ts'
import { settled } from './settled.ts'

/** Sums up anew what stands below a supervisor, from its agencies and from the totals of the supervisors directly below. */
export const tallySupervisor = (store: Store, supervisor: string, year: number): Promise<void> =>
  settled(async () => {
    // Read first: whoever changes a part after this writes the total again, and then this write is refused.
    const seen = await findTotal(store, supervisor, year)
    if (seen === null) await tallyUncounted(store, supervisor, year)
    const parts = await partsOf(store, supervisor, year)
    await writeOverview(store, supervisor, year, overviewOf(year, parts))
    return replaceTotal(store, totalOf(supervisor, year, parts), seen)
  })

/** A year's first count: whoever stands below a supervisor that nothing was sent to yet has to file all the same. */
async function tallyUncounted(store: Store, supervisor: string, year: number): Promise<void> {
  const ids: string[] = []
  for await (const { id } of allBelow(store, supervisor)) ids.push(id)
  const counted = await findTotals(store, ids, year)
  await inGroups(ids.filter((id) => !counted.has(id)), async (id) => {
    const { agencies } = await agenciesBelow(store, id, { limit: 1 })
    if (agencies.length > 0) await tallySupervisor(store, id, year)
  })
}

async function partsOf(store: Store, supervisor: string, year: number): Promise<Part[]> {
  const members: Agency[] = []
  for await (const agency of allBelow(store, supervisor)) members.push(agency)
  const ids = members.map(({ id }) => id)
  const [obligations, totals] = await Promise.all([findObligations(store, ids, year), findTotals(store, ids, year)])
  return members.map((member) => ({ member, obligation: obligations.get(member.id) ?? null, below: totals.get(member.id) ?? null }))
}
