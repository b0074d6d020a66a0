import { SendMessageBatchCommand, SendMessageCommand } from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Fixture, startFixture } from './fixture/local.ts'

let fixture: Fixture

beforeAll(async () => {
  fixture = await startFixture()
  await fixture.take('Log', 2)
})
afterAll(() => fixture.stop())

interface Batch {
  readonly batch: string[]
  readonly counts: string[]
}

const send = (queue: string, ...bodies: string[]) =>
  fixture.sqs.send(
    new SendMessageBatchCommand({ QueueUrl: fixture.queueUrl(queue), Entries: bodies.map((MessageBody, index) => ({ Id: String(index), MessageBody })) }),
  )
const batches = async (count: number, milliseconds?: number) => (await fixture.take('Log', count, milliseconds)) as Batch[]

test('a message that keeps failing is redriven after maxReceiveCount; the others of its batch are done', async () => {
  await send('work', 'good', 'fail')
  const seen = (await batches(2)).map(({ batch, counts }) => batch.map((body, index) => `${body} ${counts[index]}`))
  expect(seen).toEqual([['good 1', 'fail 1'], ['fail 2']])
  expect(await fixture.take('dead', 1)).toEqual(['fail'])
  expect(await batches(1, 300)).toEqual([])
})

test.each([
  ['throws', 'throw'],
  ['exits', 'exit'],
  ['names a message that it was not given', 'nonsense'],
])('a function that %s fails its whole batch', async (_, how) => {
  await send('work', how, 'innocent')
  const first = await batches(1)
  expect(first[0]?.batch.toSorted()).toEqual([how, 'innocent'].toSorted())
  const dead = await fixture.take('dead', 2)
  expect(dead.toSorted()).toEqual([how, 'innocent'].toSorted())
  await batches(10, 500)
})

test('a batch is no larger than the template says', async () => {
  await send('work', ...Array.from({ length: 10 }, (_, index) => `m${index}`))
  const sizes: number[] = []
  while (sizes.reduce((sum, size) => sum + size, 0) < 10) sizes.push(...(await batches(1)).map(({ batch }) => batch.length))
  expect(Math.max(...sizes)).toBeLessThanOrEqual(4)
})

test('a window gathers what arrives within it', async () => {
  await send('whole', 'a', 'b')
  await fixture.sqs.send(new SendMessageCommand({ QueueUrl: fixture.queueUrl('whole'), MessageBody: 'c' }))
  const [gathered] = await batches(1)
  expect(gathered?.batch).toEqual(['a', 'b', 'c'])
})

test('without partial failures, what the function gives back does not matter', async () => {
  await send('whole', 'fail')
  expect((await batches(1))[0]?.batch).toEqual(['fail'])
  expect(await batches(1, 2000)).toEqual([])
})
