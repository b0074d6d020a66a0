import type { Caller } from '../guard/keyring.ts'
import type { Call } from '../iam/decide.ts'
import { logGroupArn } from '../template/identity.ts'
import type { FunctionResource, StackModel } from '../template/model.ts'
import { arn } from '../template/template.ts'

/** A function as AWS knows it when it calls: in a session of its role that has the function's name. */
export const callerOf = ({ name, role }: FunctionResource): Caller => ({
  arn: arn('sts', `assumed-role/${role.name}/${name}`, ''),
  policies: role.policies,
  context: { 'aws:PrincipalArn': role.arn },
})

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
