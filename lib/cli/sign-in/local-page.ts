import { CliError, EXIT } from '../exit.ts'
import { REDIRECT, type Visit } from './protocol.ts'

/** Redirects between page, form and answer; the local issuer needs three. */
const HOPS = 10

/**
 * Chooses `username` on the sign-in page of the local issuer, which asks for no password.
 * @throws {CliError} if there is no such user.
 */
export const choosing = (username: string): Visit => async (page) => {
  const cookies = new Map<string, string>()
  let form: string | null = null
  for (let hop = 0, url = page; hop < HOPS; hop += 1) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const init: RequestInit = form === null ? {} : { method: 'POST', body: new URLSearchParams({ username: form }) }
    const response = await fetch(url, { ...init, redirect: 'manual', headers: { cookie } })
    for (const [, name, value] of response.headers.getSetCookie().flatMap((line) => [/^([^=]+)=([^;]*)/.exec(line) ?? []]))
      if (name !== undefined && value !== undefined) cookies.set(name, value)
    const location = response.headers.get('location')
    if (location === null) {
      // The page itself: choose; shown again, it has refused the choice.
      if (form !== null || !response.ok) throw unknownUser(username)
      form = username
      continue
    }
    url = new URL(location, url)
    form = null
    if (url.origin === REDIRECT.origin && url.pathname === REDIRECT.pathname) return url
  }
  throw new Error('the sign-in page of the local issuer leads nowhere')
}

const unknownUser = (username: string): CliError =>
  new CliError(
    EXIT.findings,
    `单位名录里没有编号“${username}”。请核对编号；单位还没有登记的，请先导入单位名录。`,
    `There is no user ${username}: the register has no such agency.`,
  )
