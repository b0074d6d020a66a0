import * as z from 'zod'

/** What `tally` is told by its construct. */
export const TallyEnvironment = z.object({
  TABLE_NAME: z.string().min(1),
  RECORDS_BUCKET: z.string().min(1),
})
