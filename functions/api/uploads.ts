import type { S3Client } from '@aws-sdk/client-s3'
import { createPresignedPost } from '@aws-sdk/s3-presigned-post'
import { LIMITS } from '../../lib/readers/limits.ts'
import { findAgency } from '../../lib/store/agency.ts'
import type { UploadRequest, UploadTicket } from '../../lib/store/api.ts'
import { incomingKey, newSubmissionId, safeFileName } from '../../lib/store/object-keys.ts'
import type { Store } from '../../lib/store/table.ts'
import { yearDue } from '../../lib/store/year-due.ts'
import type { Access } from './access.ts'
import { HttpProblem, unknownAgency } from './problem.ts'

const TICKET_SECONDS = 15 * 60
const MEGABYTES = LIMITS.upload / 1024 / 1024

/**
 * A form with which one file can be uploaded to one place within 15 minutes. The server chooses the key: of the
 * user's file name only the last part stays, cleaned. With a checksum, S3 takes these very bytes and no others.
 * @throws {HttpProblem} 404 for an agency that the register lacks or that is not the caller’s, 413 for a file over the limit.
 */
export async function createUpload(
  store: Store,
  s3: S3Client,
  bucket: string,
  access: Access,
  request: UploadRequest,
  now: Date,
): Promise<UploadTicket> {
  if (request.size !== undefined && request.size > LIMITS.upload)
    throw new HttpProblem(413, {
      zh: `文件不能超过 ${MEGABYTES} MB。请去掉图片和附件，只提交报告正文。`,
      en: `A file may have ${MEGABYTES} MB at most. Leave pictures and attachments out.`,
    })
  const agency = await findAgency(store, request.agency)
  if (agency === null || !access.allows({ agency: agency.id, ancestors: agency.ancestors })) throw unknownAgency(request.agency)

  const submission = newSubmissionId(now)
  const year = request.year ?? yearDue(now)
  const key = incomingKey({ agency: request.agency, year, submission, file: safeFileName(request.file) })
  const fixed: Record<string, string> = {
    'Content-Type': request.type,
    ...(request.sha256 !== undefined && { 'x-amz-checksum-algorithm': 'SHA256', 'x-amz-checksum-sha256': request.sha256 }),
  }
  const { url, fields } = await createPresignedPost(s3, {
    Bucket: bucket,
    Key: key,
    Expires: TICKET_SECONDS,
    Fields: fixed,
    Conditions: [
      request.size === undefined ? ['content-length-range', 1, LIMITS.upload] : ['content-length-range', request.size, request.size],
      ['eq', '$key', key],
      ...Object.entries(fixed).map(([name, value]): ['eq', string, string] => ['eq', `$${name}`, value]),
    ],
  })
  return { submission, key, url, fields, expiresAt: new Date(now.getTime() + TICKET_SECONDS * 1000).toISOString() }
}
