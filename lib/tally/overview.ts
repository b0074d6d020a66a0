import * as z from 'zod'
import { Level } from '../report/index.ts'
import { addCounts, countOf, countOne, type Counts, NONE } from './counts.ts'
import { ObligationStatus, owes } from './obligation.ts'
import type { Part } from './total.ts'

/** What lists of duties are filtered by: how an agency stands. `filed`: could be read; `late`: filed, but after the deadline. */
export const STANDS = ['missing', 'rejected', 'filed', 'late', 'pass', 'fail', 'uncheckable'] as const satisfies readonly (keyof Counts)[]

/** Which agencies are asked for; without either, all that have to file. */
export interface DutyFilter {
  readonly status?: (typeof STANDS)[number] | undefined
  readonly level?: Level | undefined
}

type CountsByLevel = Readonly<Partial<Record<Level, Counts>>>

/** One agency directly below a supervisor. */
export interface OverviewEntry {
  readonly agency: string
  readonly level: Level
  /** How it stands itself; null if it does not have to file. */
  readonly own: Counts | null
  /** What stands below it; null if it is no supervisor. */
  readonly below: CountsByLevel | null
}

/** How everybody directly below a supervisor stands, in the order of ids. */
export const overviewOf = (year: number, parts: readonly Part[]): OverviewEntry[] =>
  parts
    .map(({ member, obligation, below }) => ({
      agency: member.id,
      level: member.level,
      own: owes(member, year) ? countOf(obligation) : null,
      below: below?.byLevel ?? null,
    }))
    .sort((a, b) => (a.agency < b.agency ? -1 : 1))

const counted = (counts: Counts | undefined | null, { status }: DutyFilter): number => counts?.[status ?? 'agencies'] ?? 0

/** Whether the agency itself is asked for. */
export const isAsked = ({ level, own }: Pick<OverviewEntry, 'level' | 'own'>, filter: DutyFilter): boolean =>
  (filter.level === undefined || filter.level === level) && counted(own, filter) > 0

/** How many of those below it are asked for. */
export const askedBelow = ({ below }: Pick<OverviewEntry, 'below'>, filter: DutyFilter): number =>
  below === null ? 0 : counted(filter.level === undefined ? sumOf(below) : below[filter.level], filter)

/** All levels together. */
export const sumOf = (byLevel: CountsByLevel): Counts => Object.values(byLevel).reduce(addCounts, NONE)

/** How an agency stands, in a word: `+` if it was late, `exempt` if it does not have to file. */
const Stand = z.enum(['exempt', 'missing', 'rejected', 'pass', 'pass+', 'fail', 'fail+', 'uncheckable', 'uncheckable+'])
type Stand = z.infer<typeof Stand>

/** As it is kept: ids by level and stand, so that an agency takes little more than its id. */
export const PackedOverview = z.object({
  stands: z.partialRecord(Level, z.partialRecord(Stand, z.array(z.string()))),
  /** The supervisors among them: how many stand how below each, by level, in the order of `COUNTED`. */
  below: z.array(z.tuple([z.string(), z.partialRecord(Level, z.array(z.int().nonnegative()))])),
})
export type PackedOverview = z.infer<typeof PackedOverview>

const COUNTED = ['agencies', ...STANDS] as const

export function packed(entries: readonly OverviewEntry[]): PackedOverview {
  const stands: PackedOverview['stands'] = {}
  for (const { agency, level, own } of entries) ((stands[level] ??= {})[standOf(own)] ??= []).push(agency)
  return {
    stands,
    below: entries.flatMap(({ agency, below }) => (below === null ? [] : [[agency, mapped(below, (counts) => COUNTED.map((name) => counts[name]))]])),
  }
}

/** In no particular order; with a filter, only who is asked for, and supervisors. */
export function unpacked({ stands, below }: PackedOverview, filter?: DutyFilter): OverviewEntry[] {
  const belowOf = new Map(below.map(([agency, byLevel]) => [agency, mapped(byLevel, countsIn)]))
  return Level.options.flatMap((level) =>
    Stand.options.flatMap((stand) => {
      const ids = stands[level]?.[stand] ?? []
      const own = ids.length === 0 ? null : countStand(stand)
      const wanted = filter === undefined || isAsked({ level, own }, filter) ? ids : ids.filter((agency) => belowOf.has(agency))
      return wanted.map((agency) => ({ agency, level, own, below: belowOf.get(agency) ?? null }))
    }),
  )
}

const countsIn = (numbers: readonly number[]): Counts => ({ ...NONE, ...Object.fromEntries(COUNTED.map((name, index) => [name, numbers[index] ?? 0])) })

function standOf(own: Counts | null): Stand {
  const status = ObligationStatus.options.find((each) => own !== null && own[each] > 0)
  return status === undefined ? 'exempt' : Stand.parse(`${status}${own?.late === 1 ? '+' : ''}`)
}

const countStand = (stand: Stand): Counts | null => (stand === 'exempt' ? null : countOne(ObligationStatus.parse(stand.replace('+', '')), stand.endsWith('+')))

const mapped = <A, B>(byLevel: Readonly<Partial<Record<Level, A>>>, change: (value: A) => B): Partial<Record<Level, B>> =>
  Object.fromEntries(Level.options.flatMap((level) => {
    const value = byLevel[level]
    return value === undefined ? [] : [[level, change(value)]]
  }))
