import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { MetricUnit } from '@aws-lambda-powertools/metrics'
import { type MailMessage, RecordMessage, type TallyMessage, writeMessage } from '../../lib/store/messages.ts'
import { readIncomingKey } from '../../lib/store/object-keys.ts'
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

const send = (QueueUrl: string, message: MailMessage | TallyMessage) =>
  sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: writeMessage(message) }))

/** Records from the records queue: each becomes a result, which is then mailed and counted. */
export const handler = queueHandler(async ({ body }) => {
  const message = RecordMessage.parse(JSON.parse(body))
  const standing = await validate({ store, s3, bucket: environment.RECORDS_BUCKET, now: () => new Date() }, message)
  const filing = readIncomingKey(message.upload.key)
  await Promise.all([
    send(environment.MAIL_QUEUE_URL, { id: message.id }),
    filing !== null && send(environment.TALLY_QUEUE_URL, { agency: filing.agency, year: filing.year, below: false }),
  ])
  metrics.addMetric(`reports-${standing}`, MetricUnit.Count, 1)
  logger.info('report validated', { id: message.id, key: message.upload.key, standing })
})
