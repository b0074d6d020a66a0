import { Cursor, listResults } from '../../lib/store/list-results.ts'
import { findRecheckPage, type RecheckMessage, type RecheckPage, recheckPageKey } from '../../lib/store/recheck.ts'
import { putJson } from '../../lib/store/objects.ts'
import type { Result } from '../../lib/store/result.ts'
import { logger } from '../shared/observed.ts'
import type { Site } from '../validate/validate.ts'
import { type Rechecked, recheckReport } from './recheck-report.ts'

/** Reports of one message: some seconds' work, so that a repeat costs little and no limit is near. */
const PAGE = 50
const AT_ONCE = 10

export interface DonePage {
  readonly page: RecheckPage
  /** False: a repeat found the page done. */
  readonly fresh: boolean
}

/**
 * Judges one page of reports again and writes down what changed. A page that is done already is not done again. What
 * is to be stored is written down first: once half of it is stored, nothing else tells what it changed.
 * @throws {Error} if storage cannot be reached: worth another try. A report that cannot be judged is noted on the page.
 */
export async function recheckPage(site: Site, message: RecheckMessage): Promise<DonePage> {
  const known = await findRecheckPage(site.s3, site.bucket, message.run, message.page)
  if (known !== null && known.applied === message.apply) return { page: known, fresh: false }
  const keep = (page: RecheckPage): Promise<void> => putJson(site.s3, site.bucket, recheckPageKey(message.run, message.page), page)
  const plan = known ?? (await judgePage(site, { ...message, apply: false }))
  if (known === null) await keep(plan)
  if (!message.apply) return { page: plan, fresh: true }
  const stored = await judgePage(site, message)
  const planned = new Set(plan.changed.map(({ id }) => id))
  const page = { ...stored, changed: [...plan.changed, ...stored.changed.filter(({ id }) => !planned.has(id))] }
  await keep(page)
  return { page, fresh: true }
}

async function judgePage(site: Site, message: RecheckMessage): Promise<RecheckPage> {
  const after = message.after === null ? undefined : Cursor.parse(message.after)
  const { results, cursor } = await listResults(site.store, [{ ...message.scope, versions: message.versions, limit: PAGE, after }])
  const outcomes: Attempt[] = []
  for (let start = 0; start < results.length; start += AT_ONCE)
    outcomes.push(...(await Promise.all(results.slice(start, start + AT_ONCE).map((result) => attempt(site, result, message)))))
  const judged = outcomes.flatMap(({ rechecked }) => rechecked ?? [])
  const failed = outcomes.filter(({ broken }) => broken).map(({ result: { id, file } }) => ({ id, file }))
  return {
    applied: message.apply,
    judged: judged.length,
    skipped: results.length - judged.length - failed.length,
    olderParser: judged.filter(({ olderParser }) => olderParser).length,
    changed: judged.flatMap(({ change }) => change ?? []),
    failed,
    next: cursor,
  }
}

interface Attempt {
  readonly result: Result
  readonly rechecked: Rechecked | null
  readonly broken: boolean
}

/** One report that breaks a rule must not keep the others from being judged. */
async function attempt(site: Site, result: Result, { apply, candidate }: RecheckMessage): Promise<Attempt> {
  try {
    return { result, rechecked: await recheckReport(site, result, apply, candidate), broken: false }
  } catch (error) {
    if (isOutside(error)) throw error
    logger.error('report cannot be judged', { id: result.id, error })
    return { result, rechecked: null, broken: true }
  }
}

/** What the AWS SDK throws, and what the network does. */
const isOutside = (error: unknown): boolean => error instanceof Error && ('$metadata' in error || 'code' in error || error.name === 'TimeoutError')
