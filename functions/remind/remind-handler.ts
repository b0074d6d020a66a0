import { SQSClient } from '@aws-sdk/client-sqs'
import { MetricUnit } from '@aws-lambda-powertools/metrics'
import { RemindMessage, writeMessage } from '../../lib/store/messages.ts'
import { openStore } from '../../lib/store/table.ts'
import { enqueue } from '../shared/enqueue.ts'
import { logger, metrics } from '../shared/observed.ts'
import type { Transport } from '../shared/post/transport.ts'
import { queueHandler } from '../shared/queue-handler.ts'
import type { RemindEnvironment } from './environment.ts'
import { remind } from './remind.ts'

/** The reminders queue: a day's reminders, page by page and supervisor by supervisor. */
export function remindHandler(environment: RemindEnvironment, transport: Transport) {
  const sqs = new SQSClient({})
  const site = {
    environment,
    transport,
    store: openStore(environment.TABLE_NAME),
    now: () => new Date(),
    enqueue: (messages: readonly RemindMessage[]) => enqueue(sqs, environment.REMINDERS_QUEUE_URL, messages.map(writeMessage)),
  }
  return queueHandler(async ({ body }) => {
    const message = RemindMessage.parse(JSON.parse(body))
    const sent = await remind(site, message)
    metrics.addMetric('reminders-sent', MetricUnit.Count, sent)
    logger.info('reminded', { of: message, sent })
  })
}
