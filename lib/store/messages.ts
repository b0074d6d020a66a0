import * as z from 'zod'
import { Rejection, Report } from '../report/index.ts'
import { AgencyId } from './object-keys.ts'
import { ReportId, Upload } from './upload.ts'

/** On the records queue: what `parse` made of one upload. A record too large for a message stays in S3. */
export const RecordMessage = z.object({
  id: ReportId,
  upload: Upload,
  content: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('record'), record: Report }),
    z.object({ kind: z.literal('pointer'), key: z.string() }),
    z.object({ kind: z.literal('rejection'), rejection: Rejection }),
    /** Where what was found in an archive lies. */
    z.object({ kind: z.literal('archive'), key: z.string() }),
  ]),
})
export type RecordMessage = z.infer<typeof RecordMessage>

/** On the mail queue: a result that may have to be mailed; once when it is new, and once for each run of `recheck` that asks for it. */
export const MailMessage = z.object({ id: ReportId, recheck: z.string().optional() })
export type MailMessage = z.infer<typeof MailMessage>

/**
 * On the tally queue: an agency of which something changed for a year. `below`: what stands below it changed, not
 * (only) itself.
 */
export const TallyMessage = z.object({ agency: AgencyId, year: z.int(), below: z.boolean().default(false) })
export type TallyMessage = z.infer<typeof TallyMessage>

/** Longer records go as pointers. SQS takes 1 MiB, but five of those must fit into one Lambda event of 6 MB. */
export const INLINE_LIMIT = 200 * 1024

/** A message's body. SQS refuses U+FFFE and U+FFFF, which JSON may hold as they are. */
export const writeMessage = (message: RecordMessage | MailMessage | TallyMessage): string =>
  JSON.stringify(message).replaceAll(/[\uFFFE\uFFFF]/g, (character) => `\\u${character.charCodeAt(0).toString(16)}`)
