import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose'
import { z } from 'zod'
import type { JwtAuthorizer } from '../template/model.ts'

/**
 * API Gateway's JWT authorizer.
 * Source: Amazon API Gateway Developer Guide, “Controlling access to HTTP APIs with JWT authorizers”.
 */

/** API Gateway caches keys for two hours. */
const KEYS_MS = 2 * 60 * 60 * 1000

/** Only RSA: with these no public key can be taken for a shared secret, and `none` is no algorithm. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512']

/** The token is refused; the message is for `www-authenticate`, empty where none was sent. */
export class Unauthorized extends Error {
  override readonly name = 'Unauthorized'
}

const Discovery = z.object({ issuer: z.string(), jwks_uri: z.url() })
type Keys = ReturnType<typeof createRemoteJWKSet>

/** Claims as they stand in the function's event: everything is text there, lists in brackets. */
export type EventClaims = Readonly<Record<string, string>>

/** Verifies tokens of any number of issuers, whose keys it fetches once. */
export class Authorizers {
  readonly #keys = new Map<string, Promise<Keys>>()

  /** Throws Unauthorized unless the header carries a token that this authorizer lets in. */
  async verify({ issuer, audience }: JwtAuthorizer, header: string | undefined): Promise<EventClaims> {
    const token = header?.replace(/^Bearer +/i, '').trim() ?? ''
    if (token === '') throw new Unauthorized('')
    let payload: JWTPayload
    try {
      const options = { issuer, algorithms: ALGORITHMS, requiredClaims: ['exp'] }
      ;({ payload } = await jwtVerify(token, await this.#keysOf(issuer), options))
    } catch (error) {
      throw new Unauthorized(error instanceof errors.JOSEError ? error.message : 'the keys of the issuer cannot be had')
    }
    // `client_id` counts only where there is no `aud`; of what is to come jose looks at `nbf` alone.
    const audiences = [payload.aud ?? payload['client_id']].flat()
    if (!audiences.some((one) => typeof one === 'string' && audience.includes(one))) throw new Unauthorized('the token does not have a valid audience')
    if (payload.iat !== undefined && payload.iat > Date.now() / 1000) throw new Unauthorized('the token is from the future')
    return Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, asText(value)]))
  }

  #keysOf(issuer: string): Promise<Keys> {
    const known = this.#keys.get(issuer)
    if (known !== undefined) return known
    const keys = discover(issuer)
    this.#keys.set(issuer, keys)
    // An issuer that did not answer is asked again the next time.
    keys.catch(() => this.#keys.delete(issuer))
    return keys
  }
}

async function discover(issuer: string): Promise<Keys> {
  const response = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, { signal: AbortSignal.timeout(5000) })
  const found = Discovery.parse(await response.json())
  if (found.issuer !== issuer) throw new Error(`the issuer calls itself ${found.issuer}`)
  return createRemoteJWKSet(new URL(found.jwks_uri), { cacheMaxAge: KEYS_MS })
}

const asText = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(asText).join(' ')}]`
  return typeof value === 'string' ? value : JSON.stringify(value)
}
