import { SQSClient } from '@aws-sdk/client-sqs'
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import { openObjects } from '../../lib/store/objects.ts'
import { openStore } from '../../lib/store/table.ts'
import { logger, observed } from '../shared/observed.ts'
import { toAnswer } from './answer.ts'
import { audited } from './audit.ts'
import { ApiEnvironment } from './environment.ts'
import { HttpProblem, languageOf, notFound, problemAnswer } from './problem.ts'
import { header } from './request.ts'
import type { Route, Served, Site } from './route.ts'
import { ROUTES } from './routes.ts'

const environment = ApiEnvironment.parse(process.env)
const site: Site = {
  store: openStore(environment.TABLE_NAME),
  s3: openObjects(process.env),
  sqs: new SQSClient({}),
  uploads: environment.UPLOADS_BUCKET,
  records: environment.RECORDS_BUCKET,
  tallyQueue: environment.TALLY_QUEUE_URL,
  recheckQueue: environment.RECHECK_QUEUE_URL,
  deadLetters: environment.DEAD_LETTERS,
  malwareScan: environment.MALWARE_SCAN === 'on',
  claims: { role: environment.ROLE_CLAIM, agency: environment.AGENCY_CLAIM },
  now: () => new Date(),
}

const BY_KEY: ReadonlyMap<string, Route> = new Map<string, Route>(ROUTES.map((route) => [route.key, route]))

/** Whatever asks for a token leaves a trail. */
const served = (event: APIGatewayProxyEventV2, route: Route): Served | Promise<Served> =>
  route.action === null ? route.serve(event, site) : audited(event, site, { ...route, action: route.action })

async function serve(event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> {
  const route = BY_KEY.get(event.routeKey)
  if (route === undefined) throw notFound({ zh: '没有这个地址。', en: 'There is no such address.' })
  return toAnswer(event, route, await served(event, route))
}

/** The HTTP API, one route after the other as API Gateway matched it. */
export const handler = observed(async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
  const { requestId } = event.requestContext
  const answer = await serve(event).catch((error: unknown) => {
    if (!(error instanceof HttpProblem)) logger.error('request failed', { routeKey: event.routeKey, error })
    return problemAnswer(error, requestId, languageOf(header(event, 'accept-language')))
  })
  return { ...answer, headers: { ...answer.headers, 'x-request-id': requestId } }
})
