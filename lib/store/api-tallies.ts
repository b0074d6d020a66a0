import * as z from 'zod'
import { Level, Verdict } from '../report/index.ts'
import { CellSum, Contribution, Counts, ObligationStatus } from '../tally/index.ts'
import { AgencyId } from './object-keys.ts'

/** What the HTTP API gives of duties and totals. */

/** One agency's duty to file for a year. */
export const DutyItem = z.object({
  agency: AgencyId,
  name: z.string(),
  level: Level,
  supervisor: AgencyId.nullable(),
  status: ObligationStatus,
  deadline: z.iso.date(),
  /** Filed, but after the deadline. */
  late: z.boolean(),
  /** Nothing that could be read has come, and the deadline is over. */
  overdue: z.boolean(),
  /** When the first version that could be read came in. */
  filedAt: z.iso.datetime().nullable(),
  /** The newest version. */
  report: z
    .object({
      id: z.string(),
      version: z.int(),
      file: z.string(),
      submittedAt: z.iso.datetime(),
      verdict: Verdict.nullable(),
      score: z.number().nullable(),
      findings: z.object({ error: z.int(), warning: z.int(), info: z.int() }),
    })
    .nullable(),
  /** What stands below it; null if it is no supervisor. */
  below: Counts.nullable(),
})
export type DutyItem = z.infer<typeof DutyItem>

/** `GET /obligations`: a page of them, and the counts of all. */
export const DutyPage = z.object({
  supervisor: AgencyId.nullable(),
  year: z.int(),
  counts: Counts,
  byLevel: z.partialRecord(Level, Counts),
  obligations: z.array(DutyItem),
  cursor: z.string().nullable(),
})
export type DutyPage = z.infer<typeof DutyPage>

/** `GET /summary`: what stands below a supervisor. */
export const Summary = z.object({
  supervisor: AgencyId,
  year: z.int(),
  counts: Counts,
  byLevel: z.partialRecord(Level, Counts),
  /** How many scores lie in each range, both ends included. */
  scores: z.array(z.object({ from: z.int(), to: z.int(), reports: z.int() })),
  /** The most frequent findings first. */
  rules: z.array(z.object({ rule: z.string(), title: z.string(), reports: z.int(), findings: z.int() })),
  supervisors: z.array(z.object({ id: AgencyId, name: z.string(), counts: Counts })),
})
export type Summary = z.infer<typeof Summary>

/** A cell of the form with what all agencies below say in it. */
export const RollUpCell = CellSum.extend({
  table: z.enum(['disclosure', 'requests', 'disputes']),
  row: z.string(),
  rowLabel: z.string(),
  column: z.string(),
  columnLabel: z.string(),
  /** Null where nobody gave a number. */
  sum: z.number().nullable(),
})
export type RollUpCell = z.infer<typeof RollUpCell>

/** `GET /rollup`: the sum of the tables of all agencies below. */
export const RollUp = z.object({
  supervisor: AgencyId,
  name: z.string(),
  year: z.int(),
  counts: Counts,
  /** Whether every agency below is in the sums with every cell. */
  complete: z.boolean(),
  /** What the sums lack, in Chinese; empty if nothing. */
  notes: z.array(z.string()),
  cells: z.array(RollUpCell),
  /** The first of those that have sent nothing or nothing that could be read; `GET /obligations` has them all. */
  missing: z.array(z.object({ agency: AgencyId, name: z.string(), status: z.enum(['missing', 'rejected']) })),
})
export type RollUp = z.infer<typeof RollUp>

/** `GET /rollup` with `cell`: who contributed what to one cell, a page of them. */
export const Contributors = z.object({
  supervisor: AgencyId,
  year: z.int(),
  cell: RollUpCell,
  /** Agencies with what they say in the cell (null: blank, `/`: not applicable, `?`: not read); of those missing `?`. */
  agencies: z.array(z.object({ agency: AgencyId, name: z.string(), status: ObligationStatus, value: Contribution })),
  cursor: z.string().nullable(),
})
export type Contributors = z.infer<typeof Contributors>
