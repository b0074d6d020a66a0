import type { S3Client } from '@aws-sdk/client-s3'
import type { SQSClient } from '@aws-sdk/client-sqs'
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
