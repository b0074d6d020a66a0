import * as z from 'zod'

/** What `api` is told by its construct. */
export const ApiEnvironment = z.object({
  TABLE_NAME: z.string().min(1),
  UPLOADS_BUCKET: z.string().min(1),
  RECORDS_BUCKET: z.string().min(1),
  TALLY_QUEUE_URL: z.url(),
  RECHECK_QUEUE_URL: z.url(),
  /** Whether uploads are scanned for malware before anybody gets them. */
  MALWARE_SCAN: z.enum(['on', 'off']),
  /** The claims of a token that say role and agency. */
  ROLE_CLAIM: z.string().min(1),
  AGENCY_CLAIM: z.string().min(1),
})
