import type { Keyring } from '../guard/keyring.ts'
import type { Credentials } from '../guard/signature.ts'
import type { RoleResource } from '../template/model.ts'

/** Access keys for the users and roles whom roles of the template trust, by ARN. They may do nothing but take these roles on. */
export function keysForTrusted(roles: readonly RoleResource[], keyring: Keyring): Record<string, Credentials> {
  const principals = roles.flatMap(({ trust }) => trust.flatMap(({ document: { Principal } }) => (typeof Principal === 'object' ? (Principal['AWS'] ?? []) : [])))
  return Object.fromEntries([...new Set(principals)].map((arn) => [arn, keyring.make(arn, { arn, policies: [], context: { 'aws:PrincipalArn': arn } })]))
}
