import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import { openStore } from '../../lib/store/table.ts'
import { observed } from '../shared/observed.ts'
import { UnsubscribeEnvironment } from './environment.ts'
import { unsubscribe } from './unsubscribe.ts'

const store = openStore(UnsubscribeEnvironment.parse(process.env).TABLE_NAME)

/** No form is longer. */
const LIMIT = 1000

/** `GET` and `POST /unsubscribe?token=…`: open to whoever has the link of a digest. */
export const handler = observed(async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
  const form = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8').toString('utf8').slice(0, LIMIT)
  const visit = { method: event.requestContext.http.method, token: event.queryStringParameters?.['token'] ?? '', form }
  const { status, html } = await unsubscribe(store, visit, new Date())
  return {
    statusCode: status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
    },
    body: html,
  }
})
