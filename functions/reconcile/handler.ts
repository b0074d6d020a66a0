import { SQSClient } from '@aws-sdk/client-sqs'
import { MetricUnit } from '@aws-lambda-powertools/metrics'
import * as z from 'zod'
import { openObjects } from '../../lib/store/objects.ts'
import { openStore } from '../../lib/store/table.ts'
import { yearDue } from '../../lib/store/year-due.ts'
import { logger, metrics, observed } from '../shared/observed.ts'
import { sendRecounts } from '../shared/recount.ts'
import { beginYear } from './begin-year.ts'
import { ReconcileEnvironment, UNSCANNED } from './environment.ts'
import { resendCorrections } from './resend-corrections.ts'
import { resendMail } from './resend-mail.ts'
import { resendUploads } from './resend-uploads.ts'

const environment = ReconcileEnvironment.parse(process.env)
const clients = { s3: openObjects(process.env), sqs: new SQSClient({}), store: openStore(environment.TABLE_NAME) }

/** The schedule's event says nothing. A run started by hand states the threshold, and looks at every upload there is. */
const ReconcileEvent = z.object({ olderThanSeconds: z.number().nonnegative().optional() })

/** Left for writing down where the run stopped. */
const RESERVE_MILLISECONDS = 15_000

/** Uploads without a verdict that the log names. */
const MOST_NAMED = 50

/** Sends uploads without a result and results without their mail through again. */
export const handler = observed(async (event: unknown, context) => {
  const asked = ReconcileEvent.parse(event).olderThanSeconds
  const olderThanSeconds = asked ?? environment.OLDER_THAN_SECONDS
  const run = {
    ...clients,
    environment,
    now: new Date(),
    waitMilliseconds: olderThanSeconds * 1000,
    everything: asked !== undefined,
    timeLeft: () => context.getRemainingTimeInMillis() > RESERVE_MILLISECONDS,
  }
  const begun = await beginYear({ store: run.store, sqs: run.sqs, queue: environment.TALLY_QUEUE_URL }, yearDue(run.now))
  const recounts = begun + (await sendRecounts(run.store, run.sqs, environment.TALLY_QUEUE_URL, yearDue(run.now)))
  const corrections = await resendCorrections(run)
  const mails = await resendMail(run)
  const { sent: uploads, unscanned } = await resendUploads(run)
  const sent = { recounts, corrections, mails, uploads, unscanned: unscanned.length }
  metrics.addMetric('mails-resent', MetricUnit.Count, sent.mails)
  metrics.addMetric('uploads-resent', MetricUnit.Count, sent.uploads)
  if (environment.MALWARE_SCAN === 'on') metrics.addMetric(UNSCANNED, MetricUnit.Count, sent.unscanned)
  if (unscanned.length > 0) logger.warn('uploads wait for the malware scan', { keys: unscanned.slice(0, MOST_NAMED).map(({ key }) => key) })
  logger.info('reconciled', { olderThanSeconds, ...sent })
  return sent
})
