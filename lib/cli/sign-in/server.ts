import { CliError, EXIT } from '../exit.ts'
import { findInstance, type Instance } from '../instance.ts'
import { choosing } from './local-page.ts'
import { renew, signIn, type SignInPoint, type Tokens } from './protocol.ts'
import { claimsOf, keepSession, readSession, type Session } from './session.ts'

/** An API, and on whose behalf it is called. */
export interface Server {
  readonly api: string
  /** The value of the header `authorization`. Renewed in time. */
  readonly authorization: () => Promise<string>
}

/** A token this near its end is renewed first. */
const MARGIN_SECONDS = 60

const fresh = (idToken: string): boolean => claimsOf(idToken).exp > Date.now() / 1000 + MARGIN_SECONDS

/**
 * The API of a running instance, as a user of its own issuer; nothing is kept.
 * @throws {CliError} if the instance takes the tokens of another issuer.
 */
export function asUser({ api, signIn: point }: Pick<Instance, 'api' | 'signIn'>, username: string): Server {
  if (!isLocal(point.issuer)) throw notSignedIn()
  let tokens: Promise<Tokens> | null = null
  return {
    api,
    authorization: async () => {
      if (tokens === null || !fresh((await tokens).idToken)) tokens = signIn(point, choosing(username))
      return `Bearer ${(await tokens).idToken}`
    },
  }
}

/**
 * The API that a command is meant for. With `as`, the running instance as that user; else whoever signed in with
 * `gongkai login`; else null: nobody did.
 * @throws {CliError} if no service runs, or what was signed in to is not the one that runs.
 */
export async function chosenServer(as: string | undefined): Promise<Server | null> {
  if (as !== undefined) return asUser(await findInstance(), as)
  const session = readSession()
  return session === null ? null : inSession(await moved(session))
}

/** The same. @throws {CliError} if nobody signed in, too. */
export async function signedInServer(as: string | undefined): Promise<Server> {
  const server = await chosenServer(as)
  if (server === null) throw notSignedIn()
  return server
}

/** The same; where nobody signed in, the running instance as its operator. */
export const operatorServer = async (as: string | undefined): Promise<Server> => (await chosenServer(as)) ?? asUser(await findInstance(), 'operator')

/** A session of the local instance outlives its addresses: they can change from start to start. */
async function moved(session: Session): Promise<Session> {
  if (!isLocal(session.api)) return session
  const { api, signIn: point } = await findInstance()
  if (point.issuer === session.issuer && point.clientId === session.clientId) return { ...session, api }
  if (session.as === null) throw expired()
  return signedIn(api, point, session.as, await signIn(point, choosing(session.as)))
}

const isLocal = (url: string): boolean => new URL(url).hostname === '127.0.0.1'

function inSession(session: Session): Server {
  let current = session
  return {
    api: session.api,
    authorization: async () => {
      if (!fresh(current.idToken)) current = signedIn(current.api, current, current.as, await renewed(current))
      return `Bearer ${current.idToken}`
    },
  }
}

async function renewed(session: Session): Promise<Tokens> {
  try {
    if (session.refreshToken !== null) return await renew(session, session.refreshToken)
  } catch {
    // No longer good; whoever was chosen without a password can be chosen again.
  }
  if (session.as === null) throw expired()
  return signIn(session, choosing(session.as))
}

/** Keeps what signing in gave. */
export function signedIn(api: string, { issuer, clientId }: SignInPoint, as: string | null, tokens: Tokens): Session {
  const session = { api, issuer, clientId, as, ...tokens }
  keepSession(session)
  return session
}

const notSignedIn = (): CliError => new CliError(EXIT.findings, '还没有登录。请先运行 gongkai login。', 'Not signed in: run gongkai login first.')
const expired = (): CliError => new CliError(EXIT.findings, '登录已经失效。请运行 gongkai login 重新登录。', 'The session has ended: run gongkai login again.')
