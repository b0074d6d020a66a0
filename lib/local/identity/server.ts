import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { Refusal } from '../guard/errors.ts'
import { requireLoopbackHost } from '../guard/loopback.ts'
import { createIssuer, type IssuerOptions, SIGN_IN } from './issuer.ts'
import { renderSignIn } from './page.ts'

/** What a form with one name in it can hold. */
const FORM_LIMIT = 1000

/** What answers a request once everything is known that the issuer needs. */
export type IdentityHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** The issuer's own routes, and before them the page on which one chooses whom to sign in as. */
export function identityHandler(options: IssuerOptions): IdentityHandler {
  const issuer = createIssuer(options)
  const callback = issuer.callback()
  const { users } = options

  async function signIn(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // Throws where the cookie does not belong to this attempt: a foreign page cannot sign anybody in.
    await issuer.interactionDetails(request, response)
    let problem: string | null = null
    if (request.method === 'POST') {
      const username = (await formOf(request)).get('username') ?? ''
      if ((await users.find(username)) !== null) return issuer.interactionFinished(request, response, { login: { accountId: username } })
      problem = `单位名录里没有编号“${username}”。请核对编号；单位还没有登记的，请先导入单位名录。`
    }
    const body = renderSignIn(await users.list(), problem)
    response.writeHead(problem === null ? 200 : 422, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
      'cache-control': 'no-store',
    })
    response.end(body)
  }

  return async (request, response) => {
    if (request.url?.startsWith(SIGN_IN) !== true) return callback(request, response)
    try {
      await signIn(request, response)
    } catch (error) {
      if (error instanceof Refusal) throw error
      send(response, 400, '这次登录已经失效，请重新开始登录。\n')
    }
  }
}

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  if (Number(request.headers['content-length'] ?? FORM_LIMIT + 1) > FORM_LIMIT) throw new Refusal('RequestEntityTooLarge', 'The form is too large.', 413)
  return new URLSearchParams(await text(request))
}

/** Serves the issuer. `handler` gives null until the stack is ready, and where the template has no user pool. */
export function createIdentityServer(handler: () => IdentityHandler | null): Server {
  return createServer((request, response) => {
    const serve = async (): Promise<void> => {
      requireLoopbackHost(request.headers)
      const current = handler()
      if (current === null) send(response, 503, 'Service Unavailable\n')
      else await current(request, response)
    }
    serve().catch((error: unknown) => {
      const refusal = error instanceof Refusal ? error : new Refusal('InternalFailure', String(error), 500)
      send(response, refusal.status, `${refusal.message}\n`)
    })
  })
}

function send(response: ServerResponse, status: number, body: string): void {
  if (!response.headersSent) response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' })
  response.end(body)
}
