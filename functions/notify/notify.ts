import type { S3Client } from '@aws-sdk/client-s3'
import { findAgencies } from '../../lib/store/agency.ts'
import { correctionsOf } from '../../lib/store/corrections.ts'
import { readOutcome, readSurroundings } from '../../lib/store/outcome.ts'
import type { Result } from '../../lib/store/result.ts'
import { filingOf, findResult } from '../../lib/store/results.ts'
import { strikeMailPending } from '../../lib/store/unfinished.ts'
import { type PostOffice, post } from '../shared/post/send-once.ts'
import type { NotifyEnvironment } from './environment.ts'
import { correctionLetters } from './correction-letters.ts'
import { type Letter, lettersFor, undeliverableLetter } from './letters.ts'

export interface Site extends PostOffice {
  readonly environment: NotifyEnvironment
  readonly s3: S3Client
}

/**
 * Sends the mails about a result that have not been sent, and strikes out that they are due when none is left.
 * One window stays open: a mail that the mail service accepted although its answer, or the ledger's, was lost
 * is sent a second time.
 * @param recheck the run that judged the result again, if it is to be mailed because of that
 * @returns how many mails were sent by this run.
 * @throws {Busy} if another run is sending one of them; any other error: worth another try.
 */
export async function notify(site: Site, id: string, recheck?: string): Promise<number> {
  const began = site.now()
  const result = await findResult(site.store, id)
  if (result === null) throw new Error(`no result ${id}`)
  const letters = await lettersAbout(site, result, recheck)
  const outcomes = await Promise.allSettled(letters.map((letter) => sendOnce(site, result, letter)))
  const failed = outcomes.find((outcome) => outcome.status === 'rejected')
  if (failed !== undefined) throw failed.reason
  // A run's letters say nothing of those that were due before.
  if (recheck === undefined) await strikeMailPending(site.store, id, began)
  return outcomes.reduce((sum, outcome) => sum + (outcome.status === 'fulfilled' ? outcome.value : 0), 0)
}

async function lettersAbout(site: Site, result: Result, recheck: string | undefined): Promise<Letter[]> {
  const { store, s3, environment } = site
  const concerned = result.agencyName === null ? [] : [result.agency, result.supervisor].filter((id) => id !== null)
  const filing = filingOf(result)
  const [outcome, surroundings, agencies, corrections] = await Promise.all([
    readOutcome(s3, environment.RECORDS_BUCKET, result.id),
    readSurroundings(store, s3, environment.RECORDS_BUCKET, result),
    findAgencies(store, concerned),
    filing === null ? [] : correctionsOf(store, filing),
  ])
  const named = (id: string | null) => agencies.find((each) => each.id === id) ?? null
  const matter = { result, outcome, surroundings, agency: named(result.agency), supervisor: named(result.supervisor), recheck }
  return [...lettersFor(matter, environment), ...correctionLetters(matter, corrections)]
}

/** Sends one letter unless that was done before; gives how many mails that took. */
async function sendOnce(site: Site, result: Result, letter: Letter): Promise<number> {
  const outcome = await post(site, { id: result.id, recipient: letter.recipient }, letter)
  if (outcome !== 'refused') return outcome === 'sent' ? 1 : 0
  // A refused mail to the operator is in the log only.
  const { OPERATOR_MAILBOX } = site.environment
  return letter.to === OPERATOR_MAILBOX ? 0 : sendOnce(site, result, undeliverableLetter(result, letter.to, OPERATOR_MAILBOX))
}
