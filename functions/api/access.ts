import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import { type AccessObject, type Action, allows, type Principal, type Scope, scopeOf } from '../../lib/access/index.ts'
import { type Agency, findAgencies, findAgency } from '../../lib/store/agency.ts'
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
  if (scope === 'none')
    throw new HttpProblem(403, { zh: '您的账号没有这项操作的权限。确有需要的，请联系管理员。', en: 'Your role may not do this.' })
  return { principal, scope, allows: (object) => allows(principal, action, object) }
}

/** The agency, if the register has it and it is within reach; else null. */
export async function agencyWithin(store: Store, access: Access, id: string): Promise<Agency | null> {
  if (access.scope === 'own' && id !== access.principal.agency) return null
  const agency = await findAgency(store, id)
  return agency !== null && access.allows({ agency: id, ancestors: agency.ancestors }) ? agency : null
}

/** Whether an agency is within reach: the caller's own, or one that the register knows to be below it. */
export const reaches = async (store: Store, access: Access, id: string): Promise<boolean> =>
  id === access.principal.agency || (await agencyWithin(store, access, id)) !== null

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
