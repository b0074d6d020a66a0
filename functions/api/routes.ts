import * as z from 'zod'
import { ruleCatalogue } from '../../lib/rules/index.ts'
import { RuleList } from '../../lib/store/api-rules.ts'
import { openApi } from './openapi.ts'
import { jsonAnswer, openRoute, route } from './route.ts'
import { AGENCY_ROUTES } from './routes/agencies.ts'
import { AUDIT_ROUTES } from './routes/audit.ts'
import { CORRECTION_ROUTES } from './routes/corrections.ts'
import { DUTY_ROUTES } from './routes/duties.ts'
import { FILE_ROUTES } from './routes/files.ts'
import { RECHECK_ROUTES } from './routes/rechecks.ts'
import { REDRIVE_ROUTES } from './routes/redrives.ts'
import { REPORT_ROUTES } from './routes/reports.ts'
import { UPLOAD_ROUTES } from './routes/uploads.ts'

const SERVICE_ROUTES = [
  openRoute('GET /health', { summary: 'Whether the service answers.', answer: jsonAnswer('It does.', z.object({ status: z.literal('ok') })), etag: false, serve: () => ({ body: { status: 'ok' } }) }),
  openRoute('GET /openapi.json', { summary: 'This description.', answer: jsonAnswer('OpenAPI 3.1.', z.record(z.string(), z.unknown())), etag: true, serve: () => ({ body: describeApi() }) }),
  route('GET /rules', {
    action: 'rule.read',
    summary: 'The catalogue of rules: what each finds, why, by which law, and how to mend it.',
    answers: { 200: jsonAnswer('All rules.', RuleList) },
    problems: [400],
    serve: () => ({ body: { rules: ruleCatalogue() } }),
  }),
] as const

/**
 * The routes of the HTTP API: the stack creates them, `api` serves them, docs/openapi.json describes them. A new one
 * is written in its group's file, and gets its row in test/functions/access-matrix.test.ts.
 */
export const ROUTES = [...SERVICE_ROUTES, ...UPLOAD_ROUTES, ...REPORT_ROUTES, ...FILE_ROUTES, ...AGENCY_ROUTES, ...DUTY_ROUTES, ...CORRECTION_ROUTES, ...RECHECK_ROUTES, ...REDRIVE_ROUTES, ...AUDIT_ROUTES] as const

export type RouteKey = (typeof ROUTES)[number]['key']

/** The description of the API (OpenAPI 3.1), made when it is first asked for. */
export const describeApi = (): Record<string, unknown> => (described ??= openApi(ROUTES))
let described: Record<string, unknown> | undefined
