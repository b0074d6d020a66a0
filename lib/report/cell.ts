import * as z from 'zod'
import { Place } from './place.ts'

/**
 * One cell as it was filed; nothing is repaired.
 * - `number`: a plain number (also negative or decimal; whether that is lawful is for the rules)
 * - `blank`: an empty cell; never the same as 0
 * - `notApplicable`: `/`, `-`, `—`, 无
 * - `text`: words or anything that is no number (`减4`)
 * - `annotated`: a number with a remark, `22(其中修订16件)`; `value` is the number
 * - `missing`: the source has no such cell, or its column cannot be told for certain
 */
export const Cell = z.object({
  kind: z.enum(['number', 'blank', 'notApplicable', 'text', 'annotated', 'missing']),
  value: z.number().nullable(),
  /** The characters of the source, untrimmed of inner marks; '' for blank and missing. */
  raw: z.string(),
  place: Place,
  /** The column was concluded, not seen: a row of seven that arrived with two numbers. */
  inferred: z.literal(true).optional(),
})
export type Cell = z.infer<typeof Cell>
