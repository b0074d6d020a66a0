import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import { ruleCatalogue } from '../../lib/rules/index.ts'
import { openObjects } from '../../lib/store/objects.ts'
import { openStore } from '../../lib/store/table.ts'
import { logger, observed } from '../shared/observed.ts'
import { ApiEnvironment } from './environment.ts'
import { type Access, accessFor } from './access.ts'
import { HttpProblem, notFound, problemAnswer } from './problem.ts'
import { findReport, findSubmission, listReports } from './reports.ts'
import { ReportPath, ReportsQuery, SubmissionPath, take, takeUploadRequest } from './request.ts'
import { ACTIONS, type GuardedRouteKey, type OpenRouteKey } from './routes.ts'
import { createUpload } from './uploads.ts'

const environment = ApiEnvironment.parse(process.env)
const s3 = openObjects(process.env)
const store = openStore(environment.TABLE_NAME)
const claims = { role: environment.ROLE_CLAIM, agency: environment.AGENCY_CLAIM }

interface Answer {
  readonly status?: number
  readonly body: unknown
}

type Served = Answer | Promise<Answer>

const OPEN: Readonly<Record<OpenRouteKey, () => Served>> = {
  'GET /health': () => ({ body: { status: 'ok' } }),
}

const GUARDED: Readonly<Record<GuardedRouteKey, (event: APIGatewayProxyEventV2, access: Access) => Served>> = {
  'POST /uploads': async (event, access) => ({
    status: 201,
    body: await createUpload(store, s3, environment.UPLOADS_BUCKET, access, takeUploadRequest(event), new Date()),
  }),
  'GET /submissions/{submission}': async (event, access) => ({
    body: await findSubmission(store, access, take(SubmissionPath, event.pathParameters).submission),
  }),
  'GET /reports': async (event, access) => ({
    body: await listReports(store, access, take(ReportsQuery, event.queryStringParameters ?? {})),
  }),
  'GET /reports/{id}': async (event, access) => ({
    body: await findReport(store, s3, environment.RECORDS_BUCKET, access, take(ReportPath, event.pathParameters).id),
  }),
  'GET /rules': () => ({ body: { rules: ruleCatalogue() } }),
}

const isOpen = (key: string): key is OpenRouteKey => Object.hasOwn(OPEN, key)
const isGuarded = (key: string): key is GuardedRouteKey => Object.hasOwn(GUARDED, key)

function serve(event: APIGatewayProxyEventV2): Served {
  const { routeKey } = event
  if (isOpen(routeKey)) return OPEN[routeKey]()
  const action = ACTIONS.get(routeKey)
  if (!isGuarded(routeKey) || action == null) throw notFound('没有这个地址。')
  return GUARDED[routeKey](event, accessFor(event, action, claims))
}

/** The HTTP API, one route after the other as API Gateway matched it. */
export const handler = observed(async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
  try {
    const { status = 200, body } = await serve(event)
    return {
      statusCode: status,
      headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
      body: JSON.stringify(body),
    }
  } catch (error) {
    if (!(error instanceof HttpProblem)) logger.error('request failed', { routeKey: event.routeKey, error })
    return problemAnswer(error, event.requestContext.requestId)
  }
})
