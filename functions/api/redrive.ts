import { DeleteMessageBatchCommand, type Message, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs'
import { enqueue } from '../shared/enqueue.ts'

/** As many messages go back within the time of one request. */
export const MOST_REDRIVEN = 100

/**
 * Puts messages of a dead-letter queue back where they failed, a hundred at most. Each is sent before it is deleted: it
 * can come twice, which every function bears, but is never lost. @param queue URLs. @returns how many went back.
 */
export async function redrive(sqs: SQSClient, queue: { readonly from: string; readonly to: string }): Promise<number> {
  let moved = 0
  while (moved < MOST_REDRIVEN) {
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: queue.from, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 }))
    if (Messages.length === 0) break
    // One by one: ten records may be more than a batch holds.
    await Promise.all(Messages.map(({ Body = '' }) => enqueue(sqs, queue.to, [Body])))
    await remove(sqs, queue.from, Messages)
    moved += Messages.length
  }
  return moved
}

/** What is not deleted comes again: no harm. */
async function remove(sqs: SQSClient, QueueUrl: string, messages: readonly Message[]): Promise<void> {
  const Entries = messages.map(({ ReceiptHandle = '' }, index) => ({ Id: String(index), ReceiptHandle }))
  await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }))
}
