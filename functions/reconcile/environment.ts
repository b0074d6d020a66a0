import * as z from 'zod'

/** What `reconcile` is told by its construct. */
export const ReconcileEnvironment = z.object({
  TABLE_NAME: z.string().min(1),
  UPLOADS_BUCKET: z.string().min(1),
  UPLOADS_QUEUE_URL: z.url(),
  MAIL_QUEUE_URL: z.url(),
  TALLY_QUEUE_URL: z.url(),
  RECHECK_QUEUE_URL: z.url(),
  /** Whether uploads are scanned for malware before they are read. */
  MALWARE_SCAN: z.enum(['on', 'off']),
  /** How long an upload or a mail may take before it is sent through again. */
  OLDER_THAN_SECONDS: z.coerce.number().int().nonnegative(),
})

/** The metric that counts uploads which have been waiting for the malware scan for too long; its alarm asks for it by this name. */
export const UNSCANNED = 'uploads-unscanned'
