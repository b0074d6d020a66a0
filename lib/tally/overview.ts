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

/** As it is kept: some thirty characters for an agency, some hundred more for a supervisor. */
export const PackedEntry = z.tuple([
  z.string(),
  Level,
  /** How it stands, and `+` if it was late. */
  z.templateLiteral([ObligationStatus, z.enum(['', '+'])]).nullable(),
  z.partialRecord(Level, z.array(z.int().nonnegative())).nullable(),
])
export type PackedEntry = z.infer<typeof PackedEntry>

const COUNTED = ['agencies', ...STANDS] as const

export function packed({ agency, level, own, below }: OverviewEntry): PackedEntry {
  const status = ObligationStatus.options.find((each) => own !== null && own[each] > 0)
  return [
    agency,
    level,
    status === undefined ? null : `${status}${own?.late === 1 ? '+' : ''}`,
    below === null ? null : mapped(below, (counts) => COUNTED.map((name) => counts[name])),
  ]
}

export const unpacked = ([agency, level, own, below]: PackedEntry): OverviewEntry => ({
  agency,
  level,
  own: own === null ? null : countOne(ObligationStatus.parse(own.replace('+', '')), own.endsWith('+')),
  below: below === null ? null : mapped(below, (counts) => ({ ...NONE, ...Object.fromEntries(COUNTED.map((name, index) => [name, counts[index] ?? 0])) })),
})

const mapped = <A, B>(byLevel: Readonly<Partial<Record<Level, A>>>, change: (value: A) => B): Partial<Record<Level, B>> =>
  Object.fromEntries(Level.options.flatMap((level) => {
    const value = byLevel[level]
    return value === undefined ? [] : [[level, change(value)]]
  }))
