import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import type { SourceLink } from '../../lib/store/api-reports.ts'
import type { Result } from '../../lib/store/result.ts'

const LINK_SECONDS = 60

/** An address that gives exactly the version that was checked, as a download: a browser never shows it. */
export async function linkTo(s3: S3Client, { id, file, upload }: Result, now: Date): Promise<SourceLink> {
  const { bucket, key, versionId, size } = upload
  const command = new GetObjectCommand({
    Bucket: bucket,
    Key: key,
    ...(versionId !== null && { VersionId: versionId }),
    ResponseContentType: 'application/octet-stream',
    ResponseContentDisposition: `attachment; filename*=UTF-8''${encodeURIComponent(file).replaceAll(/['()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`)}`,
  })
  const url = await getSignedUrl(s3, command, { expiresIn: LINK_SECONDS, signingDate: now })
  return { id, file, size, url, expiresAt: new Date(now.getTime() + LINK_SECONDS * 1000).toISOString() }
}
