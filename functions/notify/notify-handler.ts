import { ChangeMessageVisibilityCommand, SQSClient } from '@aws-sdk/client-sqs'
import { MetricUnit } from '@aws-lambda-powertools/metrics'
import { MailMessage } from '../../lib/store/messages.ts'
import { openObjects } from '../../lib/store/objects.ts'
import { openStore } from '../../lib/store/table.ts'
import { logger, metrics } from '../shared/observed.ts'
import { queueHandler } from '../shared/queue-handler.ts'
import { Busy, LEASE_SECONDS } from '../shared/post/send-once.ts'
import type { Transport } from '../shared/post/transport.ts'
import type { NotifyEnvironment } from './environment.ts'
import { notify } from './notify.ts'

/** Results from the mail queue: each is mailed to whom it concerns, once. */
export function notifyHandler(environment: NotifyEnvironment, transport: Transport) {
  const sqs = new SQSClient({})
  const site = {
    environment,
    transport,
    store: openStore(environment.TABLE_NAME),
    s3: openObjects(process.env),
    now: () => new Date(),
  }
  return queueHandler(async ({ body, receiptHandle }) => {
    const { id, recheck } = MailMessage.parse(JSON.parse(body))
    try {
      const sent = await notify(site, id, recheck)
      metrics.addMetric('mails-sent', MetricUnit.Count, sent)
      logger.info('result mailed', { id, sent })
    } catch (error) {
      // Whoever holds the claim is done or dead by then; the queue's own wait is much longer.
      if (error instanceof Busy)
        await sqs.send(
          new ChangeMessageVisibilityCommand({
            QueueUrl: environment.MAIL_QUEUE_URL,
            ReceiptHandle: receiptHandle,
            VisibilityTimeout: LEASE_SECONDS,
          }),
        )
      throw error
    }
  })
}
