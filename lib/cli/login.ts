import { z } from 'zod'
import { CliError, EXIT, type ExitCode } from './exit.ts'
import { findInstance } from './instance.ts'
import { readOptions } from './options.ts'
import { inBrowser } from './sign-in/browser.ts'
import { choosing } from './sign-in/local-page.ts'
import { signIn } from './sign-in/protocol.ts'
import { signedIn } from './sign-in/server.ts'
import { claimsOf, dropSession, readSession } from './sign-in/session.ts'
import { print } from './terminal.ts'

const LoginOptions = z.object({ as: z.string().optional(), api: z.url().optional(), issuer: z.url().optional(), client: z.string().optional() })

/**
 * `gongkai login`: signs in to the running service, or with `--api`, `--issuer` and `--client` to one on AWS.
 * @throws {CliError} usage or unavailable; refused if the issuer refuses.
 */
export async function login(given: unknown): Promise<ExitCode> {
  const { as, ...remote } = readOptions(LoginOptions, given)
  const { api, point } = await whereTo(remote)
  const session = signedIn(api, point, as ?? null, await signIn(point, as === undefined ? inBrowser : choosing(as)).catch(refused))
  await print(`已登录：${nameOf(session.idToken)}\n`)
  return EXIT.ok
}

async function whereTo({ api, issuer, client }: Omit<z.infer<typeof LoginOptions>, 'as'>) {
  if (api !== undefined && issuer !== undefined && client !== undefined) return { api: api.replace(/\/$/, ''), point: { issuer, clientId: client } }
  if (api !== undefined || issuer !== undefined || client !== undefined)
    throw new CliError(EXIT.usage, '--api、--issuer、--client 要么都写，要么都不写。', 'Give all of --api, --issuer and --client, or none of them.')
  const instance = await findInstance()
  return { api: instance.api, point: instance.signIn }
}

function refused(error: unknown): never {
  if (error instanceof CliError) throw error
  const reason = error instanceof Error ? error.message : String(error)
  throw new CliError(EXIT.findings, `登录没有成功。请重试；仍不成功的，请联系管理员（${reason}）。`, `Signing in failed: ${reason}`)
}

/** `gongkai logout`: forgets who signed in. */
export async function logout(): Promise<ExitCode> {
  dropSession()
  await print('已退出登录。\n')
  return EXIT.ok
}

/** `gongkai whoami`: prints who is signed in. Exit code 1 if nobody is. */
export async function whoami({ json = false }: { json?: boolean }): Promise<ExitCode> {
  const session = readSession()
  if (json) await print(`${JSON.stringify(session === null ? null : { api: session.api, ...claimsOf(session.idToken) }, null, 2)}\n`)
  else await print(session === null ? '没有登录。\n' : `${nameOf(session.idToken)}（${session.api}）\n`)
  return session === null ? EXIT.findings : EXIT.ok
}

const ROLES: Readonly<Record<string, string>> = { agency: '报送单位', supervisor: '主管部门', operator: '系统管理员' }

/** A user pool's claims; those of another issuer can have other names, its user's id is always there. */
function nameOf(idToken: string): string {
  const { sub, ...claims } = claimsOf(idToken)
  const text = (name: string): string => z.string().catch('').parse(claims[name])
  const role = ROLES[text('custom:role')] ?? ''
  return [text('custom:agency') || text('name') || sub, role].filter((part) => part !== '').join(' ')
}
