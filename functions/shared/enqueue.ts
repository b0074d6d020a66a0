import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs'

/**
 * Puts messages on a queue, ten at a time.
 * @throws {Error} if SQS takes any of them not.
 */
export async function enqueue(sqs: SQSClient, queueUrl: string, bodies: readonly string[]): Promise<void> {
  for (let start = 0; start < bodies.length; start += 10) {
    const { Failed = [] } = await sqs.send(
      new SendMessageBatchCommand({
        QueueUrl: queueUrl,
        Entries: bodies.slice(start, start + 10).map((MessageBody, index) => ({ Id: String(index), MessageBody })),
      }),
    )
    if (Failed.length > 0) throw new Error(`SQS refused ${Failed.length} messages: ${Failed[0]?.Message ?? ''}`)
  }
}
