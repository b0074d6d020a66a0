import { type Context, valuesOf } from './context.ts'
import { PolicyError } from './errors.ts'

/** Of whom a policy speaks: `*`, or values by kind. */
export type Principals = '*' | Readonly<Record<string, readonly string[]>>

/** The condition key that says who asks, by the kind of principal. */
const KEYS: Readonly<Record<string, string>> = {
  AWS: 'aws:PrincipalArn',
  Service: 'aws:PrincipalServiceName',
  Federated: 'aws:FederatedProvider',
}

/**
 * Whether the context's `aws:PrincipalArn`, `aws:PrincipalServiceName` or `aws:FederatedProvider` is among them.
 * @throws {PolicyError} for another kind, or a whole account: what that grants depends on more than this policy.
 */
export function principalMatcher(principals: Principals): (context: Context) => boolean {
  if (principals === '*') return () => true
  const kinds = Object.entries(principals).map(([kind, names]) => {
    const key = KEYS[kind]
    if (key === undefined) throw new PolicyError(`the principal ${kind} is not known here`)
    const account = kind === 'AWS' && names.find((name) => /^\d{12}$|:root$/.test(name))
    if (account !== undefined && account !== false) throw new PolicyError(`the principal ${account} is a whole account, which is not known here`)
    return { key, names, everybody: kind === 'AWS' && names.includes('*') }
  })
  return (context) => kinds.some(({ key, names, everybody }) => everybody || (valuesOf(context, key) ?? []).some((who) => names.includes(who)))
}
