import type { TallyMessage } from '../../lib/store/messages.ts'
import { type Agency, findAgencies } from '../../lib/store/agency.ts'
import { followRegister } from '../../lib/store/follow-register.ts'
import { yearsFiled } from '../../lib/store/tally.ts'
import { inGroups } from './in-groups.ts'
import { type Site, tallyAgencies } from './obligation.ts'
import { tallySupervisor } from './total.ts'

/**
 * Brings up to date what a batch of messages touches: first the agencies themselves, then the supervisors above
 * them, the deepest first, each once.
 * @throws {Error} if any of it fails; all of it may be done again.
 */
export async function tally(site: Site, messages: readonly TallyMessage[]): Promise<void> {
  const unique = [...new Map(messages.map((message) => [`${message.agency}#${message.year}#${message.below}`, message])).values()]
  const agencies = new Map((await findAgencies(site.store, unique.map(({ agency }) => agency), { consistent: true })).map((agency) => [agency.id, agency]))
  // Unknown to the register: it stands below nobody.
  const known = unique.flatMap(({ agency: id, ...message }) => {
    const agency = agencies.get(id)
    return agency === undefined ? [] : [{ agency, ...message }]
  })
  const touched = (await inGroups(known, (each) => yearsOf(site, each))).flat()
  const filed = Map.groupBy(touched.filter(({ below }) => !below), ({ year }) => year)
  for (const [year, each] of filed) await tallyAgencies(site, [...new Set(each.map(({ agency }) => agency))], year)
  for (const level of above(touched)) await inGroups(level, ({ supervisor, year }) => tallySupervisor(site.store, supervisor, year))
}

interface Touched {
  readonly agency: Agency
  readonly year: number
  readonly below: boolean
}

/** What changed in the register concerns all that the agency has sent, and those lists in which that stands. */
async function yearsOf({ store }: Site, { agency, year, below }: Omit<Touched, 'year'> & { readonly year?: number | undefined }): Promise<Touched[]> {
  if (year !== undefined) return [{ agency, year, below }]
  const years = await yearsFiled(store, agency.id)
  await followRegister(store, agency.id, years)
  return years.map((each) => ({ agency, year: each, below }))
}

interface Above {
  readonly supervisor: string
  readonly year: number
}

/** All supervisors above what was touched, each once, level by level, those farthest from the top first. */
function above(touched: readonly Touched[]): Above[][] {
  const levels = new Map<number, Map<string, Above>>()
  for (const { agency: { id, ancestors }, year, below } of touched)
    for (const [index, supervisor] of (below ? [id, ...ancestors] : ancestors).toReversed().entries()) {
      const level = levels.get(index) ?? new Map<string, Above>()
      levels.set(index, level.set(`${supervisor}#${year}`, { supervisor, year }))
    }
  return [...levels].sort(([a], [b]) => b - a).map(([, level]) => [...level.values()])
}
