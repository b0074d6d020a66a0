import type { TallyMessage } from '../../lib/store/messages.ts'
import { type Agency, findAgencies } from '../../lib/store/agency.ts'
import { type Site, tallyAgency } from './obligation.ts'
import { tallySupervisor } from './total.ts'

/**
 * Brings up to date what a batch of messages touches: first the agencies themselves, then the supervisors above
 * them, the deepest first, each once.
 * @throws {Error} if any of it fails; all of it may be done again.
 */
export async function tally(site: Site, messages: readonly TallyMessage[]): Promise<void> {
  const touched = new Map(messages.map((message) => [`${message.agency}#${message.year}#${message.below}`, message]))
  const agencies = new Map((await findAgencies(site.store, messages.map(({ agency }) => agency))).map((agency) => [agency.id, agency]))
  // Unknown to the register: it stands below nobody.
  const known = [...touched.values()].flatMap(({ agency: id, year, below }) => {
    const agency = agencies.get(id)
    return agency === undefined ? [] : [{ agency, year, below }]
  })
  await Promise.all(known.filter(({ below }) => !below).map(({ agency, year }) => tallyAgency(site, agency, year)))
  for (const { supervisor, year } of above(known)) await tallySupervisor(site.store, supervisor, year)
}

interface Touched {
  readonly agency: Agency
  readonly year: number
  readonly below: boolean
}

/** All supervisors above what was touched, each once, those farthest from the top first. */
function above(touched: readonly Touched[]): { readonly supervisor: string; readonly year: number }[] {
  const nodes = touched.flatMap(({ agency: { id, ancestors }, year, below }) =>
    (below ? [id, ...ancestors] : ancestors).map((supervisor, index, chain) => ({ supervisor, year, depth: chain.length - index })),
  )
  const unique = new Map(nodes.map((node) => [`${node.supervisor}#${node.year}`, node]))
  return [...unique.values()].sort((a, b) => b.depth - a.depth)
}
