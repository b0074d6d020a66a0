import type { S3Client } from '@aws-sdk/client-s3'
import { Report, stands } from '../../lib/report/index.ts'
import { type Deadlines, deadlines } from '../shared/deadline.ts'
import type { Agency } from '../../lib/store/agency.ts'
import { followWith } from '../../lib/store/follow-register.ts'
import { versionsOf } from '../../lib/store/filing.ts'
import { recordKey } from '../../lib/store/object-keys.ts'
import { getJson } from '../../lib/store/objects.ts'
import { readOutcome } from '../../lib/store/outcome.ts'
import type { Result } from '../../lib/store/result.ts'
import { findResults } from '../../lib/store/results.ts'
import { findObligations, replaceObligation } from '../../lib/store/tally.ts'
import type { Store } from '../../lib/store/table.ts'
import { contributionsOf, formFor, type Obligation } from '../../lib/tally/index.ts'
import { inGroups } from './in-groups.ts'
import { settled } from './settled.ts'

export interface Site {
  readonly store: Store
  readonly s3: S3Client
  /** Where records and outcomes lie. */
  readonly bucket: string
}

/** Works out anew how agencies stand for a year, each from the results of all versions that it has sent. What they have in common is read once. */
export async function tallyAgencies(site: Site, agencies: readonly Agency[], year: number): Promise<void> {
  let left = agencies
  await settled(async () => {
    left = await attempt(site, left, year)
    return left.length === 0
  })
}

/** @returns those whose obligation another run replaced meanwhile. */
async function attempt(site: Site, agencies: readonly Agency[], year: number): Promise<Agency[]> {
  const { store } = site
  const seen = await findObligations(store, agencies.map(({ id }) => id), year)
  const filings = await inGroups(agencies, async (agency) => ({ agency, ids: await versionsOf(store, { agency: agency.id, year }) }))
  const found = await findResults(store, filings.flatMap(({ ids }) => ids))
  const deadlineOf = deadlines(store)
  const replaced = await inGroups(filings, async ({ agency, ids }) => {
    // A version without a result yet is counted when that comes.
    const results = ids.flatMap((id) => found.get(id) ?? [])
    // One that was being checked while the agency moved has those above it who stood there before.
    await followWith(store, results, agency)
    const obligation = await obligationOf(site, agency, year, results, deadlineOf)
    return obligation === null || (await replaceObligation(store, obligation, seen.get(agency.id) ?? null))
  })
  return agencies.filter((_, index) => replaced[index] === false)
}

async function obligationOf(site: Site, agency: Agency, year: number, results: readonly Result[], deadlineOf: Deadlines): Promise<Obligation | null> {
  const current = results.at(-1)
  if (current === undefined) return null
  const { id, version, file, upload, verdict, score, findingCounts } = current
  return {
    agency: agency.id,
    year,
    current: { id, version, file, submittedAt: upload.submittedAt, verdict, score, findings: findingCounts },
    filedAt: results.find((result) => result.verdict !== null)?.upload.submittedAt ?? null,
    deadline: await deadlineOf(agency, year),
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
