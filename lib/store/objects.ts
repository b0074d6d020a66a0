import { GetObjectCommand, HeadObjectCommand, NoSuchKey, PutObjectCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3'
import type * as z from 'zod'
import { bareETag, type Upload, versionOrNull } from './upload.ts'

/**
 * An S3 client on the endpoint, region and credentials of the environment. An endpoint of one's own is asked
 * with the bucket in the path: `bucket.localhost` resolves nowhere.
 */
export function openObjects(environment: Readonly<Record<string, string | undefined>>): S3Client {
  const endpoint = environment['AWS_ENDPOINT_URL_S3'] ?? environment['AWS_ENDPOINT_URL']
  return new S3Client({ forcePathStyle: endpoint !== undefined })
}

/** Stores a value as JSON. */
export async function putJson(client: S3Client, bucket: string, key: string, value: unknown): Promise<void> {
  await client.send(
    new PutObjectCommand({
      Bucket: bucket,
      Key: key,
      Body: JSON.stringify(value),
      ContentType: 'application/json; charset=utf-8',
    }),
  )
}

/**
 * Reads a value that was stored as JSON; null if there is none.
 * @throws {ZodError} if it is not what the schema says.
 */
export async function getJson<T>(client: S3Client, bucket: string, key: string, schema: z.ZodType<T>): Promise<T | null> {
  try {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }))
    return schema.parse(JSON.parse((await Body?.transformToString()) ?? 'null'))
  } catch (error) {
    if (error instanceof NoSuchKey) return null
    throw error
  }
}

/** That an object or a version of it is not there any more. A delete marker answers 405 when asked for as a version. */
export const isGone = (error: unknown): boolean =>
  error instanceof NoSuchKey || (error instanceof S3ServiceException && ['NoSuchKey', 'NoSuchVersion', 'MethodNotAllowed'].includes(error.name))

export type Stored = Pick<Upload, 'versionId' | 'eTag'>

/**
 * Stores bytes where nothing is yet. @returns the version that lies there then: this one, or the one that was there.
 * @param find gives what lies there, where asking for its head is not allowed
 */
export async function putOnce(
  client: S3Client,
  bucket: string,
  key: string,
  body: Uint8Array,
  find: (client: S3Client, bucket: string, key: string) => Promise<Stored> = head,
): Promise<Stored> {
  try {
    const { VersionId, ETag } = await client.send(
      new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ContentLength: body.length, ContentType: 'application/octet-stream', IfNoneMatch: '*' }),
    )
    return { versionId: versionOrNull(VersionId), eTag: bareETag(ETag) }
  } catch (error) {
    if (!(error instanceof S3ServiceException) || error.name !== 'PreconditionFailed') throw error
    return find(client, bucket, key)
  }
}

async function head(client: S3Client, bucket: string, key: string): Promise<Stored> {
  const { VersionId, ETag } = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }))
  return { versionId: versionOrNull(VersionId), eTag: bareETag(ETag) }
}
