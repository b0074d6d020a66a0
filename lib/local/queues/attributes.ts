import type { Queue } from '../template/properties.ts'

/** A queue's properties as the attributes of CreateQueue: strings all of them. */
export function queueAttributes(queue: Queue): Record<string, string> {
  const { VisibilityTimeout, DelaySeconds, ReceiveMessageWaitTimeSeconds, MaximumMessageSize, MessageRetentionPeriod } = queue
  const { RedrivePolicy, FifoQueue, ContentBasedDeduplication } = queue
  const given = {
    VisibilityTimeout,
    DelaySeconds,
    ReceiveMessageWaitTimeSeconds,
    MaximumMessageSize,
    MessageRetentionPeriod,
    FifoQueue,
    ContentBasedDeduplication,
    RedrivePolicy: RedrivePolicy === undefined ? undefined : JSON.stringify(RedrivePolicy),
  }
  return Object.fromEntries(Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])))
}
