import type { S3Client } from '@aws-sdk/client-s3'
import { createPresignedPost } from '@aws-sdk/s3-presigned-post'
import { LIMITS } from '../../lib/readers/limits.ts'
import { findAgency } from '../../lib/store/agency.ts'
import type { UploadRequest, UploadTicket } from '../../lib/store/api.ts'
import { incomingKey, newSubmissionId, safeFileName } from '../../lib/store/object-keys.ts'
import type { Store } from '../../lib/store/table.ts'
import type { Access } from './access.ts'
import { HttpProblem, notFound } from './problem.ts'

const TICKET_SECONDS = 15 * 60

/**
 * A form with which one file can be uploaded to one place within 15 minutes. The server chooses the key: of the
 * user's file name only the last part stays, cleaned.
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
    throw new HttpProblem(413, '文件太大', `文件不能超过 ${LIMITS.upload / 1024 / 1024} MB。请去掉图片和附件，只提交报告正文。`)
  const agency = await findAgency(store, request.agency)
  if (agency === null || !access.allows({ agency: agency.id, ancestors: agency.ancestors }))
    throw notFound(`单位名录里没有编号“${request.agency}”。请核对编号；单位还没有登记的，请联系主管部门。`)

  const submission = newSubmissionId(now)
  const year = request.year ?? yearDue(now)
  const key = incomingKey({ agency: request.agency, year, submission, file: safeFileName(request.file) })
  const { url, fields } = await createPresignedPost(s3, {
    Bucket: bucket,
    Key: key,
    Expires: TICKET_SECONDS,
    Fields: { 'Content-Type': request.type },
    Conditions: [
      ['content-length-range', 1, LIMITS.upload],
      ['eq', '$Content-Type', request.type],
      ['eq', '$key', key],
    ],
  })
  return { submission, key, url, fields, expiresAt: new Date(now.getTime() + TICKET_SECONDS * 1000).toISOString() }
}

/** Reports are about the calendar year before; China's clock decides which that is. */
const yearDue = (now: Date): number => new Date(now.getTime() + 8 * 60 * 60 * 1000).getUTCFullYear() - 1
