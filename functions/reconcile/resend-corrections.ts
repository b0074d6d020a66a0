import { type SettleMessage, unsettled } from '../../lib/store/corrections.ts'
import { enqueue } from '../shared/enqueue.ts'
import { isOld, type Run } from './run.ts'

/** Filings of which a correction was written down, but nothing followed, go onto the recheck queue. Gives how many. */
export async function resendCorrections(run: Run): Promise<number> {
  const overdue = (await unsettled(run.store)).filter(({ since }) => isOld(run, since))
  await enqueue(run.sqs, run.environment.RECHECK_QUEUE_URL, overdue.map((settle) => JSON.stringify({ settle, again: false } satisfies SettleMessage)))
  return overdue.length
}
