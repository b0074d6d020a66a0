import { type Action, POLICY, type Role, type Scope } from './policy.ts'

/** Who asks, as the token says. */
export interface Principal {
  /** The issuer's id of the user. */
  readonly subject: string
  readonly role: Role
  /** The agency that the user acts for; null for operators. */
  readonly agency: string | null
}

/** What a right is asked about: whose it is, and who stands above that agency, nearest first. */
export interface AccessObject {
  readonly agency: string
  readonly ancestors: readonly string[]
}

/** How far a principal's right to do `action` reaches. Who acts for no agency has neither `own` nor `subtree`. */
export function scopeOf({ role, agency }: Pick<Principal, 'role' | 'agency'>, action: Action): Scope {
  const scopes: Partial<Readonly<Record<Role, Scope>>> = POLICY[action].scopes
  const scope = scopes[role] ?? 'none'
  return agency === null && scope !== 'all' ? 'none' : scope
}

/** Whether the principal may do `action` to this object. */
export function allows(principal: Pick<Principal, 'role' | 'agency'>, action: Action, { agency, ancestors }: AccessObject): boolean {
  switch (scopeOf(principal, action)) {
    case 'none':
      return false
    case 'own':
      return agency === principal.agency
    case 'subtree':
      return agency === principal.agency || (principal.agency !== null && ancestors.includes(principal.agency))
    case 'all':
      return true
  }
}
