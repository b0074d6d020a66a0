import type { S3Client } from '@aws-sdk/client-s3'
import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs'
import type * as z from 'zod'
import type { Store } from '../../lib/store/table.ts'
import type { ReconcileEnvironment } from './environment.ts'

/** One run of the reconciler. */
export interface Run {
  readonly s3: S3Client
  readonly sqs: SQSClient
  readonly store: Store
  readonly environment: z.infer<typeof ReconcileEnvironment>
  readonly now: Date
  /** Younger than this is taken to be on its way. */
  readonly waitMilliseconds: number
  /** Begin with the first upload and leave none out, however old; else go on where the last run stopped. */
  readonly everything: boolean
  /** Whether there is time for another page. */
  readonly timeLeft: () => boolean
}

export const isOld = ({ now, waitMilliseconds }: Run, instant: string): boolean =>
  waitMilliseconds === 0 || now.getTime() - Date.parse(instant) >= waitMilliseconds

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
