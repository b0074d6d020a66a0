import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import { type AccessObject, type Action, allows, type Principal, type Scope, scopeOf } from '../../lib/access/index.ts'
import { findAgencies, findAgency } from '../../lib/store/agency.ts'
import type { Result } from '../../lib/store/result.ts'
import type { Store } from '../../lib/store/table.ts'
import { type ClaimNames, principalOf } from './principal.ts'
import { HttpProblem } from './problem.ts'

/** What whoever calls a route may reach with it. */
export interface Access {
  readonly principal: Principal
  /** Never `none`. */
  readonly scope: Exclude<Scope, 'none'>
  /** Whether the action may be done to this object. If not, answer as if it did not exist. */
  readonly allows: (object: AccessObject) => boolean
}

/**
 * The caller's reach for `action`.
 * @throws {HttpProblem} 401 without a token; 403 if the token says no role that is known, or the role may never do this.
 */
export function accessFor(event: APIGatewayProxyEventV2, action: Action, names: ClaimNames): Access {
  const principal = principalOf(event, names)
  const scope = scopeOf(principal, action)
  if (scope === 'none') throw new HttpProblem(403, '没有权限', '您的账号没有这项操作的权限。确有需要的，请联系管理员。')
  return { principal, scope, allows: (object) => allows(principal, action, object) }
}

/** Whether an agency of the register is within reach; one that the register lacks never is. */
export async function reaches(store: Store, access: Access, agency: string): Promise<boolean> {
  if (access.scope === 'own' || agency === access.principal.agency) return agency === access.principal.agency
  const found = await findAgency(store, agency)
  return found !== null && access.allows({ agency, ancestors: found.ancestors })
}

/** Those of the results that are within reach. The register decides whose they are now; what it lacks stays where it was. */
export async function within<R extends Pick<Result, 'agency' | 'ancestors'>>(store: Store, access: Access, results: readonly R[]): Promise<R[]> {
  if (access.scope === 'all') return [...results]
  const foreign = results.flatMap(({ agency }) => (agency === null || agency === access.principal.agency ? [] : [agency]))
  const registered = access.scope === 'own' ? [] : await findAgencies(store, foreign)
  const ancestors = new Map(registered.map((agency) => [agency.id, agency.ancestors]))
  return results.filter(
    (result) => result.agency !== null && access.allows({ agency: result.agency, ancestors: ancestors.get(result.agency) ?? result.ancestors }),
  )
}
