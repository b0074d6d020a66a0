import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { MetricUnit } from '@aws-lambda-powertools/metrics'
import { RecordMessage, writeMessage } from '../../lib/store/messages.ts'
import { openObjects } from '../../lib/store/objects.ts'
import { openStore } from '../../lib/store/table.ts'
import { logger, metrics } from '../shared/observed.ts'
import { queueHandler } from '../shared/queue-handler.ts'
import { ValidateEnvironment } from './environment.ts'
import { validate } from './validate.ts'

const environment = ValidateEnvironment.parse(process.env)
const s3 = openObjects(process.env)
const sqs = new SQSClient({})
const store = openStore(environment.TABLE_NAME)

/** Records from the records queue: each becomes a result, which then goes onto the mail queue. */
export const handler = queueHandler(async ({ body }) => {
  const message = RecordMessage.parse(JSON.parse(body))
  const standing = await validate({ store, s3, bucket: environment.RECORDS_BUCKET, now: () => new Date() }, message)
  await sqs.send(
    new SendMessageCommand({ QueueUrl: environment.MAIL_QUEUE_URL, MessageBody: writeMessage({ id: message.id }) }),
  )
  metrics.addMetric(`reports-${standing}`, MetricUnit.Count, 1)
  logger.info('report validated', { id: message.id, key: message.upload.key, standing })
})
