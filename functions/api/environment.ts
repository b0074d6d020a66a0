import * as z from 'zod'
import { QueueName } from '../../lib/store/messages.ts'

/** What `api` is told by its construct. */
export const ApiEnvironment = z.object({
  TABLE_NAME: z.string().min(1),
  UPLOADS_BUCKET: z.string().min(1),
  RECORDS_BUCKET: z.string().min(1),
  TALLY_QUEUE_URL: z.url(),
  RECHECK_QUEUE_URL: z.url(),
  /** JSON: the dead-letter queue of each queue, and the queue itself. */
  DEAD_LETTERS: z.string().transform((json): unknown => JSON.parse(json)).pipe(z.partialRecord(QueueName, z.object({ from: z.url(), to: z.url() }))),
  /** Whether uploads are scanned for malware before anybody gets them. */
  MALWARE_SCAN: z.enum(['on', 'off']),
  /** The claims of a token that say role and agency. */
  ROLE_CLAIM: z.string().min(1),
  AGENCY_CLAIM: z.string().min(1),
})
