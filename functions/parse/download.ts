import { Readable } from 'node:stream'
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { LIMITS } from '../../lib/readers/limits.ts'
import type { Rejection } from '../../lib/report/index.ts'
import { isGone } from '../../lib/store/objects.ts'
import type { Upload } from '../../lib/store/upload.ts'

export type Download =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'gone' }
  | { readonly kind: 'too-large'; readonly rejection: Rejection }

/** Fetches exactly the version that the event speaks of. A file over the limit is not fetched at all. */
export async function download(s3: S3Client, { bucket, key, versionId }: Upload): Promise<Download> {
  try {
    const { Body, ContentLength = 0 } = await s3.send(
      new GetObjectCommand({ Bucket: bucket, Key: key, ...(versionId !== null && { VersionId: versionId }) }),
    )
    if (ContentLength > LIMITS.upload) {
      if (Body instanceof Readable) Body.destroy()
      return { kind: 'too-large', rejection: tooLarge(ContentLength) }
    }
    return { kind: 'bytes', bytes: (await Body?.transformToByteArray()) ?? new Uint8Array() }
  } catch (error) {
    if (isGone(error)) return { kind: 'gone' }
    throw error
  }
}

const megabytes = (bytes: number): string => `${Math.ceil((bytes / 1024 / 1024) * 10) / 10} MB`

const tooLarge = (size: number): Rejection => ({
  code: 'too-large',
  message: `文件有 ${megabytes(size)}，超过 ${megabytes(LIMITS.upload)} 的上限，没有读取。请去掉图片和附件，只提交报告正文。`,
})
