import { readFile } from 'node:fs/promises'
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3'
import { ListQueuesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { z } from 'zod'
import { CliError, EXIT } from './exit.ts'
import { findInstance } from './instance.ts'

/** Where runs are started, and where their pages lie. */
export interface RecheckSite {
  readonly s3: S3Client
  readonly bucket: string
  /** @throws {CliError} usage if no queue is known. */
  readonly send: (message: string) => Promise<void>
  readonly close: () => void
}

/**
 * The bucket of this name on AWS, and the queue if one is named; else those of the running service.
 * @throws {CliError} usage if a queue is named alone, unavailable if no service runs.
 */
export async function openRecheckSite({ queue, bucket }: { readonly queue?: string | undefined; readonly bucket?: string | undefined }): Promise<RecheckSite> {
  if (bucket !== undefined) return siteOf(new S3Client({}), bucket, new SQSClient({}), queue ?? null)
  if (queue !== undefined) throw new CliError(EXIT.usage, '--queue 要和 --bucket 一起写。', 'Give --bucket with --queue.')
  const instance = await findInstance()
  const credentials = z.object({ accessKeyId: z.string(), secretAccessKey: z.string() }).parse(JSON.parse(await readFile(instance.credentials, 'utf8')))
  const access = { endpoint: instance.s3, region: instance.region, credentials }
  const s3 = new S3Client({ ...access, forcePathStyle: true })
  const sqs = new SQSClient(access)
  const [{ Buckets = [] }, { QueueUrls = [] }] = await Promise.all([s3.send(new ListBucketsCommand({})), sqs.send(new ListQueuesCommand({}))])
  const local = { bucket: Buckets.find(({ Name = '' }) => /records/i.test(Name))?.Name, queue: QueueUrls.find((url) => /recheck/i.test(url) && !/dead/i.test(url)) }
  if (local.bucket === undefined || local.queue === undefined) throw new Error('the running instance cannot recheck')
  return siteOf(s3, local.bucket, sqs, local.queue)
}

const siteOf = (s3: S3Client, bucket: string, sqs: SQSClient, queue: string | null): RecheckSite => ({
  s3,
  bucket,
  send: async (MessageBody) => {
    if (queue === null) throw new CliError(EXIT.usage, '请用 --queue 写明队列。', 'Name the queue with --queue.')
    await sqs.send(new SendMessageCommand({ QueueUrl: queue, MessageBody }))
  },
  close: () => {
    s3.destroy()
    sqs.destroy()
  },
})
