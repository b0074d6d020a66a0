import { SQSClient } from '@aws-sdk/client-sqs'
import { MetricUnit } from '@aws-lambda-powertools/metrics'
import { type RemindMessage, writeMessage } from '../../lib/store/messages.ts'
import { openStore } from '../../lib/store/table.ts'
import { enqueue } from '../shared/enqueue.ts'
import { logger, metrics } from '../shared/observed.ts'
import { queueHandler } from '../shared/queue-handler.ts'
import { FeedbackEnvironment } from './environment.ts'
import { feedbackOf, MailEvent } from './event.ts'
import { takeFeedback } from './feedback.ts'

const environment = FeedbackEnvironment.parse(process.env)
const sqs = new SQSClient({})
const site = {
  store: openStore(environment.TABLE_NAME),
  enqueue: (messages: readonly RemindMessage[]) => enqueue(sqs, environment.REMINDERS_QUEUE_URL, messages.map(writeMessage)),
}

/** What the mail service says became of mails. */
export const handler = queueHandler(async ({ body }) => {
  for (const feedback of feedbackOf(MailEvent.parse(JSON.parse(body)))) {
    await takeFeedback(site, feedback)
    metrics.addMetric(`mails-${feedback.kind}`, MetricUnit.Count, 1)
    logger.info('mail came back', { kind: feedback.kind, agency: feedback.agency, reason: feedback.reason })
  }
})
