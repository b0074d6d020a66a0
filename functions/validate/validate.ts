import type { S3Client } from '@aws-sdk/client-s3'
import { stands } from '../../lib/report/index.ts'
import type { RecordMessage } from '../../lib/store/messages.ts'
import type { Agency } from '../../lib/store/agency.ts'
import { type IncomingKey, readIncomingKey, resultKey } from '../../lib/store/object-keys.ts'
import { putJson } from '../../lib/store/objects.ts'
import type { Outcome } from '../../lib/store/outcome.ts'
import { standingOf, type Standing } from '../../lib/store/result.ts'
import { findResultAndAgency, type ResultDraft, saveResult } from '../../lib/store/results.ts'
import type { Store } from '../../lib/store/table.ts'
import { noteMailPending } from '../../lib/store/unfinished.ts'
import { enterIntoIndex, recordOf } from './context.ts'
import { judge } from './judge.ts'

export interface Site {
  readonly store: Store
  readonly s3: S3Client
  /** Where records and outcomes lie. */
  readonly bucket: string
  readonly now: () => Date
}

/**
 * Judges one submitted version and saves its result. A repeat keeps the first result, and finishes what an
 * interrupted run left undone.
 */
export async function validate(site: Site, message: RecordMessage): Promise<Standing> {
  const key = readIncomingKey(message.upload.key)
  const { known, agency } = await findResultAndAgency(site.store, message.id, key?.agency ?? null)
  const draft = known ?? (await firstResult(site, message, key, agency))
  await saveResult(site.store, draft)
  return standingOf(draft)
}

async function firstResult(site: Site, message: RecordMessage, key: IncomingKey | null, agency: Agency | null): Promise<ResultDraft> {
  const record = await recordOf(site, message)
  if (record !== null && agency !== null && key !== null) await enterIntoIndex(site, message, record, agency, key.year)
  const outcome = await judge(site, message, key, agency)
  const draft = draftOf(message, key, agency, outcome, site.now())
  // Written before the result: whoever sees a result finds its outcome, and that its mail is due.
  await Promise.all([
    putJson(site.s3, site.bucket, resultKey(message.id), outcome),
    noteMailPending(site.store, { id: message.id, since: draft.validatedAt }),
  ])
  return draft
}

function draftOf(
  { id, upload }: RecordMessage,
  key: IncomingKey | null,
  agency: Agency | null,
  outcome: Outcome,
  now: Date,
): ResultDraft {
  const count = (severity: 'error' | 'warning' | 'info') =>
    outcome.outcome === 'checked' ? outcome.findings.filter((finding) => finding.severity === severity && stands(finding)).length : 0
  return {
    id,
    upload,
    agency: key?.agency ?? null,
    year: key?.year ?? null,
    submission: key?.submission ?? null,
    file: key?.file ?? upload.key,
    agencyName: agency?.name ?? null,
    level: agency?.level ?? null,
    supervisor: agency?.supervisor ?? null,
    ancestors: agency?.ancestors ?? [],
    outcome: outcome.outcome,
    rejection: outcome.outcome === 'rejected' ? outcome.rejection : null,
    score: outcome.outcome === 'checked' ? outcome.score.total : null,
    verdict: outcome.outcome === 'checked' ? outcome.score.verdict : null,
    findingCounts: { error: count('error'), warning: count('warning'), info: count('info') },
    validatedAt: now.toISOString(),
  }
}
