import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose'
import { z } from 'zod'

const Stored = z.object({
  /** The private key with which tokens are signed. */
  signing: z.looseObject({ kty: z.literal('RSA'), kid: z.string() }),
  /** With which the sign-in page's cookies are signed. */
  cookies: z.string().min(32),
})
type IdentityKeys = z.infer<typeof Stored>

/** The keys of this state folder's issuer: made at the first start, readable by their owner alone. */
export async function loadKeys(file: string): Promise<IdentityKeys> {
  if (!existsSync(file)) {
    const { privateKey } = await generateKeyPair('RS256', { extractable: true })
    const jwk = await exportJWK(privateKey)
    const signing = { ...jwk, kid: await calculateJwkThumbprint(jwk), alg: 'RS256', use: 'sig' }
    writeFileSync(file, `${JSON.stringify({ signing, cookies: randomBytes(32).toString('base64url') })}\n`, { mode: 0o600 })
  }
  return Stored.parse(JSON.parse(readFileSync(file, 'utf8')))
}
