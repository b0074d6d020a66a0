import * as z from 'zod'

/** What every function that mails is told of whose mails they are. */
export const PostEnvironment = z.object({
  TABLE_NAME: z.string().min(1),
  MAIL_FROM: z.email(),
  OPERATOR_MAILBOX: z.email(),
  /** Where a report is sent, as the mails put it; `RESUBMIT_URL` may be empty. */
  RESUBMIT_SENTENCE: z.string().min(1),
  RESUBMIT_URL: z.union([z.literal(''), z.url()]),
})
export type PostEnvironment = z.infer<typeof PostEnvironment>

/** Mails go through SES; its configuration set tells what became of them. */
export const SesEnvironment = z.object({ SES_CONFIGURATION_SET: z.string().min(1) })

/** Mails go through SMTP. */
export const SmtpEnvironment = z.object({
  SMTP_HOST: z.string().min(1),
  SMTP_PORT: z.coerce.number().int().positive(),
  /** A Secrets Manager secret `{ "username", "password" }`; empty where the server asks for none. */
  SMTP_SECRET_ARN: z.string(),
})
