import type { Caller } from '../guard/keyring.ts'
import type { Call } from '../iam/decide.ts'
import { logGroupArn } from '../template/identity.ts'
import type { FunctionResource, RoleResource, StackModel } from '../template/model.ts'
import { arn } from '../template/template.ts'

/** Who acts in a role, under the name of the session. */
export const sessionOf = (role: RoleResource, name: string): Caller => ({
  arn: arn('sts', `assumed-role/${role.name}/${name}`, ''),
  policies: role.policies,
  context: { 'aws:PrincipalArn': role.arn },
})

/** A function as AWS knows it when it calls: in a session of its role that has the function's name. */
export const callerOf = ({ name, role }: FunctionResource): Caller => sessionOf(role, name)

/**
 * What the Lambda service does in the function's role: it writes its log and brings it messages.
 * Source: AWS Lambda Developer Guide, “Lambda execution role”, “Execution role permissions” of Amazon SQS.
 */
export function callsOfService({ arn: functionArn, logGroup }: FunctionResource, { mappings }: Pick<StackModel, 'mappings'>): Call[] {
  const stream = `${logGroupArn(logGroup)}:log-stream:local`
  const queues = mappings.filter((mapping) => mapping.functionArn === functionArn).map(({ queueArn }) => queueArn)
  return [
    ...['logs:CreateLogStream', 'logs:PutLogEvents'].map((action) => ({ action, resource: stream, context: {} })),
    ...queues.flatMap((resource) =>
      ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'].map((action) => ({ action, resource, context: {} })),
    ),
  ]
}
