import { randomUUID } from 'node:crypto'
import Fastify, { type FastifyInstance } from 'fastify'
import type { Authorization, Wording } from '../guard/authorization.ts'
import { Refusal } from '../guard/errors.ts'
import { requireLoopbackHost } from '../guard/loopback.ts'
import type { SignatureVerifier } from '../guard/signature.ts'
import { mailCalls } from './actions.ts'
import type { Mail, Mailbox } from './box.ts'
import { renderMailbox } from './page.ts'
import { LocalClock } from '../schedule/clock.ts'
import { parseSendEmail } from './send-email.ts'
import type { Sending } from './simulator.ts'

/** SES takes 40 MB at most. */
const BODY_LIMIT = 40 * 1024 * 1024

const WORDING: Wording = { code: 'AccessDeniedException', status: 403 }

/**
 * SES v2's SendEmail, and the mailbox as a page (`/`) and as JSON (`/mails`, newest first).
 * `accepted` hears of each mail once it is on disk. Mails are dated by `clock`.
 */
export function createMailServer(
  box: Mailbox,
  verifier: SignatureVerifier,
  authorization: Authorization,
  accepted: (mail: Mail, sending: Sending) => void,
  clock: Pick<LocalClock, 'now'> = new LocalClock(),
): FastifyInstance {
  const app = Fastify({ bodyLimit: BODY_LIMIT, forceCloseConnections: 'idle' })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  app.addHook('onRequest', (request, reply, done) => {
    requireLoopbackHost(request.headers)
    void reply.headers({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' })
    done()
  })
  app.setErrorHandler((error: unknown, _request, reply) => {
    const tooLarge = error instanceof Error && 'statusCode' in error && error.statusCode === 413
    const refusal = error instanceof Refusal ? error : tooLarge ? new Refusal('RequestEntityTooLarge', 'The request is too large.', 413) : new Refusal('InternalFailure', String(error), 500)
    return reply.status(refusal.status).header('x-amzn-errortype', refusal.code).send({ message: refusal.message })
  })

  app.post('/v2/email/outbound-emails', async (request) => {
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
    const caller = verifier.verify({ method: request.method, url: request.raw.url ?? '/', headers: request.headers, body })
    const { mail: asked, sending } = parseSendEmail(JSON.parse(body.toString('utf8')))
    authorization.require(caller, mailCalls(asked.from, sending.configurationSet), WORDING)
    const mail = { ...asked, id: randomUUID(), at: clock.now().toISOString() }
    await box.accept(mail)
    accepted(mail, sending)
    return { MessageId: mail.id }
  })

  app.get('/', (_request, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; frame-ancestors 'none'")
      .send(renderMailbox(box.list())),
  )
  app.get('/mails', (_request, reply) => reply.send(box.list()))
  app.get<{ Params: { file: string } }>('/mails/:file', (request, reply) => {
    const mail = box.find(request.params.file.replace(/\.html$/, ''))
    if (mail === undefined) throw new Refusal('NotFoundException', 'There is no such mail.', 404)
    return reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:")
      .send(mail.html)
  })
  return app
}
