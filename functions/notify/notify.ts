import type { S3Client } from '@aws-sdk/client-s3'
import { findAgencies } from '../../lib/store/agency.ts'
import { claimMail, settleMail } from '../../lib/store/mail-ledger.ts'
import { readOutcome, readSurroundings } from '../../lib/store/outcome.ts'
import type { Result } from '../../lib/store/result.ts'
import { findResult, markMailed } from '../../lib/store/results.ts'
import type { Store } from '../../lib/store/table.ts'
import { logger } from '../shared/observed.ts'
import type { NotifyEnvironment } from './environment.ts'
import { type Letter, lettersFor, undeliverableLetter } from './letters.ts'
import type { Transport } from './transport.ts'

export interface Site {
  readonly environment: NotifyEnvironment
  readonly store: Store
  readonly s3: S3Client
  readonly transport: Transport
  readonly now: () => Date
}

/** Longer than an invocation may last: when it has ended, whoever made the claim is done or dead. */
export const LEASE_SECONDS = 35

/** Another run holds the claim to a mail of this result. */
export class Busy extends Error {
  override readonly name = 'Busy'
}

/**
 * Sends the mails about a result that have not been sent, and marks the result mailed when none is left.
 * One window stays open: a mail that the mail service accepted although its answer, or the ledger's, was lost
 * is sent a second time.
 * @param recheck the run that judged the result again, if it is to be mailed because of that
 * @returns how many mails were sent by this run.
 * @throws {Busy} if another run is sending one of them; any other error: worth another try.
 */
export async function notify(site: Site, id: string, recheck?: string): Promise<number> {
  const result = await findResult(site.store, id)
  if (result === null) throw new Error(`no result ${id}`)
  const letters = await lettersAbout(site, result, recheck)
  const outcomes = await Promise.allSettled(letters.map((letter) => sendOnce(site, result, letter)))
  const failed = outcomes.find((outcome) => outcome.status === 'rejected')
  if (failed !== undefined) throw failed.reason
  await markMailed(site.store, id)
  return outcomes.reduce((sum, outcome) => sum + (outcome.status === 'fulfilled' ? outcome.value : 0), 0)
}

async function lettersAbout(site: Site, result: Result, recheck: string | undefined): Promise<Letter[]> {
  const { store, s3, environment } = site
  const concerned = result.agencyName === null ? [] : [result.agency, result.supervisor].filter((id) => id !== null)
  const [outcome, surroundings, agencies] = await Promise.all([
    readOutcome(s3, environment.RECORDS_BUCKET, result.id),
    readSurroundings(store, s3, environment.RECORDS_BUCKET, result),
    findAgencies(store, concerned),
  ])
  const named = (id: string | null) => agencies.find((each) => each.id === id) ?? null
  const matter = { result, outcome, surroundings, agency: named(result.agency), supervisor: named(result.supervisor), recheck }
  return lettersFor(matter, environment)
}

/** Sends one letter unless that was done before; gives how many mails that took. */
async function sendOnce(site: Site, result: Result, letter: Letter): Promise<number> {
  const key = { id: result.id, recipient: letter.recipient }
  const claim = await claimMail(site.store, key, site.now(), LEASE_SECONDS * 1000)
  if (claim === 'busy') throw new Busy(`${letter.recipient} of ${result.id}`)
  if (claim === 'sent') return 0
  if (claim === 'refused') return sendUndeliverable(site, result, letter)
  const answer = await site.transport(letter)
  if (answer.kind === 'accepted') {
    await settleMail(site.store, key, { state: 'sent', messageId: answer.messageId, at: site.now().toISOString() })
    return 1
  }
  if (answer.kind === 'failed') {
    await settleMail(site.store, key, { state: 'claimed', leaseEnds: 0 })
    throw answer.error
  }
  logger.error('mail refused', { id: result.id, recipient: letter.recipient, reason: answer.reason })
  await settleMail(site.store, key, { state: 'refused', reason: answer.reason, at: site.now().toISOString() })
  return sendUndeliverable(site, result, letter)
}

/** Tells the operator of a refused mail; a refused mail to the operator is in the log only. */
const sendUndeliverable = (site: Site, result: Result, letter: Letter): Promise<number> =>
  letter.to === site.environment.OPERATOR_MAILBOX
    ? Promise.resolve(0)
    : sendOnce(site, result, undeliverableLetter(result, letter.to, site.environment.OPERATOR_MAILBOX))
