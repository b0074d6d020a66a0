import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify'
import { Refusal } from '../guard/errors.ts'
import { requireLoopbackHost } from '../guard/loopback.ts'
import type { ApiResource } from '../template/model.ts'
import { Authorizers, Unauthorized } from './authorizer.ts'
import { allowsOrigin, apiCorsHeaders } from './cors.ts'
import { type ApiAnswer, BAD_REQUEST, FORBIDDEN, INTERNAL_SERVER_ERROR, NOT_FOUND, SERVICE_UNAVAILABLE, toAnswer, toEvent, TOO_LARGE, unauthorized } from './event.ts'
import { matchRoute } from './routes.ts'

/** HTTP APIs take 10 MB at most. */
const BODY_LIMIT = 10 * 1024 * 1024

export interface ApiBackend {
  readonly resource: ApiResource
  /** Invokes the function with an event as JSON; rejects if it fails. */
  readonly invoke: (functionArn: string, event: string) => Promise<string>
}

/** How long a request may take to arrive, head and body: who sends slower keeps a connection from others. */
const ARRIVAL_MS = 30_000

/** The HTTP API of the stack. `backend` gives null until the stack is ready. */
export function createApiServer(backend: () => ApiBackend | null, arrivalMilliseconds = ARRIVAL_MS): FastifyInstance {
  const app = Fastify({
    bodyLimit: BODY_LIMIT,
    forceCloseConnections: 'idle',
    requestTimeout: arrivalMilliseconds,
    http: { headersTimeout: arrivalMilliseconds, requestTimeout: arrivalMilliseconds, connectionsCheckingInterval: arrivalMilliseconds / 4 },
    frameworkErrors: (_error, _request, reply) => void send(reply, BAD_REQUEST),
  })
  const authorizers = new Authorizers()
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  app.addHook('onRequest', (request, _reply, done) => {
    requireLoopbackHost(request.headers)
    // Node keeps the first of several; what stands before the service may have gone by another.
    if ((request.raw.headersDistinct['host']?.length ?? 0) > 1) throw new Refusal('BadRequest', 'There are several hosts.', 400)
    if ((request.raw.headersDistinct['authorization']?.length ?? 0) > 1) throw new Unauthorized('there are several tokens')
    done()
  })
  app.setNotFoundHandler((_request, reply) => send(reply, NOT_FOUND))
  app.setErrorHandler((error: unknown, _request, reply) => {
    if (error instanceof Refusal) return send(reply, error.status === 400 ? BAD_REQUEST : FORBIDDEN)
    if (error instanceof Unauthorized) return send(reply, unauthorized(error.message))
    const status = typeof error === 'object' && error !== null && 'statusCode' in error ? Number(error.statusCode) : 500
    return send(reply, status === 413 ? TOO_LARGE : status < 500 ? BAD_REQUEST : INTERNAL_SERVER_ERROR)
  })
  app.all('/*', async (request, reply) => {
    const current = backend()
    if (current === null) return send(reply, SERVICE_UNAVAILABLE)
    const { resource } = current
    const { origin, host = '' } = request.headers
    if (origin !== undefined) {
      if (!allowsOrigin(resource.cors, origin, `http://${host}`)) return send(reply, FORBIDDEN)
      const preflight = request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined
      void reply.headers(apiCorsHeaders(resource.cors, origin, preflight))
      if (preflight && resource.cors !== null) return reply.status(204).send()
    }
    const url = request.raw.url ?? '/'
    const matched = matchRoute(resource.routes, request.method, url.split('?')[0] ?? '/')
    if (matched === null) return send(reply, NOT_FOUND)
    const { authorizer } = matched.route
    const claims = authorizer === null ? null : await authorizers.verify(authorizer, request.headers.authorization)
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
    const event = JSON.stringify(toEvent({ method: request.method, url, headers: request.headers, body }, matched, claims))
    const answer = current.invoke(matched.route.functionArn, event).then(toAnswer, () => INTERNAL_SERVER_ERROR)
    return send(reply, await within(matched.route.timeoutMilliseconds, answer))
  })
  return app
}

async function within(milliseconds: number, answer: Promise<ApiAnswer>): Promise<ApiAnswer> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<ApiAnswer>((resolve) => {
    timer = setTimeout(() => resolve(SERVICE_UNAVAILABLE), milliseconds)
  })
  return Promise.race([answer, late]).finally(() => clearTimeout(timer))
}

const send = (reply: FastifyReply, answer: ApiAnswer) => reply.status(answer.status).headers(answer.headers).send(answer.body)
