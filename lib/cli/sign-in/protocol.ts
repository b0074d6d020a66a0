import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  type Configuration,
  discovery,
  None,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  refreshTokenGrant,
} from 'openid-client'
import { z } from 'zod'

/** Where one signs in, and as which client. */
export interface SignInPoint {
  readonly issuer: string
  readonly clientId: string
}

/** Where the issuer sends the answer; user pools compare it exactly, so the port is fixed. */
export const REDIRECT = new URL('http://localhost:7113/callback')

export interface Tokens {
  /** What the API is sent: a user pool puts role and agency into this one. */
  readonly idToken: string
  readonly refreshToken: string | null
}

/** Takes the page's address, has somebody sign in there, and gives the address to which that leads. */
export type Visit = (page: URL) => Promise<URL>

/**
 * Signs in by authorization code with PKCE. Rejects if the issuer refuses, or answers what was not asked.
 * Source: RFC 8252, OAuth 2.0 for native apps.
 */
export async function signIn(point: SignInPoint, visit: Visit): Promise<Tokens> {
  const issuer = await configure(point)
  const verifier = randomPKCECodeVerifier()
  const [state, nonce] = [randomState(), randomNonce()]
  const page = buildAuthorizationUrl(issuer, {
    redirect_uri: REDIRECT.href,
    scope: 'openid',
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
  })
  const answer = await visit(page)
  return tokensOf(await authorizationCodeGrant(issuer, answer, { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true }), null)
}

/** New tokens for a refresh token. Rejects if it is no longer good. */
export async function renew(point: SignInPoint, refreshToken: string): Promise<Tokens> {
  return tokensOf(await refreshTokenGrant(await configure(point), refreshToken), refreshToken)
}

/** TLS may be left out only on this very machine. */
async function configure({ issuer, clientId }: SignInPoint): Promise<Configuration> {
  const url = new URL(issuer)
  const local = url.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so to be noticed
  return discovery(url, clientId, undefined, None(), local ? { execute: [allowInsecureRequests] } : {})
}

const Answer = z.object({ id_token: z.string(), refresh_token: z.string().optional() })

function tokensOf(answer: unknown, before: string | null): Tokens {
  const { id_token, refresh_token } = Answer.parse(answer)
  return { idToken: id_token, refreshToken: refresh_token ?? before }
}
