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
  readonly send: (message: string) => Promise<void>
  readonly close: () => void
}

/**
 * The queue and the bucket of these names on AWS, else those of the running service.
 * @throws {CliError} usage if only one of them is named, unavailable if no service runs.
 */
export async function openRecheckSite({ queue, bucket }: { readonly queue?: string | undefined; readonly bucket?: string | undefined }): Promise<RecheckSite> {
  if (queue !== undefined && bucket !== undefined) return siteOf(new S3Client({}), bucket, new SQSClient({}), queue)
  if (queue !== undefined || bucket !== undefined) throw new CliError(EXIT.usage, '--queue 和 --bucket 要一起写。', 'Give both --queue and --bucket.')
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

const siteOf = (s3: S3Client, bucket: string, sqs: SQSClient, queue: string): RecheckSite => ({
  s3,
  bucket,
  send: async (MessageBody) => {
    await sqs.send(new SendMessageCommand({ QueueUrl: queue, MessageBody }))
  },
  close: () => {
    s3.destroy()
    sqs.destroy()
  },
})
