import Fastify, { type FastifyInstance } from 'fastify'
import { z } from 'zod'
import { Refusal } from '../guard/errors.ts'
import { requireLoopbackHost } from '../guard/loopback.ts'
import type { SignatureVerifier } from '../guard/signature.ts'
import type { Passage } from '../schedule/passage.ts'

/** So far a clock may be put ahead in one go: longer jumps are slips of the keyboard. */
const FARTHEST_MS = 366 * 24 * 60 * 60 * 1000

const Query = z.object({ until: z.iso.datetime().transform((text) => new Date(text)) })

/**
 * What AWS has no counterpart of: `GET /clock` tells the time of this instance, `POST /clock?until=…` (ISO 8601, UTC) lets it
 * pass up to then, but not beyond the next scheduled work, and answers when that is done: `{ now, reached, mails }`, `mails`
 * as many as were sent meanwhile. Only requests signed with the instance's own key come through: no web page has it.
 */
export function createControlServer(verifier: SignatureVerifier, passage: () => Passage | null, mails: () => number): FastifyInstance {
  const app = Fastify({ forceCloseConnections: 'idle' })
  app.addHook('onRequest', (request, _reply, done) => {
    requireLoopbackHost(request.headers)
    verifier.verify({ method: request.method, url: request.raw.url ?? '/', headers: request.headers, body: null })
    done()
  })
  app.setErrorHandler((error: unknown, _request, reply) => {
    const refusal = error instanceof Refusal ? error : new Refusal('InternalFailure', String(error), 500)
    return reply.status(refusal.status).send(refusal.toJson())
  })
  const ready = (): Passage => {
    const found = passage()
    if (found === null) throw new Refusal('ServiceUnavailable', 'The stack is not ready yet.', 503)
    return found
  }

  app.get('/clock', () => ({ now: ready().now().toISOString() }))
  app.post('/clock', async (request) => {
    const time = ready()
    const query = Query.safeParse(request.query)
    if (!query.success) throw new Refusal('ValidationException', z.prettifyError(query.error), 400)
    const ahead = query.data.until.getTime() - time.now().getTime()
    if (ahead < 0) throw new Refusal('ValidationException', 'Time does not go backwards.', 400)
    if (ahead > FARTHEST_MS) throw new Refusal('ValidationException', 'A year at a time at most.', 400)
    if (time.passing) throw new Refusal('ConflictException', 'Time is passing already.', 409)
    const before = mails()
    const reached = await time.step(query.data.until)
    return { now: time.now().toISOString(), reached, mails: mails() - before }
  })
  return app
}
