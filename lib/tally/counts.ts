import * as z from 'zod'
import { isLate, type Obligation, type ObligationStatus, statusOf } from './obligation.ts'

/** How many agencies have to file, and how they stand. `filed` are those whose newest version could be read. */
export const Counts = z.object({
  agencies: z.int().nonnegative(),
  missing: z.int().nonnegative(),
  rejected: z.int().nonnegative(),
  filed: z.int().nonnegative(),
  /** Of those filed. */
  late: z.int().nonnegative(),
  pass: z.int().nonnegative(),
  fail: z.int().nonnegative(),
  uncheckable: z.int().nonnegative(),
})
export type Counts = z.infer<typeof Counts>

export const NONE: Counts = { agencies: 0, missing: 0, rejected: 0, filed: 0, late: 0, pass: 0, fail: 0, uncheckable: 0 }

export const addCounts = (a: Counts = NONE, b: Counts = NONE): Counts =>
  ({
    agencies: a.agencies + b.agencies,
    missing: a.missing + b.missing,
    rejected: a.rejected + b.rejected,
    filed: a.filed + b.filed,
    late: a.late + b.late,
    pass: a.pass + b.pass,
    fail: a.fail + b.fail,
    uncheckable: a.uncheckable + b.uncheckable,
  })

/** One agency as it is counted. */
export const countOne = (status: ObligationStatus, late: boolean): Counts => {
  const filed = status !== 'missing' && status !== 'rejected'
  return { ...NONE, agencies: 1, [status]: 1, filed: filed ? 1 : 0, late: filed && late ? 1 : 0 }
}

export const countOf = (obligation: Obligation | null): Counts => countOne(statusOf(obligation), obligation !== null && isLate(obligation))
