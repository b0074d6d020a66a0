import type { JudgedCall } from '../../lib/local/guard/authorization.ts'
import { callerOf } from '../../lib/local/host/role.ts'
import type { StatementDocument } from '../../lib/local/iam/policy.ts'
import { matcher } from '../../lib/local/iam/text.ts'
import type { FunctionResource } from '../../lib/local/template/model.ts'

/** One thing that a function is allowed: an action on a resource, and of its items one kind of partition where these are named. */
interface Grant {
  readonly action: string
  readonly resource: string
  /** `AUDIT#*`; null: whatever items. */
  readonly partition: string | null
}

const PARTITIONS = 'dynamodb:LeadingKeys'

/** A function's name without what the stack puts around it: `Parse`. */
export const shortName = ({ logicalId }: Pick<FunctionResource, 'logicalId'>): string => logicalId.replace(/[0-9A-F]{8}$/, '').replace(/Function$/, '').replace(/Function$/, '')

/** What the function may and none of its calls did, one line each: `Parse s3:GetObject arn:aws:s3:::uploads/incoming/*`. */
export function unused(fn: FunctionResource, calls: readonly JudgedCall[]): string[] {
  const own = calls.filter(({ by, refusal }) => by === callerOf(fn).arn && refusal === null)
  return fn.role.policies
    .flat()
    .flatMap(({ document }) => grantsOf(document))
    .filter((grant) => !own.some((call) => isUse(grant, call)))
    .map(({ action, resource, partition }) => [shortName(fn), action, resource, partition].filter((part) => part !== null).join(' '))
}

/** @throws {Error} for a statement that allows all but something: nobody can use all of that. */
function grantsOf({ Action, Resource, Condition }: StatementDocument): Grant[] {
  if (Action === undefined || Resource === undefined) throw new Error('a statement without Action or Resource')
  const partitions = Object.values(Condition).flatMap((keys) => keys[PARTITIONS] ?? [])
  const each: (string | null)[] = partitions.length === 0 ? [null] : partitions
  return Action.flatMap((action) => Resource.flatMap((resource) => each.map((partition) => ({ action, resource, partition }))))
}

function isUse({ action, resource, partition }: Grant, call: JudgedCall): boolean {
  const keys = [call.context[PARTITIONS] ?? []].flat()
  return (
    matcher(action, 'caseless')(call.action, call.context) &&
    matcher(resource, 'wild')(call.resource, call.context) &&
    (partition === null || keys.some((key) => matcher(partition, 'wild')(key, call.context)))
  )
}
