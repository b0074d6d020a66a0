import { z } from 'zod'
import { VERDICT_WORDS } from '../report/index.ts'
import { AgencyId, ReportYear } from '../store/object-keys.ts'
import type { ObligationStatus } from '../tally/index.ts'

/** Whose agencies and which report year a command of a supervisor is about: its own and the year that is due, if not said. */
export const AboutOptions = z.object({
  supervisor: AgencyId.optional(),
  year: z.coerce.number().pipe(ReportYear).optional(),
  as: z.string().optional(),
})

/** How an agency stands, in a word. */
export const STATUS_WORDS: Readonly<Record<ObligationStatus, string>> = {
  missing: '未报送',
  rejected: '没有收下',
  pass: VERDICT_WORDS.pass.word,
  fail: VERDICT_WORDS.fail.word,
  uncheckable: VERDICT_WORDS.uncheckable.word,
}
