import type { S3Client } from '@aws-sdk/client-s3'
import { compareFindings } from '../../lib/mail/changes.ts'
import { Report } from '../../lib/report/index.ts'
import { archiveNamedIn } from '../../lib/store/archive.ts'
import type { ReportFindings } from '../../lib/store/api-reports.ts'
import { type ReportDetail, type ReportPage, type SubmissionStatus, toReportItem } from '../../lib/store/api.ts'
import { listResults, type ResultQuery } from '../../lib/store/list-results.ts'
import { recordKey } from '../../lib/store/object-keys.ts'
import { getJson } from '../../lib/store/objects.ts'
import { type Outcome, readOutcome, readSurroundings, type Surroundings } from '../../lib/store/outcome.ts'
import type { Result } from '../../lib/store/result.ts'
import { findResult } from '../../lib/store/results.ts'
import type { Store } from '../../lib/store/table.ts'
import { type Access, reaches, within } from './access.ts'
import { unknownReport } from './problem.ts'

/**
 * A page of results, newest years first: of what the caller may see. A filter for what is foreign finds nothing, as
 * one for what does not exist; a page can hold fewer than asked for although more follow.
 */
export async function listReports(store: Store, access: Access, query: ResultQuery): Promise<ReportPage> {
  const queries = await narrowed(store, access, query)
  const page = await listResults(store, queries)
  return { reports: (await within(store, access, page.results)).map(toReportItem), cursor: page.cursor }
}

/** The lists in which what the caller may see is found, with as little else as possible. */
async function narrowed(store: Store, access: Access, query: ResultQuery): Promise<ResultQuery[]> {
  const own = access.principal.agency ?? undefined
  if (query.agency !== undefined) return (await reaches(store, access, query.agency)) ? [query] : []
  if (access.scope === 'own') return [{ ...query, agency: own }]
  if (query.submission !== undefined) return [query]
  if (query.supervisor !== undefined) return (await reaches(store, access, query.supervisor)) ? [query] : []
  return own === undefined
    ? []
    : [
        { ...query, agency: own },
        ...([1, 2, 3, 4] as const).map((level) => ({ ...query, above: { id: own, level } })),
      ]
}

/** What came of one submission so far: nothing until it has been checked, then one report. */
export async function findSubmission(store: Store, access: Access, submission: string): Promise<SubmissionStatus> {
  const { results } = await listResults(store, [{ submission, versions: 'all', limit: 100 }])
  return { submission, reports: (await within(store, access, results)).map(toReportItem) }
}

/**
 * The result of one submitted version, if the caller may see it.
 * @throws {HttpProblem} 404 for an id without a result, and for one that is not the caller’s.
 */
export async function resultOf(store: Store, access: Access, id: string): Promise<Result> {
  const found = await findResult(store, id)
  const [result] = found === null ? [] : await within(store, access, [found])
  if (result === undefined) throw unknownReport(id)
  return result
}

/** The record of a submitted version; null if none could be read from it. */
export const recordOf = (s3: S3Client, bucket: string, { id, outcome }: Result): Promise<Report | null> =>
  outcome === 'checked' ? getJson(s3, bucket, recordKey(id), Report) : Promise.resolve(null)

/** What the check said of one submitted version. */
export async function findingsOf(s3: S3Client, bucket: string, result: Result): Promise<ReportFindings> {
  const outcome = await readOutcome(s3, bucket, result.id)
  return { ...toReportItem(result), ...foundIn(outcome) }
}

const foundIn = (outcome: Outcome): Pick<ReportDetail, 'findings' | 'notEvaluated' | 'scoreDetail'> =>
  outcome.outcome === 'checked'
    ? { findings: outcome.findings, notEvaluated: outcome.notEvaluated, scoreDetail: outcome.score }
    : { findings: [], notEvaluated: [], scoreDetail: null }

/** Everything about one submitted version. */
export async function detailOf(store: Store, s3: S3Client, bucket: string, result: Result): Promise<ReportDetail> {
  const [outcome, surroundings, record, archive] = await Promise.all([
    readOutcome(s3, bucket, result.id),
    readSurroundings(store, s3, bucket, result),
    recordOf(s3, bucket, result),
    archiveOf(store, s3, bucket, result),
  ])
  return {
    ...toReportItem(result),
    ...foundIn(outcome),
    record,
    archive,
    members: outcome.outcome === 'archive' ? outcome.members : null,
    changes: changesSince(surroundings.previous, outcome),
  }
}

/** The archive in which a version came, if that lists it: a key alone proves nothing. */
async function archiveOf(store: Store, s3: S3Client, bucket: string, { id, submission }: Result): Promise<ReportDetail['archive']> {
  const named = submission === null ? null : archiveNamedIn(submission)
  const archive = named === null ? null : await findResult(store, named)
  if (archive?.outcome !== 'archive') return null
  const outcome = await readOutcome(s3, bucket, archive.id)
  if (outcome.outcome !== 'archive' || !outcome.members.some((member) => member.id === id)) return null
  return { id: archive.id, agency: archive.agency, submission: archive.submission, submittedAt: archive.upload.submittedAt }
}

const changesSince = (previous: Surroundings['previous'], outcome: Outcome): ReportDetail['changes'] =>
  outcome.outcome === 'checked' && previous?.outcome.outcome === 'checked'
    ? compareFindings(previous.version, previous.outcome.findings, outcome.findings)
    : null
