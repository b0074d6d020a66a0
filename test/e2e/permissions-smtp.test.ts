import { SendMessageCommand } from '@aws-sdk/client-sqs'
import { expect, test } from 'vitest'
import type { JudgedCall } from '../../lib/local/guard/authorization.ts'
import { assemblyWith } from './assembly.ts'
import { unused } from './permission-use.ts'
import { clients, importRegister, newHome, register, reportText, startProduct, submit, until } from './product.ts'

const secretArn = 'arn:aws:secretsmanager:us-east-1:000000000000:secret:post-aBcDeF'

test('where mails go by SMTP, who mails reads the secret, and may not use SES', async () => {
  const calls: JudgedCall[] = []
  const stack = await startProduct(newHome(), assemblyWith({ mailTransport: { kind: 'smtp', host: '127.0.0.1', port: 1, secretArn } }), (call) => calls.push(call))
  const { sqs } = clients(stack)
  try {
    await importRegister(stack, stack.model.tables[0]?.name ?? '', register(2))
    await submit(stack, 't1', reportText('云桥县第1镇人民政府', { wrong: true }))
    const mailing = stack.model.functions.filter(({ logicalId }) => /^(?:Notify|Remind)/.test(logicalId))
    const [QueueUrl] = mailing.flatMap(({ variables }) => variables['REMINDERS_QUEUE_URL'] ?? [])
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify({ time: '2025-01-24T01:00:00Z' }) }))
    // No secrets are kept here: the right to read them is judged, the answer is an error, and the message is tried again.
    const unread = () => mailing.flatMap((fn) => unused(fn, calls)).filter((line) => line.includes('secretsmanager:'))
    await until(() => Promise.resolve(unread().length === 0), 'the secret to be asked for')
    expect(mailing.flatMap(({ role }) => role.policies.flat().flatMap(({ document }) => document.Action ?? [])).filter((action) => action.startsWith('secretsmanager:'))).toEqual(Array(2).fill('secretsmanager:GetSecretValue'))
    expect(stack.model.functions.flatMap(({ role }) => role.policies.flat().flatMap(({ document }) => document.Action ?? [])).filter((action) => action.startsWith('ses:'))).toEqual([])
    expect(calls.flatMap(({ refusal }) => refusal ?? [])).toEqual([])
  } finally {
    sqs.destroy()
    await stack.stop()
  }
})
