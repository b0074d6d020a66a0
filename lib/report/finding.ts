import * as z from 'zod'
import { Place } from './place.ts'

/** *error*: certain, against law, form or arithmetic; *warning*: very likely wrong; *info*: a hint. */
export const Severity = z.enum(['error', 'warning', 'info'])
export type Severity = z.infer<typeof Severity>

/** One small edit of one cell that would make every identity hold: offered, never applied. */
export const Suggestion = z.object({
  message: z.string(),
  table: z.enum(['disclosure', 'requests', 'disputes']),
  row: z.string(),
  column: z.string(),
  from: z.number().nullable(),
  to: z.number(),
})
export type Suggestion = z.infer<typeof Suggestion>

/** A supervisor accepted the agency's objection: the finding stays to be seen, costs nothing and is not mailed as a mistake. */
export const Dismissal = z.object({
  /** The supervisor's name. */
  by: z.string(),
  at: z.iso.datetime(),
  reason: z.string(),
})
export type Dismissal = z.infer<typeof Dismissal>

export const Finding = z.object({
  rule: z.string().regex(/^[a-z]+\/[a-z0-9-]+$/),
  severity: Severity,
  /** What is wrong and where, in plain Chinese. */
  message: z.string(),
  /** `Document.text.slice(place.start, place.end)`. */
  quote: z.string(),
  place: Place,
  expected: z.string().optional(),
  actual: z.string().optional(),
  /** What to write instead, in plain Chinese. */
  fix: z.string(),
  /** The legal source, as one cites it. */
  source: z.string(),
  suggestion: Suggestion.optional(),
  dismissed: Dismissal.optional(),
})
export type Finding = z.infer<typeof Finding>

/** Whether a finding counts: whether nobody dismissed it. */
export const stands = ({ dismissed }: Finding): boolean => dismissed === undefined

/** A rule that could not be judged, and why (in Chinese). Not the same as passed. */
export const NotEvaluated = z.object({ rule: z.string(), reason: z.string() })
export type NotEvaluated = z.infer<typeof NotEvaluated>
