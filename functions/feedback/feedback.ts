import { recordBounce, recordSoftBounce } from '../../lib/store/address.ts'
import type { RemindMessage } from '../../lib/store/messages.ts'
import type { Store } from '../../lib/store/table.ts'
import { dayInChina } from '../../lib/tally/index.ts'
import type { Feedback } from './event.ts'

interface Site {
  readonly store: Store
  readonly enqueue: (messages: readonly RemindMessage[]) => Promise<void>
}

/** Stops mail to an address that is dead or whose owner complained, and has that told; counts what may still be delivered. */
export async function takeFeedback({ store, enqueue }: Site, { address, kind, reason, event, agency, at }: Feedback): Promise<void> {
  if (kind === 'later') return recordSoftBounce(store, address, event)
  await recordBounce(store, address, { kind, reason, at })
  // A repeat tells again: whoever was told is in the ledger.
  if (agency !== null) await enqueue([{ work: 'address', day: dayInChina(at), agency, address, complained: kind === 'complained' }])
}
