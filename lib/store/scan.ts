import { GetObjectTaggingCommand, type S3Client } from '@aws-sdk/client-s3'
import * as z from 'zod'
import { isGone } from './objects.ts'
import type { Upload } from './upload.ts'

/**
 * What the malware scan says of an upload. The tag that the scanner alone may set is the truth; its event only says that
 * there is something to see, so a forged or repeated one opens nothing.
 * Source: Amazon GuardDuty User Guide, “Monitoring S3 object scans in Malware Protection for S3”.
 */
export const SCAN_TAG = 'GuardDutyMalwareScanStatus'
export const CLEAN = 'NO_THREATS_FOUND'

/**
 * `pending`: not scanned yet. `failed`: the scanner could not do its work, through no fault of the file. `gone`: there is no
 * such version any more.
 */
export type Scan = 'clean' | 'threat' | 'unsupported' | 'failed' | 'pending' | 'gone'

const SCANS: Readonly<Record<string, Scan>> = { [CLEAN]: 'clean', THREATS_FOUND: 'threat', UNSUPPORTED: 'unsupported' }

/** Asks for the verdict on exactly this version. */
export async function scanOf(s3: S3Client, { bucket, key, versionId }: Pick<Upload, 'bucket' | 'key' | 'versionId'>): Promise<Scan> {
  try {
    const { TagSet = [] } = await s3.send(new GetObjectTaggingCommand({ Bucket: bucket, Key: key, ...(versionId !== null && { VersionId: versionId }) }))
    const status = TagSet.find(({ Key }) => Key === SCAN_TAG)?.Value
    // ACCESS_DENIED, FAILED, and whatever the scanner may say one day: nothing that opens a file.
    return status === undefined ? 'pending' : (SCANS[status] ?? 'failed')
  } catch (error) {
    if (isGone(error)) return 'gone'
    throw error
  }
}

const ScanResult = z.object({
  source: z.literal('aws.guardduty'),
  'detail-type': z.literal('GuardDuty Malware Protection Object Scan Result'),
  detail: z.object({ s3ObjectDetails: z.object({ bucketName: z.string(), objectKey: z.string(), versionId: z.string() }) }),
})

/** The object version of which an event of the scanner speaks; null if the message is no such event. */
export function readScanResult(body: string): { readonly bucket: string; readonly key: string; readonly versionId: string } | null {
  const event = ScanResult.safeParse(JSON.parse(body))
  if (!event.success) return null
  const { bucketName: bucket, objectKey: key, versionId } = event.data.detail.s3ObjectDetails
  return { bucket, key, versionId }
}
