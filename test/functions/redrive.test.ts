import { GetQueueAttributesCommand, ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { redrive } from '../../functions/api/redrive.ts'
import { startAws } from '../support/aws.ts'

let aws: Awaited<ReturnType<typeof startAws>>
beforeAll(async () => {
  aws = await startAws()
})
afterAll(() => aws.stop())

/** The bodies of all messages that wait in a queue. */
async function drain(QueueUrl: string): Promise<string[]> {
  const bodies: string[] = []
  for (;;) {
    const { Messages = [] } = await aws.sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }))
    if (Messages.length === 0) return bodies.sort()
    bodies.push(...Messages.map(({ Body = '' }) => Body))
  }
}

test('what failed goes back as it was, a hundred at a time, and is gone from the dead letters', async () => {
  const [from, to] = [await aws.queue('dead'), await aws.queue('alive')]
  const bodies = Array.from({ length: 103 }, (_, index) => JSON.stringify({ id: String(index).padStart(3, '0'), file: '年报.txt' }))
  for (const MessageBody of bodies) await aws.sqs.send(new SendMessageCommand({ QueueUrl: from, MessageBody }))
  expect(await redrive(aws.sqs, { from, to })).toBe(100)
  expect(await redrive(aws.sqs, { from, to })).toBe(3)
  expect(await redrive(aws.sqs, { from, to })).toBe(0)
  expect(await drain(to)).toEqual(bodies)
  expect(await drain(from)).toEqual([])
})

test('large messages go back as well', async () => {
  const [from, to] = [await aws.queue('dead-large'), await aws.queue('alive-large')]
  for (let index = 0; index < 7; index += 1) await aws.sqs.send(new SendMessageCommand({ QueueUrl: from, MessageBody: String(index).repeat(200 * 1024) }))
  expect(await redrive(aws.sqs, { from, to })).toBe(7)
  expect((await drain(to)).map((body) => body.length)).toEqual(Array.from({ length: 7 }, () => 200 * 1024))
})

test('where the messages cannot be sent, they stay', async () => {
  const from = await aws.queue('dead-kept')
  await aws.sqs.send(new SendMessageCommand({ QueueUrl: from, MessageBody: '1' }))
  await expect(redrive(aws.sqs, { from, to: `${from}-missing` })).rejects.toThrow()
  const { Attributes } = await aws.sqs.send(new GetQueueAttributesCommand({ QueueUrl: from, AttributeNames: ['ApproximateNumberOfMessagesNotVisible'] }))
  expect(Attributes).toEqual({ ApproximateNumberOfMessagesNotVisible: '1' })
})
