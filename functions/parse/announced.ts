import type { S3Client } from '@aws-sdk/client-s3'
import { findUpload } from '../../lib/store/list-uploads.ts'
import { readS3Event } from '../../lib/store/s3-event.ts'
import { readScanResult } from '../../lib/store/scan.ts'
import type { Upload } from '../../lib/store/upload.ts'

/**
 * The uploads of which a message of the uploads queue speaks: an event of S3, the same written by `reconcile`, or the malware
 * scan's result. The last does not say when the file came; the listing does. None where it has been deleted meanwhile.
 * @throws {ZodError | SyntaxError} if it is no such message.
 */
export async function announced(s3: S3Client, body: string): Promise<Upload[]> {
  const scanned = readScanResult(body)
  if (scanned === null) return readS3Event(body)
  const upload = await findUpload(s3, scanned)
  return upload === null ? [] : [upload]
}
