import * as z from 'zod'

/** What `parse` is told by its construct. */
export const ParseEnvironment = z.object({
  RECORDS_BUCKET: z.string().min(1),
  RECORDS_QUEUE_URL: z.url(),
})
