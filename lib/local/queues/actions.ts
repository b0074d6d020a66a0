import { z } from 'zod'
import type { Call } from '../iam/decide.ts'
import { arn } from '../template/template.ts'

/**
 * Which permission a request to SQS needs.
 * Source: Service Authorization Reference, “Actions, resources, and condition keys for Amazon SQS”; SQS Developer Guide,
 * “Amazon SQS API permissions”: an action for one message covers its batch.
 */

const Addressed = z.object({ QueueUrl: z.string().optional(), QueueName: z.string().optional(), SecretId: z.string().optional() })

/**
 * `target` as in the header `x-amz-target`: `AmazonSQS.SendMessageBatch`. Secrets are asked for at the same endpoint: they are
 * judged, though none are kept here.
 */
export function queueCalls(target: string, body: unknown): Call[] {
  const { QueueUrl, QueueName, SecretId } = Addressed.safeParse(body).data ?? {}
  const [service = '', operation = ''] = target.split('.')
  if (service === 'secretsmanager') return [{ action: `secretsmanager:${operation}`, resource: SecretId ?? '*', context: {} }]
  const name = QueueName ?? QueueUrl?.split('/').at(-1) ?? '*'
  const action = service === 'AmazonSQS' ? `sqs:${operation.replace(/Batch$/, '')}` : `unknown operation ${target}`
  return [{ action, resource: arn('sqs', name), context: {} }]
}
