import { ListObjectVersionsCommand, type ListObjectVersionsCommandOutput, type ObjectVersion, type S3Client } from '@aws-sdk/client-s3'
import * as z from 'zod'
import { INCOMING } from './object-keys.ts'
import { bareETag, type Upload, versionOrNull } from './upload.ts'

/** Where a listing goes on: after this version of this key. */
export const Marker = z.object({ key: z.string(), versionId: z.string().optional() })
export type Marker = z.infer<typeof Marker>

export interface UploadPage {
  readonly uploads: Upload[]
  /** Null on the last page. */
  readonly next: Marker | null
}

/** A page of all versions of all uploads, by key. What S3 says of their time is exact to the second only. */
export async function listUploads(client: S3Client, bucket: string, from: Marker | null): Promise<UploadPage> {
  const page = await client.send(
    new ListObjectVersionsCommand({
      Bucket: bucket,
      Prefix: INCOMING,
      ...(from !== null && { KeyMarker: from.key, VersionIdMarker: from.versionId }),
    }),
  )
  const uploads = (page.Versions ?? []).flatMap((version) => uploadOf(bucket, version))
  const more = page.IsTruncated === true && page.NextKeyMarker !== undefined
  return { uploads, next: more ? Marker.parse({ key: page.NextKeyMarker, versionId: page.NextVersionIdMarker }) : null }
}

/** One version of one object as the listing has it, which needs no right to read the object; null if it is gone. Left out: the newest. */
export async function findUpload(client: S3Client, { bucket, key, versionId }: { readonly bucket: string; readonly key: string; readonly versionId?: string }): Promise<Upload | null> {
  let from: Marker | null = null
  do {
    const page: ListObjectVersionsCommandOutput = await client.send(
      new ListObjectVersionsCommand({ Bucket: bucket, Prefix: key, ...(from !== null && { KeyMarker: from.key, VersionIdMarker: from.versionId }) }),
    )
    const versions = page.Versions ?? []
    const found = versions.find(({ Key, VersionId, IsLatest }) => Key === key && (versionId === undefined ? IsLatest === true : VersionId === versionId))
    if (found !== undefined) return uploadOf(bucket, found)[0] ?? null
    // Behind the key itself come those that begin with it.
    from = page.IsTruncated === true && page.NextKeyMarker === key ? Marker.parse({ key, versionId: page.NextVersionIdMarker }) : null
  } while (from !== null)
  return null
}

function uploadOf(bucket: string, { Key, VersionId, ETag, Size = 0, LastModified }: ObjectVersion): Upload[] {
  if (Key === undefined || LastModified === undefined) return []
  return [{ bucket, key: Key, versionId: versionOrNull(VersionId), eTag: bareETag(ETag), size: Size, submittedAt: LastModified.toISOString(), sequencer: null }]
}
