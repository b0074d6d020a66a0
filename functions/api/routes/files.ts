import { SourceLink } from '../../../lib/store/api-reports.ts'
import { pageOf } from '../page.ts'
import { route, jsonAnswer } from '../route.ts'
import { linkTo } from '../source.ts'
import { asked, ReportPath } from './reports.ts'

/** The page is whole in itself; whatever a report may have smuggled into it can neither run nor load. */
const PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"

export const FILE_ROUTES = [
  route('GET /reports/{id}/source', {
    action: 'report.source',
    summary: 'An address at which the file can be fetched for 60 seconds, without a token, exactly as it was filed. 409 where files are scanned for malware and this one was not found clean.',
    path: ReportPath,
    answers: { 200: jsonAnswer('The address.', SourceLink) },
    problems: [400, 404, 409],
    etag: false,
    serve: async (call) => ({ body: await linkTo(call.site, await asked(call)) }),
  }),
  route('GET /reports/{id}/page', {
    action: 'report.page',
    summary: 'The report as a page of HTML, with each finding marked in its place.',
    path: ReportPath,
    answers: { 200: { about: 'The page.', headers: { 'content-security-policy': 'Nothing on it runs or loads.', 'referrer-policy': 'Nobody is told where a link was followed.' }, content: { 'text/html': null } } },
    problems: [400, 404],
    serve: async (call) => ({
      type: 'text/html; charset=utf-8',
      headers: { 'content-security-policy': PAGE_POLICY, 'referrer-policy': 'no-referrer' },
      content: await pageOf(call.site, await asked(call)),
    }),
  }),
] as const
