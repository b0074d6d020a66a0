import type { S3Client } from '@aws-sdk/client-s3'
import { Report, stands } from '../../lib/report/index.ts'
import { deadlines } from '../shared/deadline.ts'
import type { Agency } from '../../lib/store/agency.ts'
import { followWith } from '../../lib/store/follow-register.ts'
import { versionsOf } from '../../lib/store/filing.ts'
import { recordKey } from '../../lib/store/object-keys.ts'
import { getJson } from '../../lib/store/objects.ts'
import { readOutcome } from '../../lib/store/outcome.ts'
import type { Result } from '../../lib/store/result.ts'
import { findResults } from '../../lib/store/results.ts'
import { findObligation, replaceObligation } from '../../lib/store/tally.ts'
import type { Store } from '../../lib/store/table.ts'
import { contributionsOf, formFor, type Obligation } from '../../lib/tally/index.ts'
import { settled } from './settled.ts'

export interface Site {
  readonly store: Store
  readonly s3: S3Client
  /** Where records and outcomes lie. */
  readonly bucket: string
}

/** Works out anew how an agency stands for a year, from the results of all versions that it has sent. */
export const tallyAgency = (site: Site, agency: Agency, year: number): Promise<void> =>
  settled(async () => {
    const seen = await findObligation(site.store, agency.id, year)
    const obligation = await obligationNow(site, agency, year)
    return obligation === null || (await replaceObligation(site.store, obligation, seen))
  })

async function obligationNow(site: Site, agency: Agency, year: number): Promise<Obligation | null> {
  const ids = await versionsOf(site.store, { agency: agency.id, year })
  const found = await findResults(site.store, ids)
  // A version without a result yet is counted when that comes.
  const results = ids.flatMap((id) => found.get(id) ?? [])
  // One that was being checked while the agency moved has those above it who stood there before.
  await followWith(site.store, results, agency)
  const current = results.at(-1)
  if (current === undefined) return null
  const { id, version, file, upload, verdict, score, findingCounts } = current
  return {
    agency: agency.id,
    year,
    current: { id, version, file, submittedAt: upload.submittedAt, verdict, score, findings: findingCounts },
    filedAt: results.find((result) => result.verdict !== null)?.upload.submittedAt ?? null,
    deadline: await deadlines(site.store)(agency, year),
    ...(await contentOf(site, current, year)),
  }
}

async function contentOf({ s3, bucket }: Site, { id, verdict }: Result, year: number): Promise<Pick<Obligation, 'rules' | 'cells'>> {
  if (verdict === null) return { rules: {}, cells: null }
  const [outcome, record] = await Promise.all([readOutcome(s3, bucket, id), getJson(s3, bucket, recordKey(id), Report)])
  const rules: Record<string, number> = {}
  if (outcome.outcome === 'checked') for (const { rule } of outcome.findings.filter(stands)) rules[rule] = (rules[rule] ?? 0) + 1
  return { rules, cells: record === null ? null : contributionsOf(record, formFor(year)) }
}
