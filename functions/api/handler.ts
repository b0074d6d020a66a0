import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import { ruleCatalogue } from '../../lib/rules/index.ts'
import { openObjects } from '../../lib/store/objects.ts'
import { openStore } from '../../lib/store/table.ts'
import { logger, observed } from '../shared/observed.ts'
import { ApiEnvironment } from './environment.ts'
import { HttpProblem, notFound, problemAnswer } from './problem.ts'
import { findReport, findSubmission, listReports } from './reports.ts'
import { ReportPath, ReportsQuery, SubmissionPath, take, takeUploadRequest } from './request.ts'
import type { RouteKey } from './routes.ts'
import { createUpload } from './uploads.ts'

const environment = ApiEnvironment.parse(process.env)
const s3 = openObjects(process.env)
const store = openStore(environment.TABLE_NAME)

interface Answer {
  readonly status?: number
  readonly body: unknown
}

const ROUTE_HANDLERS: Readonly<Record<RouteKey, (event: APIGatewayProxyEventV2) => Answer | Promise<Answer>>> = {
  'GET /health': () => ({ body: { status: 'ok' } }),
  'POST /uploads': async (event) => ({
    status: 201,
    body: await createUpload(store, s3, environment.UPLOADS_BUCKET, takeUploadRequest(event), new Date()),
  }),
  'GET /submissions/{submission}': async (event) => ({
    body: await findSubmission(store, take(SubmissionPath, event.pathParameters).submission),
  }),
  'GET /reports': async (event) => ({
    body: await listReports(store, take(ReportsQuery, event.queryStringParameters ?? {})),
  }),
  'GET /reports/{id}': async (event) => ({
    body: await findReport(store, s3, environment.RECORDS_BUCKET, take(ReportPath, event.pathParameters).id),
  }),
  'GET /rules': () => ({ body: { rules: ruleCatalogue() } }),
}

const isRoute = (key: string): key is RouteKey => Object.hasOwn(ROUTE_HANDLERS, key)

/** The HTTP API, one route after the other as API Gateway matched it. */
export const handler = observed(async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
  try {
    if (!isRoute(event.routeKey)) throw notFound('没有这个地址。')
    const { status = 200, body } = await ROUTE_HANDLERS[event.routeKey](event)
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
