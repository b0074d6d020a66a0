import * as z from 'zod'

/** What `parse` is told by its construct. */
export const ParseEnvironment = z.object({
  TABLE_NAME: z.string().min(1),
  RECORDS_BUCKET: z.string().min(1),
  RECORDS_QUEUE_URL: z.url(),
  /** Whether uploads are scanned for malware before they are read. */
  MALWARE_SCAN: z.enum(['on', 'off']),
  /** How long an invocation may last. */
  TIMEOUT_SECONDS: z.coerce.number().int().positive(),
})
