import { createServer } from 'node:http'
import { gunzipSync } from 'node:zlib'
import type { Context } from 'aws-lambda'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { vi } from 'vitest'
import { ROUTES } from '../../functions/api/routes.ts'
import type { Role } from '../../lib/access/index.ts'
import { matchRoute } from '../../lib/local/api/routes.ts'
import { createApiServer } from '../../lib/local/api/server.ts'
import { listenApp, listenServer } from '../../lib/local/listen.ts'
import type { ApiResource } from '../../lib/local/template/model.ts'
import { apiVariables } from './api-environment.ts'
import { claimsOf } from './caller.ts'
import { startLine } from './line.ts'

/** An answer as a client gets it. */
export interface Heard {
  /** Of the route that the request met; null if none. */
  readonly route: string | null
  readonly status: number
  readonly type: string
  readonly headers: Headers
  readonly bytes: Buffer
  readonly text: string
}

export interface Request {
  readonly as?: readonly [role: Role, agency?: string] | 'nobody' | 'no role'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array<ArrayBuffer>
}

const AUDIENCE = 'gateway-test'

/** The API as clients meet it: HTTP, the gateway with its authorizer, an issuer of real tokens, the function behind. */
export async function startGateway() {
  const line = await startLine()
  for (const [name, value] of Object.entries(await apiVariables(line, { malwareScan: true }))) vi.stubEnv(name, value)
  const { handler } = await import('../../functions/api/handler.ts')
  const issuer = await startIssuer()
  const authorizer = { issuer: issuer.url, audience: [AUDIENCE] }
  const resource: ApiResource = {
    cors: { AllowOrigins: ['https://console.example'], AllowMethods: ['GET', 'POST'], AllowHeaders: ['authorization'], ExposeHeaders: [], AllowCredentials: false, MaxAge: 60 },
    routes: ROUTES.map(({ key, action }) => ({ key, functionArn: 'api', timeoutMilliseconds: 10_000, authorizer: action === null ? null : authorizer })),
  }
  const context = { getRemainingTimeInMillis: () => 10_000, functionName: 'api', awsRequestId: 'r' } as Context
  const invoke = async (_arn: string, event: string): Promise<string> =>
    JSON.stringify(await handler(JSON.parse(event) as Parameters<typeof handler>[0], context))
  const app = createApiServer(() => ({ resource, invoke }))
  const url = `http://127.0.0.1:${await listenApp(app)}`
  const heard: Heard[] = []

  return {
    ...line,
    url,
    /** Everything that was answered so far. */
    heard,
    token: issuer.token,
    async ask(method: string, path: string, { as = ['supervisor', 'xinghu'], headers = {}, body }: Request = {}): Promise<Heard> {
      const authorization: Record<string, string> = as === 'nobody' ? {} : { authorization: `Bearer ${await issuer.token(as === 'no role' ? { sub: 'u' } : claimsOf(...as))}` }
      const response = await fetch(url + path, { method, headers: { ...authorization, ...headers }, ...(body !== undefined && { body }) })
      const raw = Buffer.from(await response.arrayBuffer())
      const bytes = raw[0] === 0x1f && raw[1] === 0x8b ? gunzipSync(raw) : raw
      const route = matchRoute(resource.routes, method, path.split('?')[0] ?? '')?.route.key ?? null
      const type = response.headers.get('content-type')?.split(';')[0] ?? ''
      const answer = { route, status: response.status, type, headers: response.headers, bytes, text: bytes.toString() }
      heard.push(answer)
      return answer
    },
    async stop() {
      await app.close()
      await issuer.stop()
      await line.stop()
    },
  }
}

/** An issuer with one key, which signs whatever claims a test wants. */
async function startIssuer() {
  const { publicKey, privateKey } = await generateKeyPair('RS256')
  const keys = { keys: [{ ...(await exportJWK(publicKey)), kid: 'k', alg: 'RS256' }] }
  let url = ''
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(request.url === '/keys' ? keys : { issuer: url, jwks_uri: `${url}/keys` }))
  })
  url = `http://127.0.0.1:${await listenServer(server)}`
  return {
    url,
    token: (claims: Record<string, string>): Promise<string> =>
      new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'k' }).setIssuer(url).setAudience(AUDIENCE).setIssuedAt().setExpirationTime('5m').sign(privateKey),
    async stop() {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}
