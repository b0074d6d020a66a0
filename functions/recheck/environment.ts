import * as z from 'zod'

/** What `recheck` is told by its construct. */
export const RecheckEnvironment = z.object({
  TABLE_NAME: z.string().min(1),
  RECORDS_BUCKET: z.string().min(1),
  RECHECK_QUEUE_URL: z.url(),
  MAIL_QUEUE_URL: z.url(),
  TALLY_QUEUE_URL: z.url(),
})
