import { type Call, decide } from '../iam/decide.ts'
import type { Policy } from '../iam/policy.ts'
import { Refusal } from './errors.ts'
import type { Caller } from './keyring.ts'

/** A call that was judged, as those hear of it who watch. */
export interface JudgedCall extends Call {
  /** The caller's ARN. */
  readonly by: string
  /** Why it is refused, in AWS's words; null: it is allowed. */
  readonly refusal: string | null
}

/** How a service words its refusal. */
export interface Wording {
  readonly code: string
  readonly status: number
}
const S3_WORDING: Wording = { code: 'AccessDenied', status: 403 }

/** Policies of resources, by the resource's ARN. */
export type ResourcePolicies = ReadonlyMap<string, readonly Policy[]>

/** Everything here is on the loopback interface, which stands for TLS. */
const EVERYWHERE = { 'aws:SecureTransport': 'true' }

/** Judges what callers ask of the embedded services, by their roles and the resources' own policies. */
export class Authorization {
  readonly #watch: (call: JudgedCall) => void
  #resourcePolicies: ResourcePolicies = new Map()

  /** `watch` hears of every call that is judged, refused ones too. */
  constructor(watch: (call: JudgedCall) => void = () => undefined) {
    this.#watch = watch
  }

  /** From now on these policies of resources hold. */
  protect(resourcePolicies: ResourcePolicies): void {
    this.#resourcePolicies = resourcePolicies
  }

  /** Throws Refusal unless all these calls are allowed; it names caller, action and resource. */
  require(caller: Caller, calls: readonly Call[], wording: Wording = S3_WORDING): void {
    for (const call of calls) {
      const refusal = this.#judge(caller, call)
      if (refusal !== null) throw new Refusal(wording.code, refusal, wording.status)
    }
  }

  #judge(caller: Caller, { action, resource, context }: Call): string | null {
    const call = { action, resource, context: { ...EVERYWHERE, ...caller.context, ...context } }
    const { allowed, statement } = decide([...(caller.policies ?? []), ...(this.#resourcePolicies.get(holderOf(resource)) ?? [])], call)
    const denied = statement?.allows === false
    const passes = allowed || (caller.policies === null && !denied)
    const why = denied ? 'with an explicit deny' : `because no identity-based policy allows the ${action} action`
    const refusal = passes ? null : `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${resource} ${why}`
    this.#watch({ ...call, by: caller.arn, refusal })
    return refusal
  }
}

/** What carries the policy: an object's bucket, an index's table, else the resource itself. */
const holderOf = (resource: string): string => /^arn:[^:]+:(?:s3:::[^/]+|dynamodb:[^/]+\/[^/]+)/.exec(resource)?.[0] ?? resource
