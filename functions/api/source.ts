import { GetObjectCommand } from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import type { SourceLink } from '../../lib/store/api-reports.ts'
import type { Result } from '../../lib/store/result.ts'
import { type Scan, scanOf } from '../../lib/store/scan.ts'
import { HttpProblem, unknownReport, type Words } from './problem.ts'
import type { Site } from './route.ts'

const LINK_SECONDS = 60

/** Why a file is not given out. */
const WITHHELD: Readonly<Record<Exclude<Scan, 'clean' | 'gone'>, Words>> = {
  threat: { zh: '安全扫描发现这个文件带有恶意程序，不能下载。', en: 'The malware scan found a threat in this file: it is not given out.' },
  unsupported: { zh: '安全扫描无法检查这个文件，不能下载。', en: 'The malware scan could not look into this file: it is not given out.' },
  failed: { zh: '这个文件还没有通过安全扫描，暂时不能下载。请联系管理员。', en: 'The malware scan of this file failed: it is not given out. Ask the operator.' },
  pending: { zh: '这个文件还没有经过安全扫描，暂时不能下载。请稍后再试；仍不能下载的，请联系管理员。', en: 'This file has not been scanned for malware yet. Try again later, then ask the operator.' },
}

/**
 * An address that gives exactly the version that was checked, as a download: a browser never shows it.
 * @throws {HttpProblem} 409 where uploads are scanned for malware and this one was not found clean, 404 where it is gone.
 */
export async function linkTo({ s3, malwareScan, now: clock }: Pick<Site, 's3' | 'malwareScan' | 'now'>, { id, file, upload }: Result): Promise<SourceLink> {
  const { bucket, key, versionId, size } = upload
  const scan = malwareScan ? await scanOf(s3, upload) : 'clean'
  if (scan !== 'clean') throw scan === 'gone' ? unknownReport(id) : new HttpProblem(409, WITHHELD[scan])
  const now = clock()
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
