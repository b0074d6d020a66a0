import type { SQSClient } from '@aws-sdk/client-sqs'
import { allBelow } from '../../lib/store/agency.ts'
import { writeMessage } from '../../lib/store/messages.ts'
import type { Store } from '../../lib/store/table.ts'
import { isYearBegun, noteYearBegun } from '../../lib/store/unfinished.ts'
import { enqueue } from '../shared/enqueue.ts'

interface Count {
  readonly store: Store
  readonly sqs: SQSClient
  /** Where `tally` takes its messages from. */
  readonly queue: string
}

/**
 * Has everybody counted once for a year that has become due: until a first report comes, nothing else would say who has to
 * file. Gives how many messages went out: one for each agency at the top, below which `tally` finds the others.
 */
export async function beginYear({ store, sqs, queue }: Count, year: number): Promise<number> {
  if (await isYearBegun(store, year)) return 0
  const bodies: string[] = []
  for await (const { id } of allBelow(store, null)) bodies.push(writeMessage({ agency: id, year, below: true }))
  await enqueue(sqs, queue, bodies)
  await noteYearBegun(store, year)
  return bodies.length
}
