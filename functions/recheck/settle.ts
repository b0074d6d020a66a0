import { rescore } from '../../lib/check/index.ts'
import { Report } from '../../lib/report/index.ts'
import { dismissalsOf, type Unsettled } from '../../lib/store/corrections.ts'
import { versionsOf } from '../../lib/store/filing.ts'
import { followOutcome } from '../../lib/store/former.ts'
import { recordKey, resultKey } from '../../lib/store/object-keys.ts'
import { getJson, putJson } from '../../lib/store/objects.ts'
import { readOutcome } from '../../lib/store/outcome.ts'
import type { Result } from '../../lib/store/result.ts'
import { findResults } from '../../lib/store/results.ts'
import type { Site } from '../validate/validate.ts'

/**
 * Has every version of a filing say which of its findings are dismissed by now, and scores it without them. By what it
 * was judged stays: no rule is asked again. Repeating it does no harm.
 */
export async function settle(site: Pick<Site, 'store' | 's3' | 'bucket'>, filing: Pick<Unsettled, 'agency' | 'year'>): Promise<void> {
  const results = await findResults(site.store, await versionsOf(site.store, filing))
  const dismissals = await dismissalsOf(site.store, filing)
  for (const result of results.values()) if (result.outcome === 'checked') await settleVersion(site, result, dismissals)
}

async function settleVersion(
  { store, s3, bucket }: Pick<Site, 'store' | 's3' | 'bucket'>,
  result: Result,
  dismissals: Awaited<ReturnType<typeof dismissalsOf>>,
): Promise<void> {
  const [outcome, record] = await Promise.all([readOutcome(s3, bucket, result.id), getJson(s3, bucket, recordKey(result.id), Report)])
  if (outcome.outcome !== 'checked' || record === null) return
  const settled = { ...outcome, ...rescore(record, outcome.findings, dismissals) }
  if (JSON.stringify(settled.findings) !== JSON.stringify(outcome.findings)) await putJson(s3, bucket, resultKey(result.id), settled)
  await followOutcome(store, result, settled)
}
