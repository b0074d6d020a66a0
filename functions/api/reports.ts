import type { S3Client } from '@aws-sdk/client-s3'
import type * as z from 'zod'
import { compareFindings } from '../../lib/mail/changes.ts'
import { Report } from '../../lib/report/index.ts'
import { type ReportDetail, type ReportPage, type SubmissionStatus, toReportItem } from '../../lib/store/api.ts'
import { listResults } from '../../lib/store/list-results.ts'
import { recordKey } from '../../lib/store/object-keys.ts'
import { getJson } from '../../lib/store/objects.ts'
import { type Outcome, readOutcome, readSurroundings, type Surroundings } from '../../lib/store/outcome.ts'
import { findResult } from '../../lib/store/results.ts'
import type { Store } from '../../lib/store/table.ts'
import { notFound } from './problem.ts'
import type { ReportsQuery } from './request.ts'

/** A page of results, newest years first. */
export async function listReports(store: Store, { verdict, cursor, ...query }: z.output<typeof ReportsQuery>): Promise<ReportPage> {
  const page = await listResults(store, { ...query, standing: verdict, after: cursor })
  return { reports: page.results.map(toReportItem), cursor: page.cursor }
}

/** What came of one submission so far: nothing until it has been checked, then one report. */
export async function findSubmission(store: Store, submission: string): Promise<SubmissionStatus> {
  const { results } = await listResults(store, { submission, versions: 'all', limit: 100 })
  return { submission, reports: results.map(toReportItem) }
}

/**
 * Everything about one submitted version.
 * @throws {HttpProblem} 404 for an id without a result.
 */
export async function findReport(store: Store, s3: S3Client, bucket: string, id: string): Promise<ReportDetail> {
  const result = await findResult(store, id)
  if (result === null) throw notFound(`没有编号为“${id}”的报告。刚提交的报告要等核对完成后才能查到。`)
  const [outcome, surroundings, record] = await Promise.all([
    readOutcome(s3, bucket, id),
    readSurroundings(store, s3, bucket, result),
    result.outcome === 'checked' ? getJson(s3, bucket, recordKey(id), Report) : null,
  ])
  const checked = outcome.outcome === 'checked'
  return {
    ...toReportItem(result),
    findings: checked ? outcome.findings : [],
    notEvaluated: checked ? outcome.notEvaluated : [],
    scoreDetail: checked ? outcome.score : null,
    record,
    members: outcome.outcome === 'archive' ? outcome.members : null,
    changes: changesSince(surroundings.previous, outcome),
  }
}

const changesSince = (previous: Surroundings['previous'], outcome: Outcome): ReportDetail['changes'] =>
  outcome.outcome === 'checked' && previous?.outcome.outcome === 'checked'
    ? compareFindings(previous.version, previous.outcome.findings, outcome.findings)
    : null
