import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { writeMessage } from '../../lib/store/messages.ts'
import { openObjects } from '../../lib/store/objects.ts'
import { openStore } from '../../lib/store/table.ts'
import { reportId } from '../../lib/store/upload.ts'
import { logger } from '../shared/observed.ts'
import { queueHandler } from '../shared/queue-handler.ts'
import { announced } from './announced.ts'
import { ParseEnvironment } from './environment.ts'
import { parseUpload } from './parse-upload.ts'

const environment = ParseEnvironment.parse(process.env)
const s3 = openObjects(process.env)
const sqs = new SQSClient({})
const store = openStore(environment.TABLE_NAME)

/** Left of an invocation's time for putting what was read where it belongs. */
const READING_MILLISECONDS = 0.6 * environment.TIMEOUT_SECONDS * 1000

/** Events of S3 or of the malware scan from the uploads queue: each upload becomes a record, or a rejection, on the records queue. */
export const handler = queueHandler(async ({ body }) => {
  const end = Date.now() + READING_MILLISECONDS
  const hasTime = () => Date.now() < end
  const site = { s3, store, recordsBucket: environment.RECORDS_BUCKET, malwareScan: environment.MALWARE_SCAN === 'on', hasTime }
  for (const upload of await announced(s3, body)) {
    const id = reportId(upload)
    const message = await parseUpload(site, id, upload)
    if (message === null) {
      logger.warn('upload is gone, or could not be scanned', { id, key: upload.key, versionId: upload.versionId })
      continue
    }
    await sqs.send(new SendMessageCommand({ QueueUrl: environment.RECORDS_QUEUE_URL, MessageBody: writeMessage(message) }))
    logger.info('upload parsed', { id, key: upload.key, content: message.content.kind })
  }
})
