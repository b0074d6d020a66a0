import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import * as z from 'zod'
import { type Principal, ROLES } from '../../lib/access/index.ts'
import { AgencyId } from '../../lib/store/object-keys.ts'
import { HttpProblem } from './problem.ts'

/** Which claims of the token say role and agency. */
export interface ClaimNames {
  readonly role: string
  readonly agency: string
}

/** What API Gateway's JWT authorizer leaves in the event once it has verified the token. */
const Authorized = z.object({ authorizer: z.object({ jwt: z.object({ claims: z.record(z.string(), z.unknown()) }) }) })

const Claims = z.object({ subject: z.string().min(1).max(255), role: z.enum(ROLES), agency: AgencyId.optional() })

/**
 * Who asks, read from the verified claims. Whatever is odd is denied: an unknown role, several of them, a role of
 * agencies without an agency.
 * @throws {HttpProblem} 401 without a token, 403 for a token that says no such role.
 */
export function principalOf(event: APIGatewayProxyEventV2, names: ClaimNames): Principal {
  const authorized = Authorized.safeParse(event.requestContext)
  if (!authorized.success) throw new HttpProblem(401, { zh: '没有登录，或者登录已经失效。请登录后再试。', en: 'No token, or one that has ended. Sign in and try again.' })
  const { claims } = authorized.data.authorizer.jwt
  const parsed = Claims.safeParse({ subject: claims['sub'], role: claims[names.role], agency: claims[names.agency] })
  if (!parsed.success) throw noRole()
  const { subject, role, agency } = parsed.data
  if (role === 'operator') return { subject, role, agency: null }
  if (agency === undefined) throw noRole()
  return { subject, role, agency }
}

const noRole = (): HttpProblem =>
  new HttpProblem(403, {
    zh: '这个账号没有设置有效的角色或所属单位，不能使用本系统。请联系管理员为账号设置角色和单位。',
    en: 'The token names no role and agency that are known here. Ask the operator to set them.',
  })
