import { SQSClient } from '@aws-sdk/client-sqs'
import { MetricUnit } from '@aws-lambda-powertools/metrics'
import { writeMessage } from '../../lib/store/messages.ts'
import { openObjects } from '../../lib/store/objects.ts'
import { RecheckMessage } from '../../lib/store/recheck.ts'
import { openStore } from '../../lib/store/table.ts'
import { enqueue } from '../shared/enqueue.ts'
import { logger, metrics } from '../shared/observed.ts'
import { queueHandler } from '../shared/queue-handler.ts'
import { RecheckEnvironment } from './environment.ts'
import { recheckPage } from './recheck-page.ts'

const environment = RecheckEnvironment.parse(process.env)
const sqs = new SQSClient({})
const site = { store: openStore(environment.TABLE_NAME), s3: openObjects(process.env), bucket: environment.RECORDS_BUCKET, now: () => new Date() }

/** Pages of stored reports from the recheck queue: each page is judged again and sends the next one after it. */
export const handler = queueHandler(async ({ body }) => {
  const message = RecheckMessage.parse(JSON.parse(body))
  const { page, fresh } = await recheckPage(site, message)
  const { changed, judged, next } = page
  if (message.apply) {
    const filings = changed.flatMap(({ agency, year }) => (agency === null || year === null ? [] : [writeMessage({ agency, year, below: false })]))
    await enqueue(sqs, environment.TALLY_QUEUE_URL, filings)
    if (message.mail) await enqueue(sqs, environment.MAIL_QUEUE_URL, changed.map(({ id }) => writeMessage({ id, recheck: message.run })))
  }
  if (next !== null) await enqueue(sqs, environment.RECHECK_QUEUE_URL, [JSON.stringify({ ...message, page: message.page + 1, after: next } satisfies RecheckMessage)])
  if (fresh) metrics.addMetric('reports-rechecked', MetricUnit.Count, judged)
  logger.info('page rechecked', { run: message.run, page: message.page, judged, changed: changed.length, applied: message.apply, last: next === null })
})
