import { randomUUID } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { z } from 'zod'
import { ACCOUNT } from '../template/template.ts'
import type { EventClaims } from './authorizer.ts'
import type { MatchedRoute } from './routes.ts'

/**
 * The events and answers of Lambda integrations, payload format 2.0.
 * Source: Amazon API Gateway Developer Guide, “Create AWS Lambda proxy integrations for HTTP APIs”.
 */

export interface ApiRequest {
  readonly method: string
  /** Path and query as on the wire. */
  readonly url: string
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

const isText = (contentType: string): boolean =>
  /^(?:text\/|application\/(?:json|javascript|xml|x-www-form-urlencoded)|[^;]*\+(?:json|xml))/.test(contentType)

/** `claims` are those of the verified token; null on a route that asks for none. */
export function toEvent(request: ApiRequest, { route, parameters }: MatchedRoute, claims: EventClaims | null) {
  const [path = '/', query = ''] = request.url.split(/\?(.*)/s, 2)
  const headers = Object.entries(request.headers).flatMap(([name, value]) =>
    value === undefined || name === 'cookie' ? [] : [[name, Array.isArray(value) ? value.join(',') : value]],
  )
  const search = new URLSearchParams(query)
  const now = new Date()
  const asText = isText(request.headers['content-type'] ?? '')
  return {
    version: '2.0',
    routeKey: route.key,
    rawPath: decodePath(path),
    rawQueryString: query,
    ...(request.headers.cookie !== undefined && { cookies: request.headers.cookie.split('; ') }),
    headers: Object.fromEntries(headers) as Record<string, string>,
    ...(query !== '' && {
      queryStringParameters: Object.fromEntries([...search.keys()].map((name) => [name, search.getAll(name).join(',')])),
    }),
    requestContext: {
      accountId: ACCOUNT,
      apiId: 'local',
      ...(claims !== null && { authorizer: { jwt: { claims, scopes: null } } }),
      domainName: request.headers.host ?? '',
      domainPrefix: 'local',
      http: {
        method: request.method,
        path: decodePath(path),
        protocol: 'HTTP/1.1',
        sourceIp: '127.0.0.1',
        userAgent: request.headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey: route.key,
      stage: '$default',
      time: now.toISOString(),
      timeEpoch: now.getTime(),
    },
    ...(Object.keys(parameters).length > 0 && { pathParameters: parameters }),
    ...(request.body.length > 0 && { body: request.body.toString(asText ? 'utf8' : 'base64') }),
    isBase64Encoded: request.body.length > 0 && !asText,
  }
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

const Structured = z.object({
  statusCode: z.coerce.number().int().min(100).max(599),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).nullish(),
  body: z.string().nullish(),
  cookies: z.array(z.string()).nullish(),
  isBase64Encoded: z.boolean().nullish(),
})

export interface ApiAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[]>>
  readonly body: Buffer
}

/** What the caller gets for a function's result (JSON). A result without a status code is the body of a 200. */
export function toAnswer(result: string): ApiAnswer {
  const value: unknown = JSON.parse(result)
  const structured = typeof value === 'object' && value !== null && 'statusCode' in value
  if (!structured)
    return {
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: Buffer.from(typeof value === 'string' ? value : result),
    }
  const parsed = Structured.safeParse(value)
  if (!parsed.success) return INTERNAL_SERVER_ERROR
  const { statusCode, headers, body, cookies, isBase64Encoded } = parsed.data
  return {
    status: statusCode,
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      ...Object.fromEntries(Object.entries(headers ?? {}).map(([name, header]) => [name.toLowerCase(), String(header)])),
      ...(cookies != null && cookies.length > 0 && { 'set-cookie': cookies }),
    },
    body: Buffer.from(body ?? '', isBase64Encoded === true ? 'base64' : 'utf8'),
  }
}

const message = (status: number, text: string): ApiAnswer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: Buffer.from(JSON.stringify({ message: text })),
})

/** As API Gateway puts it; `reason` is empty where there was no token at all. */
export const unauthorized = (reason: string): ApiAnswer => {
  const { headers, ...answer } = message(401, 'Unauthorized')
  const told = reason === '' ? '' : ` scope="" error="invalid_token" error_description="${reason.replaceAll('"', "'")}"`
  return { ...answer, headers: { ...headers, 'www-authenticate': `Bearer${told}` } }
}
export const BAD_REQUEST = message(400, 'Bad Request')
export const NOT_FOUND = message(404, 'Not Found')
export const FORBIDDEN = message(403, 'Forbidden')
export const TOO_LARGE = message(413, 'Request Entity Too Large')
export const INTERNAL_SERVER_ERROR = message(500, 'Internal Server Error')
export const SERVICE_UNAVAILABLE = message(503, 'Service Unavailable')
