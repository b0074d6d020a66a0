import * as z from 'zod'
import { type Level, Verdict } from '../report/index.ts'
import { Contribution } from './cells.ts'

/** How one agency stands with its duty to file for one year. Of those that have sent nothing there is none. */
export const Obligation = z.object({
  agency: z.string(),
  year: z.int(),
  /** The newest version. */
  current: z.object({
    id: z.string(),
    version: z.int().positive(),
    file: z.string(),
    submittedAt: z.iso.datetime(),
    /** Null if it could not be read. */
    verdict: Verdict.nullable(),
    score: z.number().nullable(),
    findings: z.object({ error: z.int(), warning: z.int(), info: z.int() }),
  }),
  /** When the first version that could be read came in; null: none yet. */
  filedAt: z.iso.datetime().nullable(),
  /** The last day for filing. */
  deadline: z.iso.date(),
  /** How often each rule found something in the newest version, by rule id. */
  rules: z.record(z.string(), z.int().positive()),
  /** What the newest version says in each cell of the year's form; null if it could not be read. */
  cells: z.array(Contribution).nullable(),
})
export type Obligation = z.infer<typeof Obligation>

/** `missing`: nothing sent. `rejected`: what was sent last could not be read as a report. Else the verdict on it. */
export const ObligationStatus = z.enum(['missing', 'rejected', ...Verdict.options])
export type ObligationStatus = z.infer<typeof ObligationStatus>

export const statusOf = (obligation: Pick<Obligation, 'current'> | null): ObligationStatus =>
  obligation === null ? 'missing' : (obligation.current.verdict ?? 'rejected')

/** Filed after the deadline, by China's calendar; a later correction of a report filed in time does not make it late. */
export const isLate = ({ filedAt, deadline }: Pick<Obligation, 'filedAt' | 'deadline'>): boolean => filedAt !== null && dayInChina(filedAt) > deadline

/** The day on which an instant falls in China, `YYYY-MM-DD`. */
export const dayInChina = (instant: string): string => new Date(Date.parse(instant) + 8 * 60 * 60 * 1000).toISOString().slice(0, 10)

/** Whose duty it is. */
export interface Member {
  readonly id: string
  readonly name: string
  readonly level: Level
  readonly from: number | null
  readonly to: number | null
}

/** Whether an agency has to file for a report year. */
export const owes = ({ from, to }: Pick<Member, 'from' | 'to'>, year: number): boolean => (from === null || year >= from) && (to === null || year <= to)
