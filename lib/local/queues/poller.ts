import { z } from 'zod'
import { REGION } from '../template/template.ts'

const Message = z.object({
  MessageId: z.string(),
  ReceiptHandle: z.string(),
  Body: z.string(),
  MD5OfBody: z.string(),
  Attributes: z.record(z.string(), z.string()).default({}),
  MessageAttributes: z
    .record(z.string(), z.object({ DataType: z.string(), StringValue: z.string().optional(), BinaryValue: z.string().optional() }))
    .default({}),
})
type Message = z.infer<typeof Message>
const Received = z.object({ Messages: z.array(Message).default([]) })

const BatchResponse = z.object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string().min(1) })).nullish() }).nullish()

export interface PollerOptions {
  readonly queueUrl: string
  readonly queueArn: string
  readonly batchSize: number
  readonly windowSeconds: number
  /** ReportBatchItemFailures. */
  readonly partialFailures: boolean
  /** How many batches may be under way at once. */
  readonly concurrency: number
  readonly call: (action: string, input: object) => Promise<unknown>
  /** Invokes the function with an event as JSON; rejects if it fails. */
  readonly invoke: (event: string) => Promise<string>
}

/** SQS hands out ten messages at a time, and lets a call wait twenty seconds for the first. */
const RECEIVE_MAXIMUM = 10
const LONG_POLL_SECONDS = 20

/**
 * An event source mapping: brings messages to a function in batches and deletes those that it is done with.
 * The others come back after the queue's visibility timeout, as on AWS, until they are redriven.
 * Source: AWS Lambda Developer Guide, “Using Lambda with Amazon SQS”.
 */
export class Poller {
  readonly #options: PollerOptions
  /** Batches that messages have come for. */
  #batches = 0
  /** Of these, those at work. */
  #busy = 0
  #stopping = false
  #drained: (() => void) | null = null

  constructor(options: PollerOptions) {
    this.#options = options
  }

  start(): void {
    for (let index = 0; index < this.#options.concurrency; index += 1) void this.#run()
  }

  /** Whether it holds messages. */
  get busy(): boolean {
    return this.#batches > 0
  }

  /** Takes no further messages; resolves when the batches under way are done. */
  async drain(): Promise<void> {
    this.#stopping = true
    if (this.#busy > 0) await new Promise<void>((resolve) => (this.#drained = resolve))
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      try {
        await this.#batch()
      } catch {
        // The queues are closing, or a message went away: what was not deleted comes back by itself.
        if (!this.#isStopping()) await new Promise((resolve) => setTimeout(resolve, 100))
      }
    }
  }

  async #batch(): Promise<void> {
    const first = await this.#receive(this.#options.batchSize, LONG_POLL_SECONDS)
    if (first.length === 0) return
    this.#batches += 1
    try {
      const messages = await this.#fill(first)
      if (this.#isStopping()) return
      this.#busy += 1
      await this.#work(messages).finally(() => this.#rest())
    } finally {
      this.#batches -= 1
    }
  }

  #isStopping(): boolean {
    return this.#stopping
  }

  #rest(): void {
    this.#busy -= 1
    if (this.#busy === 0) this.#drained?.()
  }

  /** A batch: full, or what has come when the window that the first messages open is over. */
  async #fill(first: readonly Message[]): Promise<Message[]> {
    const { batchSize, windowSeconds } = this.#options
    const messages = [...first]
    const closes = Date.now() + windowSeconds * 1000
    while (messages.length < batchSize && !this.#stopping) {
      const seconds = Math.ceil((closes - Date.now()) / 1000)
      if (seconds <= 0) break
      messages.push(...(await this.#receive(batchSize - messages.length, seconds)))
    }
    return messages
  }

  async #receive(atMost: number, waitSeconds: number): Promise<Message[]> {
    const answer = await this.#options.call('ReceiveMessage', {
      QueueUrl: this.#options.queueUrl,
      MaxNumberOfMessages: Math.min(atMost, RECEIVE_MAXIMUM),
      WaitTimeSeconds: Math.min(waitSeconds, LONG_POLL_SECONDS),
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    })
    return Received.parse(answer).Messages
  }

  async #work(messages: readonly Message[]): Promise<void> {
    const { queueUrl, queueArn, call, invoke, partialFailures } = this.#options
    const event = JSON.stringify({ Records: messages.map((message) => toRecord(message, queueArn)) })
    const result = await invoke(event).catch(() => null)
    if (result === null) return
    const failed = partialFailures ? failedIds(result, messages) : new Set<string>()
    const done = messages.filter((message) => !failed.has(message.MessageId))
    for (let index = 0; index < done.length; index += RECEIVE_MAXIMUM)
      await call('DeleteMessageBatch', {
        QueueUrl: queueUrl,
        Entries: done
          .slice(index, index + RECEIVE_MAXIMUM)
          .map((message, entry) => ({ Id: String(entry), ReceiptHandle: message.ReceiptHandle })),
      })
  }
}

/** Which messages the function gave back; all of them if its answer makes no sense, as on Lambda. */
function failedIds(result: string, messages: readonly Message[]): ReadonlySet<string> {
  const ids = new Set(messages.map((message) => message.MessageId))
  const parsed = BatchResponse.safeParse(JSON.parse(result))
  if (!parsed.success) return ids
  const failed = (parsed.data?.batchItemFailures ?? []).map((failure) => failure.itemIdentifier)
  return failed.every((id) => ids.has(id)) ? new Set(failed) : ids
}

const toRecord = (message: Message, queueArn: string) => ({
  messageId: message.MessageId,
  receiptHandle: message.ReceiptHandle,
  body: message.Body,
  attributes: message.Attributes,
  messageAttributes: Object.fromEntries(
    Object.entries(message.MessageAttributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
      name,
      {
        dataType: DataType,
        ...(StringValue !== undefined && { stringValue: StringValue }),
        ...(BinaryValue !== undefined && { binaryValue: BinaryValue }),
        stringListValues: [],
        binaryListValues: [],
      },
    ]),
  ),
  md5OfBody: message.MD5OfBody,
  eventSource: 'aws:sqs',
  eventSourceARN: queueArn,
  awsRegion: REGION,
})
