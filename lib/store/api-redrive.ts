import * as z from 'zod'
import { QueueName } from './messages.ts'

/** `POST /redrives`: how many messages went back into their queue. */
export const Redriven = z.object({
  queue: QueueName,
  moved: z.int().nonnegative(),
  /** There may be more: ask again. */
  more: z.boolean(),
})
export type Redriven = z.infer<typeof Redriven>
