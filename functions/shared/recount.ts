import type { SQSClient } from '@aws-sdk/client-sqs'
import { writeMessage } from '../../lib/store/messages.ts'
import { notedRecounts, strikeRecounts } from '../../lib/store/recount.ts'
import { yearsCounted } from '../../lib/store/tally.ts'
import type { Store } from '../../lib/store/table.ts'
import { enqueue } from './enqueue.ts'

/**
 * Sends what the register's changes left to be counted again to `tally`: for the year that is due, and for every
 * year that was counted there before. Gives how many messages went out.
 */
export async function sendRecounts(store: Store, sqs: SQSClient, queueUrl: string, yearDue: number): Promise<number> {
  let sent = 0
  for (;;) {
    const recounts = await notedRecounts(store)
    if (recounts.length === 0) return sent
    for (const { agency, below } of recounts) {
      const years = new Set([yearDue, ...(await yearsCounted(store, agency))])
      await enqueue(sqs, queueUrl, [...years].map((year) => writeMessage({ agency, year, below })))
      sent += years.size
    }
    // Only now: a run that dies before sends them again, and counting twice does no harm.
    await strikeRecounts(store, recounts)
  }
}
