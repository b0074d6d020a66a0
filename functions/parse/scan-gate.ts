import type { S3Client } from '@aws-sdk/client-s3'
import type { Rejection } from '../../lib/report/index.ts'
import { scanOf } from '../../lib/store/scan.ts'
import type { Upload } from '../../lib/store/upload.ts'

/** Whether an upload may be read. `closed`: it is gone, or the scanner could not do its work; then `reconcile` tells the operator. */
type Gate = 'open' | 'closed' | { readonly rejection: Rejection }

/**
 * Lets through what the scan has found clean, and nothing else.
 * @throws {Error} for what has no verdict yet: an event that came before its tag, or a forged one.
 */
export async function scanGate(s3: S3Client, upload: Upload): Promise<Gate> {
  switch (await scanOf(s3, upload)) {
    case 'clean':
      return 'open'
    case 'gone':
    case 'failed':
      return 'closed'
    case 'threat':
      return { rejection: THREAT }
    case 'unsupported':
      return { rejection: UNSCANNABLE }
    case 'pending':
      throw new Error(`no verdict on ${upload.key} yet`)
  }
}

const THREAT: Rejection = {
  code: 'malware',
  message:
    '安全扫描发现这个文件带有恶意程序（病毒），系统没有打开它。请不要再转发或者打开这个文件；先用杀毒软件检查制作报告的电脑，清除后重新制作报告文件，再报送。',
}

const UNSCANNABLE: Rejection = {
  code: 'unscannable',
  message: '安全扫描无法检查这个文件的内容，系统没有打开它。常见的原因是文件设了打开密码，或者压缩包里文件太多、层数太多。请去掉密码，直接报送报告文件本身，不要压缩。',
}
