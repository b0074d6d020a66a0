import * as z from 'zod'

/** What `parse` is told by its construct. */
export const ParseEnvironment = z.object({
  TABLE_NAME: z.string().min(1),
  RECORDS_BUCKET: z.string().min(1),
  RECORDS_QUEUE_URL: z.url(),
  /** How long an invocation may last. */
  TIMEOUT_SECONDS: z.coerce.number().int().positive(),
})
