import { type Counts, type Obligation, type ObligationStatus, owes, statusOf, type Total } from '../tally/index.ts'
import { type Agency, agenciesBelow, findAgency } from './agency.ts'
import { findObligations, findTotal } from './tally.ts'
import type { Store } from './table.ts'

/** An agency that has to file for a year, and how it stands; null: it has sent nothing. */
export interface Duty {
  readonly agency: Agency
  readonly obligation: Obligation | null
  /** What stands below it; null if it is no supervisor. */
  readonly below: Counts | null
}

export interface DutyQuery {
  readonly year: number
  /** Only agencies that stand so. */
  readonly status?: ObligationStatus | undefined
  /** Only those directly below; otherwise all down the tree. */
  readonly direct: boolean
  /** With what each says in its tables; else `cells` is null in every obligation. */
  readonly cells?: true
  /** The agency after which to go on. */
  readonly after?: string | undefined
}

const PAGE = 100

/**
 * The duties of all agencies below a supervisor, each supervisor before those below it, else in the order of ids. Where
 * the totals say that nobody below stands as asked, nobody is read: a page costs what it shows, however large the tree.
 */
export async function* dutiesBelow(store: Store, supervisor: string, query: DutyQuery): AsyncGenerator<Duty> {
  if (query.after === undefined) {
    yield* from(store, supervisor, query, undefined)
    return
  }
  const chain = await chainTo(store, query.after, supervisor)
  if (!query.direct && chain.length > 0) yield* from(store, query.after, query, undefined)
  for (const [index, id] of chain.entries()) yield* from(store, chain[index + 1] ?? supervisor, query, id)
}

/** `id` and those above it, as far as `supervisor`, itself left out; empty if `id` is not below it. */
async function chainTo(store: Store, id: string, supervisor: string): Promise<string[]> {
  const agency = await findAgency(store, id)
  const above = agency?.ancestors.indexOf(supervisor) ?? -1
  return agency === null || above < 0 ? [] : [id, ...agency.ancestors.slice(0, above)]
}

async function* from(store: Store, supervisor: string, query: DutyQuery, after: string | undefined): AsyncGenerator<Duty> {
  const total = await findTotal(store, supervisor, query.year)
  const below = new Map(total?.supervisors.map(({ id, counts }) => [id, counts]))
  const descend = (id: string) => !query.direct && standSo(below.get(id), query)
  if (total !== null && !standSoDirectly(total, query)) {
    for (const id of below.keys()) if ((after === undefined || id > after) && descend(id)) yield* from(store, id, query, undefined)
    return
  }
  let next = after
  do {
    const page = await agenciesBelow(store, supervisor, { after: next, limit: PAGE })
    const obligations = await findObligations(store, page.agencies.map(({ id }) => id), query.year, { cells: query.cells === true })
    for (const agency of page.agencies) {
      const obligation = obligations.get(agency.id) ?? null
      const asked = query.status === undefined || statusOf(obligation) === query.status
      if (asked && owes(agency, query.year)) yield { agency, obligation, below: below.get(agency.id) ?? null }
      if (descend(agency.id)) yield* from(store, agency.id, query, undefined)
    }
    next = page.after ?? undefined
  } while (next !== undefined)
}

/** Whether any of those counted stand as asked. */
const standSo = (counts: Counts | undefined, { status }: DutyQuery): boolean => counts !== undefined && counts[status ?? 'agencies'] > 0

/** Whether any agency directly below stands as asked. */
const standSoDirectly = ({ counts, supervisors }: Total, { status }: DutyQuery): boolean =>
  supervisors.reduce((rest, { counts: below }) => rest - below[status ?? 'agencies'], counts[status ?? 'agencies']) > 0
