import * as z from 'zod'

/** What `validate` is told by its construct. */
export const ValidateEnvironment = z.object({
  TABLE_NAME: z.string().min(1),
  RECORDS_BUCKET: z.string().min(1),
  MAIL_QUEUE_URL: z.url(),
  TALLY_QUEUE_URL: z.url(),
})
