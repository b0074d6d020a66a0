import * as z from 'zod'
import { PostEnvironment, SesEnvironment, SmtpEnvironment } from '../shared/post/environment.ts'

/** What `notify` is told by its construct. */
export const NotifyEnvironment = PostEnvironment.extend({
  RECORDS_BUCKET: z.string().min(1),
  MAIL_QUEUE_URL: z.url(),
  /** Whether a passing report earns the agency a short receipt. */
  RECEIPTS: z.enum(['on', 'off']),
  /** Whether the supervisor hears of passing reports as well. */
  SUPERVISOR_RECEIPTS: z.enum(['on', 'off']),
})
export type NotifyEnvironment = z.infer<typeof NotifyEnvironment>

export const SesNotifyEnvironment = NotifyEnvironment.extend(SesEnvironment.shape)
export const SmtpNotifyEnvironment = NotifyEnvironment.extend(SmtpEnvironment.shape)
