import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { MetricUnit } from '@aws-lambda-powertools/metrics'
import * as z from 'zod'
import { SettleMessage, strikeUnsettled } from '../../lib/store/corrections.ts'
import { writeMessage } from '../../lib/store/messages.ts'
import { openObjects } from '../../lib/store/objects.ts'
import { RecheckMessage } from '../../lib/store/recheck.ts'
import { openStore } from '../../lib/store/table.ts'
import { noteMailPending } from '../../lib/store/unfinished.ts'
import { enqueue } from '../shared/enqueue.ts'
import { logger, metrics } from '../shared/observed.ts'
import { queueHandler } from '../shared/queue-handler.ts'
import { RecheckEnvironment } from './environment.ts'
import { recheckPage } from './recheck-page.ts'
import { settle } from './settle.ts'

const environment = RecheckEnvironment.parse(process.env)
const sqs = new SQSClient({})
const site = { store: openStore(environment.TABLE_NAME), s3: openObjects(process.env), bucket: environment.RECORDS_BUCKET, now: () => new Date() }

/**
 * What is to be judged again: pages of stored reports, each of which sends the next one after it, and filings of which
 * findings were objected to.
 */
export const handler = queueHandler(async ({ body }) => {
  const message = z.union([SettleMessage, RecheckMessage]).parse(JSON.parse(body))
  await ('settle' in message ? settleFiling(message) : recheck(message))
})

async function recheck(message: RecheckMessage): Promise<void> {
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
}

/** Longer than a version may be under way between looking up what is dismissed and storing its outcome. */
const AGAIN_SECONDS = 5 * 60

async function settleFiling({ settle: unsettled, again }: SettleMessage): Promise<void> {
  const { agency, year, report } = unsettled
  await settle(site, unsettled)
  await enqueue(sqs, environment.TALLY_QUEUE_URL, [writeMessage({ agency, year, below: false })])
  logger.info('filing settled', { agency, year, again })
  if (again) return
  const MessageBody = JSON.stringify({ settle: unsettled, again: true } satisfies SettleMessage)
  await sqs.send(new SendMessageCommand({ QueueUrl: environment.RECHECK_QUEUE_URL, MessageBody, DelaySeconds: AGAIN_SECONDS }))
  await noteMailPending(site.store, { id: report, since: site.now().toISOString() })
  await enqueue(sqs, environment.MAIL_QUEUE_URL, [writeMessage({ id: report })])
  await strikeUnsettled(site.store, unsettled)
}
