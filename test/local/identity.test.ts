import { readFileSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { calculateJwkThumbprint, exportJWK, exportSPKI, generateKeyPair, importJWK, type JWTPayload, SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { choosing } from '../../lib/cli/sign-in/local-page.ts'
import { REDIRECT, renew, signIn, type SignInPoint } from '../../lib/cli/sign-in/protocol.ts'
import type { LocalUser, UserDirectory } from '../../lib/local/index.ts'
import { closeServer, listenServer } from '../../lib/local/listen.ts'
import { type Fixture, startFixture } from './fixture/local.ts'

const CLERK: LocalUser = { username: 'clerk', label: '办公室<文员>', attributes: { 'custom:role': 'agency', 'custom:secret': 'x', name: '文员' } }
const users: UserDirectory = {
  list: () => Promise.resolve([CLERK]),
  find: (username) => Promise.resolve(username === CLERK.username ? CLERK : null),
}

let fixture: Fixture
let point: SignInPoint
beforeAll(async () => {
  fixture = await startFixture({ users: () => users })
  const { signIn: found } = fixture.local
  if (found === null) throw new Error('nobody can sign in')
  point = found
})
afterAll(async () => {
  await fixture.stop()
  rmSync(fixture.home, { recursive: true })
})

const get = (authorization?: string) => fetch(`${fixture.local.api}/signed-in`, { headers: authorization === undefined ? {} : { authorization } })
const Claims = z.object({ requestContext: z.object({ authorizer: z.object({ jwt: z.object({ claims: z.record(z.string(), z.string()) }) }) }) })
const claimsSeen = async (response: Response) => Claims.parse(await response.json()).requestContext.authorizer.jwt.claims

describe('signing in', () => {
  test('gives an ID token with the attributes that the client may read, and the API takes it', async () => {
    const { idToken } = await signIn(point, choosing('clerk'))
    for (const authorization of [`Bearer ${idToken}`, idToken]) {
      const response = await get(authorization)
      expect(response.status).toBe(200)
      const claims = await claimsSeen(response)
      expect(claims).toMatchObject({ sub: 'clerk', 'custom:role': 'agency', aud: point.clientId, iss: point.issuer })
      expect(Object.keys(claims)).not.toContain('custom:secret')
      expect(Number(claims['exp']) - Number(claims['iat'])).toBe(1800)
    }
  })

  test('a refresh token gives new ones, also after a restart', async () => {
    const { refreshToken } = await signIn(point, choosing('clerk'))
    const port = Number(new URL(point.issuer).port)
    await fixture.stop()
    fixture = await startFixture({ users: () => users, home: fixture.home, identityPort: port })
    const renewed = await renew(point, refreshToken ?? '')
    expect((await get(`Bearer ${renewed.idToken}`)).status).toBe(200)
    expect(renewed.refreshToken).not.toBeNull()
  })

  test('keys and tokens lie where only their owner reads them', () => {
    for (const file of ['identity.json', 'identity.sqlite']) expect(statSync(join(fixture.home, file)).mode & 0o077).toBe(0)
  })

  const authorize = (parameters: Record<string, string>) => {
    const query = { client_id: point.clientId, response_type: 'code', scope: 'openid', redirect_uri: REDIRECT.href, code_challenge: 'x'.repeat(43), code_challenge_method: 'S256', ...parameters }
    return fetch(`${point.issuer}/auth?${new URLSearchParams(query).toString()}`, { redirect: 'manual' })
  }

  test.each([
    ['another client', { client_id: 'other' }],
    ['another address to answer to', { redirect_uri: 'https://evil.example/' }],
    ['a path beside it', { redirect_uri: `${REDIRECT.href}/x` }],
  ])('%s is told so and sent nowhere', async (_name, parameters) => {
    const response = await authorize(parameters)
    expect(response.status).toBe(400)
    expect(response.headers.get('location')).toBeNull()
  })

  test.each([
    ['no PKCE', { code_challenge: '', code_challenge_method: '' }],
    ['plain PKCE', { code_challenge_method: 'plain' }],
    ['tokens without a code', { response_type: 'id_token', nonce: 'n' }],
  ])('%s: an error, no code', async (_name, parameters) => {
    const { searchParams, hash } = new URL((await authorize(parameters)).headers.get('location') ?? '')
    expect(searchParams.get('error') ?? hash).toMatch(/invalid_request|unsupported_response_type|unauthorized_client/)
    expect(searchParams.get('code')).toBeNull()
  })

  test('a code is worth nothing without its verifier', async () => {
    let answer = new URL(REDIRECT)
    await signIn(point, async (page) => {
      answer = await choosing('clerk')(page)
      throw new Error('caught on the way')
    }).catch(() => undefined)
    const body = { grant_type: 'authorization_code', code: answer.searchParams.get('code') ?? '', client_id: point.clientId, redirect_uri: REDIRECT.href, code_verifier: 'y'.repeat(43) }
    const response = await fetch(`${point.issuer}/token`, { method: 'POST', body: new URLSearchParams(body) })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ error: 'invalid_grant' })
  })

  test('the page lists the users, in Chinese and escaped; whom the directory lacks cannot be chosen', async () => {
    const started = await authorize({})
    const page = new URL(started.headers.get('location') ?? '', point.issuer)
    const cookie = started.headers.getSetCookie().map((line) => line.split(';')[0]).join('; ')
    const shown = await fetch(page, { headers: { cookie } })
    expect(await shown.text()).toMatch(/<html lang="zh-CN">[^]*办公室&lt;文员&gt;/)
    expect(shown.headers.get('content-security-policy')).toContain("default-src 'none'")
    const refused = await fetch(page, { method: 'POST', headers: { cookie }, body: new URLSearchParams({ username: '"><b>' }) })
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('没有编号“&quot;&gt;&lt;b&gt;”')
    expect((await fetch(page, { method: 'POST', headers: { cookie }, body: 'username='.padEnd(5000, 'x') })).status).toBe(413)
    await expect(signIn(point, choosing('nobody'))).rejects.toThrow('没有编号“nobody”')
  })

  test('a foreign page cannot sign anybody in: the attempt belongs to the browser that began it', async () => {
    const started = await authorize({})
    const page = new URL(started.headers.get('location') ?? '', point.issuer)
    const response = await fetch(page, { method: 'POST', body: new URLSearchParams({ username: 'clerk' }) })
    expect(response.status).toBe(400)
    expect(await response.text()).toContain('重新开始登录')
  })
})

/** Claims; undefined takes one away. */
type Payload = Readonly<Record<string, unknown>>

describe('a token', () => {
  /** The issuer's own key: what it would sign if it erred. */
  async function issuerKey() {
    const { signing } = z.object({ signing: z.looseObject({ kid: z.string() }) }).parse(JSON.parse(readFileSync(join(fixture.home, 'identity.json'), 'utf8')))
    return { key: await importJWK(signing, 'RS256'), kid: signing.kid }
  }
  const now = () => Math.floor(Date.now() / 1000)
  const payload = (over: Payload = {}): JWTPayload => ({ sub: 'clerk', iss: point.issuer, aud: point.clientId, iat: now() - 10, exp: now() + 600, 'custom:role': 'agency', ...over })
  async function issued(over: Payload = {}): Promise<string> {
    const { key, kid } = await issuerKey()
    return new SignJWT(payload(over)).setProtectedHeader({ alg: 'RS256', kid }).sign(key)
  }
  const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  const withPayload = (token: string, change: Payload): string => {
    const [header, body = '', signature] = token.split('.')
    const before = z.record(z.string(), z.unknown()).parse(JSON.parse(Buffer.from(body, 'base64url').toString()))
    return [header, base64({ ...before, ...change }), signature].join('.')
  }

  test.each<[string, () => Promise<string>]>([
    ['as issued', () => issued()],
    ['for several audiences', () => issued({ aud: ['other', point.clientId] })],
    ['for a client, without audience', () => issued({ aud: undefined, client_id: point.clientId })],
  ])('is taken: %s', async (_name, token) => {
    expect((await get(`Bearer ${await token()}`)).status).toBe(200)
  })

  test('comes to the function as text, lists in brackets', async () => {
    const claims = await claimsSeen(await get(`Bearer ${await issued({ aud: [point.clientId, 'b'], roles: ['a', 'b'], flag: true, list: [] })}`))
    expect(claims).toMatchObject({ aud: `[${point.clientId} b]`, roles: '[a b]', flag: 'true', list: '[]' })
    expect(claims['exp']).toMatch(/^\d+$/)
  })

  const own = async () => {
    const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true })
    return { privateKey, publicKey, kid: await calculateJwkThumbprint(await exportJWK(publicKey)) }
  }

  test.each<[string, () => Promise<string | undefined>]>([
    ['none', () => Promise.resolve(undefined)],
    ['empty', () => Promise.resolve('Bearer ')],
    ['no token at all', () => Promise.resolve('Bearer x.y.z')],
    ['another scheme', async () => `Basic ${await issued()}`],
    ['of another issuer', () => issued({ iss: 'https://other.example' })],
    ['of the issuer with a slash', () => issued({ iss: `${point.issuer}/` })],
    ['without issuer', () => issued({ iss: undefined })],
    ['for another audience', () => issued({ aud: 'other' })],
    ['for another audience, by our client', () => issued({ aud: 'other', client_id: point.clientId })],
    ['without audience', () => issued({ aud: undefined })],
    ['expired', () => issued({ exp: now() - 1 })],
    ['without end', () => issued({ exp: undefined })],
    ['not yet valid', () => issued({ nbf: now() + 60 })],
    ['issued in the future', () => issued({ iat: now() + 60 })],
    ['signed with a foreign key', async () => {
      const { privateKey, kid } = await own()
      return new SignJWT(payload()).setProtectedHeader({ alg: 'RS256', kid }).sign(privateKey)
    }],
    ['signed with a foreign key under the name of the issuer’s', async () => {
      const [{ privateKey }, { kid }] = [await own(), await issuerKey()]
      return new SignJWT(payload()).setProtectedHeader({ alg: 'RS256', kid }).sign(privateKey)
    }],
    ['bringing its own key along', async () => {
      const { privateKey, publicKey, kid } = await own()
      return new SignJWT(payload()).setProtectedHeader({ alg: 'RS256', kid, jwk: await exportJWK(publicKey) }).sign(privateKey)
    }],
    ['with a forged role', async () => withPayload(await issued(), { 'custom:role': 'supervisor' })],
    ['with a forged end', async () => withPayload(await issued({ exp: now() - 1 }), { exp: now() + 600 })],
    ['without signature, alg none', () => Promise.resolve(`${base64({ alg: 'none' })}.${base64(payload())}.`)],
    ['alg None with the signature of another', async () => (await issued()).replace(/^[^.]+/, base64({ alg: 'None' }))],
    ['HS256 with the public key as the secret', async () => {
      const { kid } = await issuerKey()
      const { keys } = z.object({ keys: z.array(z.looseObject({ kid: z.string() })) }).parse(await (await fetch(`${point.issuer}/jwks`)).json())
      const key = await importJWK(keys[0] ?? {}, 'RS256', { extractable: true })
      if (key instanceof Uint8Array) throw new Error('not an RSA key')
      return new SignJWT(payload()).setProtectedHeader({ alg: 'HS256', kid }).sign(Buffer.from(await exportSPKI(key)))
    }],
    ['cut off', async () => (await issued()).slice(0, -10)],
  ])('is refused: %s', async (_name, token) => {
    const authorization = await token()
    const response = await get(authorization === undefined || authorization.includes(' ') ? authorization : `Bearer ${authorization}`)
    expect(response.status).toBe(401)
    expect(await response.json()).toEqual({ message: 'Unauthorized' })
    expect(response.headers.get('www-authenticate')).toMatch(/^Bearer/)
  })

  test('the reason stands in www-authenticate, and no token in it', async () => {
    const token = await issued({ aud: 'other' })
    const told = (await get(`Bearer ${token}`)).headers.get('www-authenticate') ?? ''
    expect(told).toBe('Bearer scope="" error="invalid_token" error_description="the token does not have a valid audience"')
  })
})

test('routes without an authorizer ask for no token', async () => {
  expect((await fetch(`${fixture.local.api}/plain`)).status).toBe(200)
})

test('the issuer answers to this machine’s name only', async () => {
  const port = Number(new URL(point.issuer).port)
  const { request } = await import('node:http')
  const status = await new Promise((resolve, reject) => {
    request({ port, host: '127.0.0.1', path: '/.well-known/openid-configuration', headers: { host: 'evil.example' } }, (response) => resolve(response.resume().statusCode)).on('error', reject).end()
  })
  expect(status).toBe(403)
})

test('an issuer that cannot be reached lets nobody in, and is asked again', async () => {
  const { Authorizers, Unauthorized } = await import('../../lib/local/api/authorizer.ts')
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true })
  let up = false
  const server = createServer((request, response) => {
    if (!up) return void response.writeHead(503).end()
    const issuer = `http://127.0.0.1:${port}`
    const answer = request.url === '/keys' ? exportJWK(publicKey).then((jwk) => ({ keys: [{ ...jwk, kid: 'k', alg: 'RS256' }] })) : Promise.resolve({ issuer, jwks_uri: `${issuer}/keys` })
    void answer.then((body) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body)))
  })
  const port = await listenServer(server)
  const issuer = `http://127.0.0.1:${port}`
  const token = await new SignJWT({ client_id: 'c' }).setProtectedHeader({ alg: 'RS256', kid: 'k' }).setIssuer(issuer).setExpirationTime('5m').sign(privateKey)
  const authorizers = new Authorizers()
  const verify = () => authorizers.verify({ issuer, audience: ['c'] }, `Bearer ${token}`)
  await expect(verify()).rejects.toThrow(Unauthorized)
  up = true
  expect(await verify()).toMatchObject({ client_id: 'c' })
  await closeServer(server)
})
