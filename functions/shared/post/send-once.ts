import { findAddress, recordBounce } from '../../../lib/store/address.ts'
import { claimMail, type LedgerKey, settleMail } from '../../../lib/store/mail-ledger.ts'
import type { Store } from '../../../lib/store/table.ts'
import { logger } from '../observed.ts'
import type { Outgoing, Transport } from './transport.ts'

export interface PostOffice {
  readonly store: Store
  readonly transport: Transport
  readonly now: () => Date
}

/** Longer than an invocation of any function that mails may last: when it has ended, whoever made the claim is done or dead. */
export const LEASE_SECONDS = 35

/** Another run holds the claim to a mail. */
export class Busy extends Error {
  override readonly name = 'Busy'
}

/**
 * Sends a letter unless the ledger says that this was done before, or the address takes no mail any more. One window
 * stays open: a mail that the mail service accepted although its answer, or the ledger's, was lost is sent again.
 * @returns `sent`: just now. `settled`: before, or it was withheld. `refused`: the mail service will never take it.
 * @throws {Busy} if another run is sending it; any other error: worth another try.
 */
export async function post(office: PostOffice, key: LedgerKey, letter: Outgoing): Promise<'sent' | 'settled' | 'refused'> {
  const { store, now } = office
  const claim = await claimMail(store, key, now(), LEASE_SECONDS * 1000)
  if (claim === 'busy') throw new Busy(`${key.recipient} of ${'id' in key ? key.id : key.agency}`)
  if (claim !== 'claimed') return claim === 'refused' ? 'refused' : 'settled'
  const address = await findAddress(store, letter.to)
  if (address?.stopped != null) {
    await settleMail(store, key, { state: 'withheld', reason: address.stopped.kind, at: now().toISOString() })
    return 'settled'
  }
  const answer = await office.transport(letter)
  if (answer.kind === 'accepted') {
    await settleMail(store, key, { state: 'sent', messageId: answer.messageId, at: now().toISOString() })
    return 'sent'
  }
  if (answer.kind === 'failed') {
    await settleMail(store, key, { state: 'claimed', leaseEnds: 0 })
    throw answer.error
  }
  logger.error('mail refused', { recipient: key.recipient, reason: answer.reason })
  if (answer.dead) await recordBounce(store, letter.to, { kind: 'bounced', reason: answer.reason, at: now().toISOString() })
  await settleMail(store, key, { state: 'refused', reason: answer.reason, at: now().toISOString() })
  return 'refused'
}
