import * as z from 'zod'
import { Rejection, Report } from '../report/index.ts'
import { AgencyId } from './object-keys.ts'
import { ReportId, Upload } from './upload.ts'

/** The queues of the workflow. */
export const QueueName = z.enum(['uploads', 'records', 'mail', 'tally', 'recheck', 'reminders', 'feedback'])
export type QueueName = z.infer<typeof QueueName>

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
 * On the tally queue: an agency of which something changed for a year; without a year, in the register, for every year for
 * which it has sent anything. `below`: what stands below it changed, not (only) itself.
 */
export const TallyMessage = z.object({ agency: AgencyId, year: z.int().optional(), below: z.boolean().default(false) })
export type TallyMessage = z.infer<typeof TallyMessage>

/** On the reminders queue: part of a day's reminders, or an address that has just been given up. */
export const RemindMessage = z.union([
  /** What the schedule sends: the day begins. */
  z.strictObject({ time: z.iso.datetime() }),
  /** Everything below a supervisor (null: the top) is to be shared out into messages, from `after` on. */
  z.strictObject({ work: z.literal('tree'), day: z.iso.date(), supervisor: AgencyId.nullable(), after: AgencyId.optional() }),
  /** A page of the agencies directly below a supervisor (null: those at the top), from `after` on. */
  z.strictObject({ work: z.literal('agencies'), day: z.iso.date(), supervisor: AgencyId.nullable(), after: AgencyId.optional() }),
  /** A supervisor itself: who is overdue below it, and its digest. */
  z.strictObject({ work: z.literal('supervisor'), day: z.iso.date(), supervisor: AgencyId }),
  z.strictObject({ work: z.literal('address'), day: z.iso.date(), agency: AgencyId, address: z.email(), complained: z.boolean() }),
])
export type RemindMessage = z.infer<typeof RemindMessage>

/** Longer records go as pointers. SQS takes 1 MiB, but five of those must fit into one Lambda event of 6 MB. */
export const INLINE_LIMIT = 200 * 1024

/** A message's body. SQS refuses U+FFFE and U+FFFF, which JSON may hold as they are. */
export const writeMessage = (message: RecordMessage | MailMessage | TallyMessage | RemindMessage): string =>
  JSON.stringify(message).replaceAll(/[\uFFFE\uFFFF]/g, (character) => `\\u${character.charCodeAt(0).toString(16)}`)
