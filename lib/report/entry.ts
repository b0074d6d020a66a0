import * as z from 'zod'
import { Finding, NotEvaluated } from './finding.ts'
import { Report } from './report.ts'
import { Score } from './score.ts'

/** Why a file was not checked: a code for programs, a message in Chinese that says what to do. */
export const Rejection = z.object({ code: z.string().regex(/^[a-z0-9-]+$/), message: z.string() })
export type Rejection = z.infer<typeof Rejection>

/** What came of one file. */
export const Entry = z.object({
  file: z.string(),
  outcome: z.enum(['checked', 'rejected']),
  rejection: Rejection.optional(),
  record: Report.optional(),
  score: Score.optional(),
  findings: z.array(Finding),
  notEvaluated: z.array(NotEvaluated),
})
export type Entry = z.infer<typeof Entry>
