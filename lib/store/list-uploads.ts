import { ListObjectVersionsCommand, type S3Client } from '@aws-sdk/client-s3'
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
  const uploads = (page.Versions ?? []).flatMap(({ Key, VersionId, ETag, Size = 0, LastModified }): Upload[] =>
    Key === undefined || LastModified === undefined
      ? []
      : [
          {
            bucket,
            key: Key,
            versionId: versionOrNull(VersionId),
            eTag: bareETag(ETag),
            size: Size,
            submittedAt: LastModified.toISOString(),
            sequencer: null,
          },
        ],
  )
  const more = page.IsTruncated === true && page.NextKeyMarker !== undefined
  return { uploads, next: more ? Marker.parse({ key: page.NextKeyMarker, versionId: page.NextVersionIdMarker }) : null }
}
