import * as z from 'zod'

/** What `notify` is told by its construct. */
export const NotifyEnvironment = z.object({
  TABLE_NAME: z.string().min(1),
  RECORDS_BUCKET: z.string().min(1),
  MAIL_QUEUE_URL: z.url(),
  MAIL_FROM: z.email(),
  OPERATOR_MAILBOX: z.email(),
  /** Whether a passing report earns the agency a short receipt. */
  RECEIPTS: z.enum(['on', 'off']),
  /** Whether the supervisor hears of passing reports as well. */
  SUPERVISOR_RECEIPTS: z.enum(['on', 'off']),
  /** Where a mended report is sent, as the mails put it; `RESUBMIT_URL` may be empty. */
  RESUBMIT_SENTENCE: z.string().min(1),
  RESUBMIT_URL: z.union([z.literal(''), z.url()]),
})
export type NotifyEnvironment = z.infer<typeof NotifyEnvironment>

/** The same where mails go through SMTP. */
export const SmtpNotifyEnvironment = NotifyEnvironment.extend({
  SMTP_HOST: z.string().min(1),
  SMTP_PORT: z.coerce.number().int().positive(),
  /** A Secrets Manager secret `{ "username", "password" }`; empty where the server asks for none. */
  SMTP_SECRET_ARN: z.string(),
})
export type SmtpNotifyEnvironment = z.infer<typeof SmtpNotifyEnvironment>
