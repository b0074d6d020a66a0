import { buildApp, type BuildAppOptions } from 'fauxqs'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Authorization, Wording } from '../guard/authorization.ts'
import { corsHeaders } from '../guard/cors.ts'
import { accessDenied, Refusal } from '../guard/errors.ts'
import type { Caller } from '../guard/keyring.ts'
import { requireLoopbackHost } from '../guard/loopback.ts'
import type { SignatureVerifier } from '../guard/signature.ts'
import { queueCalls } from '../queues/actions.ts'
import { REGION } from '../template/template.ts'
import { type StsAnswer, stsError, type TokenService } from '../sts/service.ts'
import { bucketArn, storageCalls, toWrite } from './actions.ts'
import { readFormUpload } from './form.ts'
import { listVersions } from './listing.ts'
import { runWithRequest, type S3Request } from './request.ts'
import type { BucketStore } from './store.ts'
import { answerTagging, keyOf, tagsOf } from './tagging.ts'

/** Larger bodies are cut off; what a presigned upload may hold is for its policy to say. */
const BODY_LIMIT = 64 * 1024 * 1024

/** Of the services with a JSON protocol. */
const JSON_WORDING: Wording = { code: 'AccessDeniedException', status: 400 }

/** A request with this header was made inside this process. */
const INTERNAL = 'x-local-internal'

export type AwsServer = ReturnType<typeof createAwsServer>

/**
 * S3, SQS and STS on one port: the emulator behind guards that it lacks. Only signed requests come through, but for
 * calls from this process, which carry `internalToken`.
 */
export function createAwsServer(store: BucketStore, verifier: SignatureVerifier, authorization: Authorization, internalToken: string, sts?: TokenService) {
  // The emulator's store is a class with private members: no other one can have its type, only its shape.
  const stores = { s3Store: store } as unknown as BuildAppOptions['stores']
  const app = buildApp({ logger: false, defaultRegion: REGION, ...(stores !== undefined && { stores }) })
  const rawBodies = new WeakMap<FastifyRequest, Buffer>()
  const authorized = new WeakSet<FastifyRequest>()
  const callers = new WeakMap<FastifyRequest, Caller>()

  // The emulator's own parsers stop at 11 MiB and forget the bytes that were signed.
  app.removeAllContentTypeParsers()
  const options = { parseAs: 'buffer', bodyLimit: BODY_LIMIT } as const
  app.addContentTypeParser('*', options, (_request, body, done) => done(null, body))
  app.addContentTypeParser(/^application\/x-amz-json-1\.[01]$/, options, (request, body: Buffer, done) => {
    rawBodies.set(request, body)
    try {
      done(null, JSON.parse(body.toString('utf8')))
    } catch {
      done(new Refusal('SerializationException', 'The body is not JSON.', 400))
    }
  })

  const callerOf = (request: FastifyRequest): Caller => {
    const body = rawBodies.get(request) ?? (Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0))
    return verifier.verify({ method: request.method, url: request.raw.url ?? '/', headers: request.headers, body })
  }
  const guard = (request: FastifyRequest): void => {
    requireLoopbackHost(request.headers)
    if (request.headers[INTERNAL] === internalToken) return
    const caller = callerOf(request)
    const { method, headers } = request
    if (method === 'POST' && request.url === '/') {
      authorization.require(caller, queueCalls(headers['x-amz-target']?.toString() ?? '', request.body), JSON_WORDING)
      return
    }
    callers.set(request, caller)
    const asked = { method, headers, bucket: bucketOf(request), key: keyOf(request), query: queryOf(request) }
    authorization.require(caller, storageCalls(asked, (versionId) => store.find(asked.bucket, asked.key, versionId)?.tags ?? {}))
  }

  app.addHook('onRequest', (request, reply, done) => {
    requireLoopbackHost(request.headers)
    const granted = grantedHeaders(store, request)
    if (granted !== null) void reply.headers(granted)
    done()
  })
  app.options('/*', (request, reply) => {
    const granted = grantedHeaders(store, request)
    if (granted === null) throw new Refusal('AccessForbidden', 'CORSResponse: This CORS request is not allowed.', 403)
    return reply.status(200).headers(granted).send()
  })

  app.addHook('preHandler', async (request, reply) => {
    if (request.method === 'OPTIONS') return
    const bucket = bucketOf(request)
    const contentType = request.headers['content-type'] ?? ''
    if (bucket !== '' && request.method === 'POST' && contentType.startsWith('multipart/form-data')) {
      if (!Buffer.isBuffer(request.body)) throw accessDenied()
      const { caller, object, status } = await readFormUpload(bucket, contentType, request.body, verifier, Date.now())
      authorization.require(caller, toWrite(bucket, object.key, object.tags ?? {}))
      const version = store.create(bucket, object, 'Post')
      if (version.versionId !== 'null') void reply.header('x-amz-version-id', version.versionId)
      const answer = `<PostResponse><Bucket>${bucket}</Bucket><ETag>${version.etag}</ETag></PostResponse>`
      return reply.status(status).header('etag', version.etag).type('application/xml').send(status === 201 ? answer : undefined)
    }
    if (sts !== undefined && bucket === '' && contentType.startsWith('application/x-www-form-urlencoded')) {
      const { status, xml } = answerSts(sts, () => callerOf(request), request.body)
      return reply.status(status).type('text/xml').send(xml)
    }
    guard(request)
    authorized.add(request)
    const query = queryOf(request)
    if (request.method === 'GET' && query.has('versions'))
      return reply.type('application/xml').send(listVersions(store, bucket, query))
    if (query.has('tagging')) return answerTagging(store, bucket, query.get('versionId') ?? undefined, request, reply)
    return
  })
  app.addHook('preHandler', (request, reply, done) => {
    // Nothing must reach the emulator that has not passed the hook above.
    if (!authorized.has(request)) {
      done(request.method === 'OPTIONS' ? undefined : accessDenied())
      return
    }
    const query = queryOf(request)
    const context: S3Request = {
      versionId: query.get('versionId') ?? undefined,
      onlyIfAbsent: request.headers['if-none-match'] === '*' && request.method === 'PUT',
      copies: request.headers['x-amz-copy-source'] !== undefined,
      tags: tagsOf(request.headers),
      version: undefined,
    }
    contexts.set(reply, context)
    runWithRequest(context, done)
  })
  const contexts = new WeakMap<FastifyReply, S3Request>()
  app.addHook('onSend', (request, reply, _payload, done) => {
    const version = contexts.get(reply)?.version
    if (version !== undefined && version.versionId !== 'null') void reply.header('x-amz-version-id', version.versionId)
    const tagged = Object.keys(version?.tags ?? {}).length
    if (tagged > 0 && ['GET', 'HEAD'].includes(request.method)) void reply.header('x-amz-tagging-count', tagged)
    done()
  })

  /** Who may not list a bucket is not told either that something is not in it. */
  const unlessHidden = (refusal: Refusal, request: FastifyRequest): Refusal => {
    const caller = callers.get(request)
    if (caller === undefined || !['NoSuchKey', 'NoSuchVersion'].includes(refusal.code)) return refusal
    try {
      authorization.require(caller, [{ action: 's3:ListBucket', resource: bucketArn(bucketOf(request)), context: {} }])
      return refusal
    } catch (error) {
      return asRefusal(error)
    }
  }
  app.setErrorHandler((error: unknown, request, reply) => {
    const refusal = unlessHidden(asRefusal(error), request)
    const json = request.headers['content-type']?.includes('json') === true
    void reply.status(refusal.status)
    if (request.method === 'HEAD') return reply.send()
    return json
      ? reply.type('application/x-amz-json-1.0').send(refusal.toJson())
      : reply.type('application/xml').send(refusal.toXml())
  })
  return app
}

function answerSts(sts: TokenService, caller: () => Caller, body: unknown): StsAnswer {
  try {
    return sts.answer(caller(), new URLSearchParams(Buffer.isBuffer(body) ? body.toString('utf8') : ''))
  } catch (error) {
    return stsError(asRefusal(error))
  }
}

/** Calls an SQS action from within this process; `internalToken` as given to createAwsServer. Throws on refusal. */
export async function callSqs(app: AwsServer, internalToken: string, action: string, input: object): Promise<unknown> {
  const response = await app.inject({
    method: 'POST',
    url: '/',
    headers: {
      host: '127.0.0.1',
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `AmazonSQS.${action}`,
      [INTERNAL]: internalToken,
    },
    payload: JSON.stringify(input),
  })
  if (response.statusCode !== 200) throw new Error(`${action}: ${response.body}`)
  return response.body === '' ? {} : response.json()
}

const bucketOf = (request: FastifyRequest): string => decodeURIComponent(request.url.split(/[/?]/)[1] ?? '')
const queryOf = (request: FastifyRequest): URLSearchParams => new URLSearchParams(request.url.split('?')[1] ?? '')

/** What the bucket's CORS rules grant to this request, preflight or not; null if it is no page's or nothing. */
function grantedHeaders(store: BucketStore, request: FastifyRequest): Record<string, string> | null {
  const { origin } = request.headers
  if (origin === undefined) return null
  const preflight = request.method === 'OPTIONS'
  const wanted = request.headers['access-control-request-headers']?.toString() ?? ''
  return corsHeaders(store.resource(bucketOf(request))?.cors ?? [], {
    origin,
    method: preflight ? (request.headers['access-control-request-method']?.toString() ?? '') : request.method,
    headers: preflight ? wanted.toLowerCase().split(',').map((name) => name.trim()).filter((name) => name !== '') : [],
  })
}

function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return new Refusal('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size', 400)
  return new Refusal('InternalError', error instanceof Error ? error.message : 'We encountered an internal error.', 500)
}
