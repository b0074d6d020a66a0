import * as z from 'zod'
import { Report } from '../../../lib/report/index.ts'
import { ReportDetail, ReportPage } from '../../../lib/store/api.ts'
import { Differences, ReportFindings, VersionPage } from '../../../lib/store/api-reports.ts'
import { Cursor } from '../../../lib/store/list-results.ts'
import { AgencyId, SubmissionId } from '../../../lib/store/object-keys.ts'
import { Standing } from '../../../lib/store/result.ts'
import { ReportId } from '../../../lib/store/upload.ts'
import { notFound } from '../problem.ts'
import { detailOf, findingsOf, listReports, recordOf, resultOf } from '../reports.ts'
import { Limit, Year } from '../request.ts'
import { type Asked, jsonAnswer, route } from '../route.ts'
import { differences, listVersions } from '../versions.ts'

export const ReportPath = z.strictObject({ id: ReportId })

const ReportsQuery = z.strictObject({
  agency: AgencyId.optional(),
  supervisor: AgencyId.optional(),
  year: Year.optional(),
  verdict: Standing.optional(),
  submission: SubmissionId.optional(),
  versions: z.enum(['current', 'all']).default('current'),
  limit: Limit.default(20),
  cursor: Cursor.optional(),
})
/** The version after which to go on. */
const VersionsQuery = z.strictObject({ limit: Limit.default(20), cursor: z.string().regex(/^[1-9]\d{0,8}$/).transform(Number).optional() })

/** The result that a route is about. @throws {HttpProblem} 404. */
export const asked = ({ site, access, path }: Asked<z.output<typeof ReportPath>, unknown, unknown>) => resultOf(site.store, access, path.id)

export const REPORT_ROUTES = [
  route('GET /reports', {
    action: 'report.list',
    summary: 'Submitted versions, newest years first, within a year the newest upload. A page can hold fewer than asked for although more follow.',
    query: ReportsQuery,
    answers: { 200: jsonAnswer('A page.', ReportPage) },
    problems: [400],
    serve: async ({ site, access, query: { verdict, cursor, ...query } }) => ({
      body: await listReports(site.store, access, { ...query, standing: verdict, after: cursor }),
    }),
  }),
  route('GET /reports/{id}', {
    action: 'report.read',
    summary: 'Everything about one submitted version.',
    path: ReportPath,
    answers: { 200: jsonAnswer('The version in full.', ReportDetail) },
    problems: [400, 404],
    serve: async (call) => ({ body: await detailOf(call.site.store, call.site.s3, call.site.records, await asked(call)) }),
  }),
  route('GET /reports/{id}/versions', {
    action: 'report.read',
    summary: 'All versions of the same filing (agency and year), newest first.',
    path: ReportPath,
    query: VersionsQuery,
    answers: { 200: jsonAnswer('A page.', VersionPage) },
    problems: [400, 404],
    serve: async (call) => ({ body: await listVersions(call.site.store, await asked(call), call.query.limit, call.query.cursor) }),
  }),
  route('GET /reports/{id}/differences', {
    action: 'report.read',
    summary: 'What changed to this version from another one of the same filing, or from the one before: findings and cells.',
    path: ReportPath,
    query: z.strictObject({ with: ReportId.optional() }),
    answers: { 200: jsonAnswer('The differences.', Differences) },
    problems: [400, 404],
    serve: async (call) => ({ body: await differences(call.site.store, call.site.s3, call.site.records, await asked(call), call.query.with) }),
  }),
  route('GET /reports/{id}/record', {
    action: 'report.read',
    summary: 'The record: the report as it was read, each number exactly as filed, with its place.',
    path: ReportPath,
    answers: { 200: jsonAnswer('The record.', Report) },
    problems: [400, 404],
    serve: async (call) => {
      const record = await recordOf(call.site.s3, call.site.records, await asked(call))
      if (record === null) throw notFound({ zh: '这个文件没有读出报告，没有记录可看。', en: 'No report could be read from this file.' })
      return { body: record }
    },
  }),
  route('GET /reports/{id}/findings', {
    action: 'report.read',
    summary: 'What the check said: findings, rules that could not be judged, score; or why the file was rejected.',
    path: ReportPath,
    answers: { 200: jsonAnswer('The findings.', ReportFindings) },
    problems: [400, 404],
    serve: async (call) => ({ body: await findingsOf(call.site.s3, call.site.records, await asked(call)) }),
  }),
] as const
