import * as z from 'zod'

/** What `unsubscribe` is told by its construct. */
export const UnsubscribeEnvironment = z.object({ TABLE_NAME: z.string().min(1) })
