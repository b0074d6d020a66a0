import { createHmac, randomBytes } from 'node:crypto'
import type { Context } from '../iam/context.ts'
import type { Policy } from '../iam/policy.ts'
import { ACCOUNT, PARTITION } from '../template/template.ts'
import type { Credentials } from './signature.ts'

/** Who signed a request. */
export interface Caller {
  /** In the words of AWS's error messages: an ARN of STS for a function in its role. */
  readonly arn: string
  /** What it may. Null: an administrator of the account, whom nothing stops but what a resource's own policy denies. */
  readonly policies: readonly Policy[] | null
  /** What conditions can ask about it: `aws:PrincipalArn`, `aws:PrincipalTag/…` */
  readonly context: Context
}

interface AccessKey {
  readonly secret: string
  readonly caller: Caller
  /** Of a key that is lent: what has to come with it, and until when (milliseconds since 1970). */
  readonly session?: { readonly token: string; readonly expires: number }
}

/** A key for a while: good only together with its token. */
interface SessionCredentials extends Credentials {
  readonly sessionToken: string
}

const iam = (resource: string): string => `arn:${PARTITION}:iam::${ACCOUNT}:${resource}`

const administrator: Caller = { arn: iam('root'), policies: null, context: { 'aws:PrincipalArn': iam('root') } }

/** The access keys that this instance knows: its own, and those that it has made for others. */
export class Keyring {
  readonly #own: Credentials
  readonly #keys = new Map<string, AccessKey>()

  constructor(own: Credentials) {
    this.#own = own
    this.#keys.set(own.accessKeyId, { secret: own.secretAccessKey, caller: administrator })
  }

  find(accessKeyId: string): AccessKey | undefined {
    return this.#keys.get(accessKeyId)
  }

  /** An access key for `caller`, the same at every start for the same name: what it has signed outlives the process. */
  make(name: string, caller: Caller): Credentials {
    const derive = (what: string) => createHmac('sha256', this.#own.secretAccessKey).update(`${what} of ${name}`).digest()
    const made = { accessKeyId: `LOCAL${derive('id').toString('hex').slice(0, 16).toUpperCase()}`, secretAccessKey: derive('secret').toString('base64url') }
    this.#keys.set(made.accessKeyId, { secret: made.secretAccessKey, caller })
    return made
  }

  /** A new access key for `caller` until `expires`; it does not outlive the process. */
  lend(caller: Caller, expires: Date): SessionCredentials {
    for (const [id, { session }] of this.#keys) if (session !== undefined && session.expires < Date.now()) this.#keys.delete(id)
    const random = (bytes: number) => randomBytes(bytes).toString('base64url')
    const lent = { accessKeyId: `LENT${randomBytes(8).toString('hex').toUpperCase()}`, secretAccessKey: random(30), sessionToken: random(90) }
    this.#keys.set(lent.accessKeyId, { secret: lent.secretAccessKey, caller, session: { token: lent.sessionToken, expires: expires.getTime() } })
    return lent
  }
}
