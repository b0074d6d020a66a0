import type { Context } from './context.ts'
import type { Policy, Statement } from './policy.ts'

/** One thing that a principal wants to do. */
export interface Call {
  /** `s3:PutObject` */
  readonly action: string
  /** The ARN of what it would be done to. */
  readonly resource: string
  /** By condition key. The principal's own (`aws:PrincipalArn`, `aws:PrincipalTag/…`) among them. */
  readonly context: Context
}

export interface Decision {
  readonly allowed: boolean
  /** The statement that decided. Null: none speaks of the call, which refuses it. */
  readonly statement: Statement | null
}

/**
 * Judges a call by all policies that concern it, of the caller and of the resource, in one account: an explicit deny wins,
 * then any allow; what nobody allows is denied.
 * Source: AWS IAM User Guide, “Policy evaluation for requests within a single account”.
 * @throws {PolicyError} where a policy asks for something that cannot be answered here.
 */
export function decide(policies: readonly Policy[], { action, resource, context }: Call): Decision {
  const speaking = policies.flat().filter((statement) => statement.speaksOf(action, resource, context))
  const statement = speaking.find(({ allows }) => !allows) ?? speaking[0] ?? null
  return { allowed: statement?.allows === true, statement }
}
