import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import { header } from './request.ts'
import type { Route, Served } from './route.ts'

/** What is longer is sent compressed to whoever takes it: an answer of a Lambda function has 6 MB at most. */
const COMPRESSED_FROM = 64 * 1024

/** What a route answered as API Gateway takes it; 304 where the client has it already. */
export function toAnswer(event: APIGatewayProxyEventV2, { etag }: Pick<Route, 'etag'>, served: Served): APIGatewayProxyStructuredResultV2 {
  const [type, content] = 'body' in served ? ['application/json; charset=utf-8', JSON.stringify(served.body)] : [served.type, served.content]
  const bytes = typeof content === 'string' ? Buffer.from(content) : Buffer.from(content)
  const about: Record<string, string> = { 'cache-control': etag ? 'private, no-cache' : 'no-store', 'x-content-type-options': 'nosniff' }
  if (etag) {
    about['etag'] = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 27)}"`
    if (isKept(header(event, 'if-none-match'), about['etag'])) return { statusCode: 304, headers: about }
  }
  const statusCode = served.status ?? 200
  const headers = { ...about, ...served.headers, 'content-type': type }
  if (bytes.length >= COMPRESSED_FROM && /\bgzip\b/.test(header(event, 'accept-encoding') ?? '')) {
    const packed = { ...headers, 'content-encoding': 'gzip', vary: 'accept-encoding' }
    return { statusCode, headers: packed, body: gzipSync(bytes).toString('base64'), isBase64Encoded: true }
  }
  if (typeof content !== 'string') return { statusCode, headers, body: bytes.toString('base64'), isBase64Encoded: true }
  return { statusCode, headers, body: content }
}

/** Intermediaries may have made the tag a weak one. */
const isKept = (kept: string | undefined, etag: string): boolean =>
  kept !== undefined && kept.split(',').some((one) => ['*', etag].includes(one.trim().replace(/^W\//, '')))
