import { randomUUID } from 'node:crypto'
import { Refusal } from '../guard/errors.ts'
import type { Caller, Keyring } from '../guard/keyring.ts'
import { sessionOf } from '../host/role.ts'
import { decide } from '../iam/decide.ts'
import { escapeXml } from '../storage/xml.ts'
import type { RoleResource } from '../template/model.ts'
import { type AssumeRole, readAssumeRole } from './request.ts'

const NAMESPACE = 'https://sts.amazonaws.com/doc/2011-06-15/'

export interface StsAnswer {
  readonly status: number
  readonly xml: string
}

/** AWS's Security Token Service, as far as roles of the template are taken on by whom they trust. */
export class TokenService {
  readonly #keyring: Keyring
  #roles: readonly RoleResource[] = []

  constructor(keyring: Keyring) {
    this.#keyring = keyring
  }

  /** From now on these roles can be taken on. */
  serve(roles: readonly RoleResource[]): void {
    this.#roles = roles
  }

  /** Throws Refusal; `stsError` puts it as the service does. */
  answer(caller: Caller, form: URLSearchParams): StsAnswer {
    return { status: 200, xml: this.#assume(caller, readAssumeRole(form)) }
  }

  #assume(caller: Caller, asked: AssumeRole): string {
    const role = this.#roles.find(({ arn }) => arn === asked.RoleArn)
    if (role === undefined || !trusts(role, caller, asked))
      throw new Refusal('AccessDenied', `User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${asked.RoleArn}`, 403)
    const session = sessionOf(role, asked.RoleSessionName)
    const tags = Object.fromEntries(Object.entries(asked.tags).map(([key, value]) => [`aws:PrincipalTag/${key}`, value]))
    const expires = new Date(Date.now() + asked.DurationSeconds * 1000)
    const keys = this.#keyring.lend({ ...session, context: { ...session.context, ...tags } }, expires)
    const fields = (values: Readonly<Record<string, string>>): string =>
      Object.entries(values)
        .map(([name, value]) => `<${name}>${escapeXml(value)}</${name}>`)
        .join('')
    const user = fields({ AssumedRoleId: `${role.logicalId}:${asked.RoleSessionName}`, Arn: session.arn })
    const credentials = fields({ AccessKeyId: keys.accessKeyId, SecretAccessKey: keys.secretAccessKey, SessionToken: keys.sessionToken, Expiration: expires.toISOString() })
    return (
      `<AssumeRoleResponse xmlns="${NAMESPACE}"><AssumeRoleResult><AssumedRoleUser>${user}</AssumedRoleUser><Credentials>${credentials}</Credentials></AssumeRoleResult>` +
      `<ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></AssumeRoleResponse>`
    )
  }
}

/** What the role's own policy says decides, whatever the caller's says: of another account's principal nothing more is known here. */
function trusts({ arn, trust }: RoleResource, caller: Caller, { tags }: AssumeRole): boolean {
  const keys = Object.keys(tags)
  const requested = Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:RequestTag/${key}`, value]))
  const context = { ...caller.context, ...requested, ...(keys.length > 0 && { 'aws:TagKeys': keys }) }
  const actions = ['sts:AssumeRole', ...(keys.length > 0 ? ['sts:TagSession'] : [])]
  return actions.every((action) => decide([trust], { action, resource: arn, context }).allowed)
}

/** As services with the query protocol put it. */
export const stsError = ({ code, message, status }: Refusal): StsAnswer => ({
  status,
  xml: `<ErrorResponse xmlns="${NAMESPACE}"><Error><Type>Sender</Type><Code>${code}</Code><Message>${escapeXml(message)}</Message></Error><RequestId>${randomUUID()}</RequestId></ErrorResponse>`,
})
