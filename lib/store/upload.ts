import { createHash } from 'node:crypto'
import * as z from 'zod'

/** One submitted version: one version of one object in the uploads bucket, and when it came. */
export const Upload = z.object({
  bucket: z.string(),
  key: z.string(),
  /** Null in a bucket without versions. */
  versionId: z.string().nullable(),
  eTag: z.string(),
  size: z.int().nonnegative(),
  submittedAt: z.iso.datetime(),
  /** Orders the events of one key, right-padded hexadecimal; null where the upload was found by listing. */
  sequencer: z.string().nullable(),
})
export type Upload = z.infer<typeof Upload>

/** The id of a submitted version, the same for every repeat of its event: 32 hexadecimal digits. */
export function reportId({ bucket, key, versionId, eTag }: Pick<Upload, 'bucket' | 'key' | 'versionId' | 'eTag'>): string {
  const source = JSON.stringify([bucket, key, versionId ?? eTag])
  return createHash('sha256').update(source).digest('hex').slice(0, 32)
}

export const ReportId = z.string().regex(/^[0-9a-f]{32}$/)

/** S3's own word for "no version" is the string `null`. */
export const versionOrNull = (versionId: string | undefined): string | null =>
  versionId === undefined || versionId === 'null' ? null : versionId

/** Events carry ETags bare, every other answer quotes them. */
export const bareETag = (eTag: string | undefined): string => (eTag ?? '').replaceAll('"', '')
