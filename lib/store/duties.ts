import { askedBelow, countOf, type Counts, type DutyFilter, isAsked, type Obligation, type OverviewEntry, owes, sumOf } from '../tally/index.ts'
import { type Agency, agenciesBelow, findAgencies, findAgency } from './agency.ts'
import { findOverviews } from './overview.ts'
import { findObligations } from './tally.ts'
import type { Store } from './table.ts'

/** An agency that has to file for a year, and how it stands; null: it has sent nothing. */
export interface Duty {
  readonly agency: Agency
  readonly obligation: Obligation | null
  /** What stands below it; null if it is no supervisor. */
  readonly below: Counts | null
}

export interface DutyQuery extends DutyFilter {
  readonly year: number
  /** Only those directly below; otherwise all down the tree. */
  readonly direct: boolean
  readonly limit: number
  /** With what each says in its tables; else `cells` is null in every obligation. */
  readonly cells?: true
  /** The agency after which to go on. */
  readonly after?: string | undefined
}

/** So many agencies are looked at for one page, whether or not they turn out to stand as asked. */
const MOST_LOOKED_AT = 300
/** So many overviews are read for one page: those asked for may lie one by one in a hundred counties. */
const MOST_OPENED = 50
const PAGE = 100

/** A stretch of the list: one agency, or all below a supervisor (after one of them), of whom `most` may be asked for. */
type Stretch = { readonly agency: string; readonly below: Counts | null } | { readonly supervisor: string; readonly after?: string | undefined; readonly most: number }

/**
 * A page of the duties of the agencies below a supervisor, each supervisor before those below it, else in the order of
 * ids. Whoever does not stand as asked is not read: the overviews tell where to look, level by level. What is shown is as
 * the obligation itself says. A page can hold fewer than asked for although more follow.
 * @returns `after`: the agency after which to go on; null at the end.
 */
export async function dutiesBelow(store: Store, supervisor: string, query: DutyQuery): Promise<{ readonly duties: Duty[]; readonly after: string | null }> {
  let ahead = query.after === undefined ? [{ supervisor, most: 0 }] : await stretchesAfter(store, supervisor, query.after, query.direct)
  const duties: Duty[] = []
  let [looked, opened, after] = [0, 0, null as string | null]
  while (ahead.length > 0) {
    // A cursor needs an agency.
    if (after === null && opened >= MOST_OPENED && 'supervisor' in (ahead[0] ?? {})) opened = 0
    const next = enough(ahead, query.limit - duties.length, MOST_OPENED - opened)
    if (next.length === 0 || looked >= MOST_LOOKED_AT) return { duties, after }
    const rest = ahead.slice(next.length)
    const closed = next.filter((stretch) => 'supervisor' in stretch).length
    if (closed > 0) {
      ahead = [...(await laidOpen(store, next, query)), ...rest]
      opened += closed
    } else {
      const agencies = next.filter((stretch) => 'agency' in stretch)
      duties.push(...(await asked(store, supervisor, agencies, query)))
      looked += agencies.length
      after = agencies.at(-1)?.agency ?? after
      ahead = rest
    }
  }
  return { duties, after: null }
}

/** As much of the list as may suffice for `wanted` duties, a batch at most, with so many supervisors at most. */
function enough(ahead: readonly Stretch[], wanted: number, supervisors: number): Stretch[] {
  let [most, closed] = [0, 0]
  const taken = ahead.findIndex((stretch) => {
    if (most >= Math.min(wanted, PAGE) || ('supervisor' in stretch && closed >= supervisors)) return true
    most += 'agency' in stretch ? 1 : stretch.most
    closed += 'agency' in stretch ? 0 : 1
    return false
  })
  return ahead.slice(0, taken < 0 ? ahead.length : taken)
}

/** What comes after an agency: all below it, then what follows it and those above it; nothing if it is not below `supervisor`. */
async function stretchesAfter(store: Store, supervisor: string, id: string, direct: boolean): Promise<Stretch[]> {
  const agency = await findAgency(store, id)
  const above = agency?.ancestors.indexOf(supervisor) ?? -1
  if (agency === null || above < 0) return []
  const chain = [id, ...agency.ancestors.slice(0, above)]
  const following = chain.map((after, index) => ({ supervisor: chain[index + 1] ?? supervisor, after, most: 0 }))
  return direct ? following.slice(-1) : [{ supervisor: id, most: 0 }, ...following]
}

/** The same stretches with those of supervisors one level further down: only who may be asked for is left. */
async function laidOpen(store: Store, stretches: readonly Stretch[], query: DutyQuery): Promise<Stretch[]> {
  const supervisors = stretches.flatMap((stretch) => ('supervisor' in stretch ? [stretch.supervisor] : []))
  const overviews = await findOverviews(store, supervisors, query.year, query)
  const open = stretches.map(async (stretch) => {
    if ('agency' in stretch) return [stretch]
    const overview = overviews.get(stretch.supervisor)
    if (overview === undefined) return await registered(store, stretch)
    return overview.filter(({ agency }) => agency > (stretch.after ?? '')).flatMap((entry) => stretchesOf(entry, query))
  })
  return (await Promise.all(open)).flat()
}

function stretchesOf(entry: OverviewEntry, query: DutyQuery): Stretch[] {
  const most = query.direct ? 0 : askedBelow(entry, query)
  return [
    ...(isAsked(entry, query) ? [{ agency: entry.agency, below: entry.below === null ? null : sumOf(entry.below) }] : []),
    ...(most > 0 ? [{ supervisor: entry.agency, most }] : []),
  ]
}

/** Where nothing was counted yet, the register alone says who is there, directly below. */
async function registered(store: Store, { supervisor, after }: Extract<Stretch, { supervisor: string }>): Promise<Stretch[]> {
  const page = await agenciesBelow(store, supervisor, { after, limit: PAGE })
  return [...page.agencies.map(({ id }) => ({ agency: id, below: null })), ...(page.after === null ? [] : [{ supervisor, after: page.after, most: PAGE }])]
}

/** Those of the agencies that are below the supervisor, have to file and stand as asked: by the register and their obligations. */
async function asked(store: Store, supervisor: string, stretches: readonly Extract<Stretch, { agency: string }>[], query: DutyQuery): Promise<Duty[]> {
  const ids = stretches.map(({ agency }) => agency)
  const [found, obligations] = await Promise.all([findAgencies(store, ids), findObligations(store, ids, query.year, { cells: query.cells === true })])
  const agencies = new Map(found.map((agency) => [agency.id, agency]))
  return stretches.flatMap(({ agency: id, below }) => {
    const agency = agencies.get(id)
    const obligation = obligations.get(id) ?? null
    if (agency === undefined || !(query.direct ? agency.supervisor === supervisor : agency.ancestors.includes(supervisor))) return []
    const own = owes(agency, query.year) ? countOf(obligation) : null
    return isAsked({ level: agency.level, own }, query) ? [{ agency, obligation, below }] : []
  })
}

/** All duties of the agencies directly below a supervisor, as the register has them now, in the order of ids. */
export async function* directDuties(store: Store, supervisor: string, year: number): AsyncGenerator<Duty> {
  const overview = new Map((await findOverviews(store, [supervisor], year)).get(supervisor)?.map(({ agency, below }) => [agency, below]))
  let after: string | undefined
  do {
    const page = await agenciesBelow(store, supervisor, { after, limit: PAGE })
    const obligations = await findObligations(store, page.agencies.map(({ id }) => id), year, { cells: false })
    for (const agency of page.agencies) {
      const below = overview.get(agency.id)
      if (owes(agency, year)) yield { agency, obligation: obligations.get(agency.id) ?? null, below: below == null ? null : sumOf(below) }
    }
    after = page.after ?? undefined
  } while (after !== undefined)
}
