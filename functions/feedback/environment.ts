import * as z from 'zod'

/** What `feedback` is told by its construct. */
export const FeedbackEnvironment = z.object({ TABLE_NAME: z.string().min(1), REMINDERS_QUEUE_URL: z.url() })
