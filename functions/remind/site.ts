import { addressMail, type Mail } from '../../lib/mail/index.ts'
import { findAddress } from '../../lib/store/address.ts'
import type { Agency } from '../../lib/store/agency.ts'
import type { DutyMailKind } from '../../lib/store/mail-ledger.ts'
import type { RemindMessage } from '../../lib/store/messages.ts'
import { type PostOffice, post } from '../shared/post/send-once.ts'
import type { RemindEnvironment } from './environment.ts'

export interface Site extends PostOffice {
  readonly environment: RemindEnvironment
  /** Puts more work on the queue. */
  readonly enqueue: (messages: readonly RemindMessage[]) => Promise<void>
}

/** A mail of one day about a duty. */
export interface DutyLetter {
  readonly kind: DutyMailKind
  readonly year: number
  /** The day, and whatever else tells two letters of one kind and day apart. */
  readonly occasion: string
  /** What it is about: the ledger entry lies there. */
  readonly about: string
  readonly mail: Mail
}

/** To each of these addresses once. Gives how many mails that took. */
export async function sendAll(site: Site, recipient: Agency, letter: DutyLetter): Promise<number> {
  const { kind, year, occasion, about: agency, mail } = letter
  let sent = 0
  for (const to of new Set(recipient.emails.map((address) => address.toLowerCase()))) {
    const outcome = await post(site, { agency, year, kind, occasion, recipient: to }, { to, mail, agency: recipient.id })
    if (outcome === 'sent') sent += 1
    if (outcome === 'refused') sent += await tellOperator(site, recipient, { address: to, year, complained: false, occasion: await occasionOf(site, to) })
  }
  return sent
}

/** An address that takes no mail any more, as it is told once: when it was taken up again and stops anew, once more. */
export const occasionOf = async ({ store }: Site, address: string): Promise<string> => {
  const stopped = (await findAddress(store, address))?.stopped
  return [address.toLowerCase(), ...(stopped == null ? [] : [stopped.at])].join('#')
}

/** A refused mail to the operator is in the log only. Gives how many mails that took. */
export async function tellOperator(site: Site, { id, name }: Agency, told: { readonly address: string; readonly year: number; readonly complained: boolean; readonly occasion: string }): Promise<number> {
  const { address, year, complained, occasion } = told
  const to = site.environment.OPERATOR_MAILBOX
  const outcome = await post(site, { agency: id, year, kind: 'address', occasion, recipient: to }, { to, mail: addressMail(null, name, address, complained) })
  return outcome === 'sent' ? 1 : 0
}

export const resubmissionOf = ({ RESUBMIT_SENTENCE, RESUBMIT_URL }: RemindEnvironment) => ({
  sentence: RESUBMIT_SENTENCE,
  ...(RESUBMIT_URL !== '' && { url: RESUBMIT_URL }),
})
