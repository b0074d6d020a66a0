import * as z from 'zod'
import { Redriven } from '../../../lib/store/api-redrive.ts'
import { QueueName } from '../../../lib/store/messages.ts'
import { notFound } from '../problem.ts'
import { MOST_REDRIVEN, redrive } from '../redrive.ts'
import { jsonAnswer, route } from '../route.ts'

export const REDRIVE_ROUTES = [
  route('POST /redrives', {
    action: 'redrive',
    summary: 'Puts messages that failed for good back into their queue, a hundred at a time, once the cause is gone.',
    // In the query, not in a body: so the trail tells of which queue.
    query: z.strictObject({ queue: QueueName }),
    answers: { 200: jsonAnswer('They are on their way.', Redriven) },
    problems: [400, 404],
    async serve({ site, query: { queue } }) {
      const urls = site.deadLetters[queue]
      if (urls === undefined) throw notFound({ zh: `这里没有队列“${queue}”。`, en: `There is no queue ${queue} here.` })
      const moved = await redrive(site.sqs, urls)
      return { body: { queue, moved, more: moved >= MOST_REDRIVEN } satisfies Redriven }
    },
  }),
] as const
