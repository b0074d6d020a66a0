import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { homeFolder } from '../instance.ts'

/** What `gongkai login` leaves for the commands after it. */
const Session = z.object({
  /** The API for which it is. */
  api: z.url(),
  issuer: z.url(),
  clientId: z.string(),
  /** Chosen with `--as` on the local issuer, where it can be chosen again; else null. */
  as: z.string().nullable(),
  idToken: z.string(),
  refreshToken: z.string().nullable(),
})
export type Session = z.infer<typeof Session>

const file = (): string => join(homeFolder(), 'session.json')

/** The session of the state folder; null if nobody is signed in. */
export function readSession(): Session | null {
  try {
    return Session.parse(JSON.parse(readFileSync(file(), 'utf8')))
  } catch {
    return null
  }
}

/** Keeps a session, readable by its owner alone. */
export function keepSession(session: Session): void {
  // The mode counts only for a new file.
  rmSync(file(), { force: true })
  writeFileSync(file(), `${JSON.stringify(session)}\n`, { mode: 0o600 })
}

export const dropSession = (): void => rmSync(file(), { force: true })

/** What the ID token says of its bearer. The API verifies it; here it is only shown and its end looked at. */
const Claims = z.looseObject({ sub: z.string(), exp: z.number() })

export function claimsOf(idToken: string): z.infer<typeof Claims> {
  return Claims.parse(JSON.parse(Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString()))
}
