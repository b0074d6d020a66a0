import type { Role } from '../../lib/access/index.ts'

/** Who calls, as the claims of a token that API Gateway has verified. */
export const claimsOf = (role: Role, agency?: string): Record<string, string> => ({
  sub: `user-of-${agency ?? role}`,
  'custom:role': role,
  ...(agency !== undefined && { 'custom:agency': agency }),
})

export const CLAIM_VARIABLES = { ROLE_CLAIM: 'custom:role', AGENCY_CLAIM: 'custom:agency' }

/** The part of an event's request context that says who calls; `null`: no token. */
export const authorized = (claims: Readonly<Record<string, string>> | null) => (claims === null ? {} : { authorizer: { jwt: { claims, scopes: null } } })
