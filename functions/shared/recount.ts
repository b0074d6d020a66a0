import type { SQSClient } from '@aws-sdk/client-sqs'
import { findAgencies } from '../../lib/store/agency.ts'
import { type TallyMessage, writeMessage } from '../../lib/store/messages.ts'
import { notedRecounts, strikeRecounts } from '../../lib/store/recount.ts'
import { yearsCounted } from '../../lib/store/tally.ts'
import type { Store } from '../../lib/store/table.ts'
import { enqueue } from './enqueue.ts'

/**
 * Sends what the register's changes left to be counted again to `tally`: of a supervisor for the year that is due, and for
 * every year that was counted there or above it before. Gives how many messages went out.
 */
export async function sendRecounts(store: Store, sqs: SQSClient, queueUrl: string, yearDue: number): Promise<number> {
  let sent = 0
  for (;;) {
    const recounts = await notedRecounts(store)
    if (recounts.length === 0) return sent
    const above = new Map((await findAgencies(store, recounts.map(({ agency }) => agency))).map(({ id, ancestors }) => [id, ancestors]))
    const counted = remembered((id: string) => yearsCounted(store, id))
    const messages = await Promise.all(
      recounts.map(async ({ agency, below }): Promise<TallyMessage[]> => {
        if (!below) return [{ agency, below }]
        const years = await Promise.all([agency, ...(above.get(agency) ?? [])].map(counted))
        return [...new Set([yearDue, ...years.flat()])].map((year) => ({ agency, year, below }))
      }),
    )
    await enqueue(sqs, queueUrl, messages.flat().map(writeMessage))
    sent += messages.flat().length
    // Only now: a run that dies before sends them again, and counting twice does no harm.
    await strikeRecounts(store, recounts)
  }
}

/** Asks once for each. */
function remembered<T>(ask: (id: string) => Promise<T>): (id: string) => Promise<T> {
  const known = new Map<string, Promise<T>>()
  return (id) => {
    const answer = known.get(id) ?? ask(id)
    known.set(id, answer)
    return answer
  }
}
