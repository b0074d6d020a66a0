import * as z from 'zod'
import { PostEnvironment, SesEnvironment, SmtpEnvironment } from '../shared/post/environment.ts'

/** What `remind` is told by its construct. */
export const RemindEnvironment = PostEnvironment.extend({
  REMINDERS_QUEUE_URL: z.url(),
  /** Where the API answers: links for unsubscribing lead there. */
  API_URL: z.url(),
})
export type RemindEnvironment = z.infer<typeof RemindEnvironment>

export const SesRemindEnvironment = RemindEnvironment.extend(SesEnvironment.shape)
export const SmtpRemindEnvironment = RemindEnvironment.extend(SmtpEnvironment.shape)
