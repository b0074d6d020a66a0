import { readFile } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ReportItem, UploadRequest } from '../store/api.ts'
import { requestUpload, submissionStatus } from './api.ts'
import { CliError, EXIT } from './exit.ts'
import type { Server } from './sign-in/server.ts'

const TYPES: Readonly<Record<string, UploadRequest['type']>> = {
  '.txt': 'text/plain',
  '.md': 'text/markdown',
  '.htm': 'text/html',
  '.html': 'text/html',
  '.pdf': 'application/pdf',
  '.doc': 'application/msword',
  '.docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  '.xls': 'application/vnd.ms-excel',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  '.rtf': 'application/rtf',
  '.zip': 'application/zip',
}

/** What S3 says of a form that it refuses, in the words of a person. */
const REFUSALS: Readonly<Record<string, string>> = {
  EntityTooSmall: '文件是空的，没有上传。请重新导出报告后再报送。',
  EntityTooLarge: '文件超过了上限，没有上传。请去掉图片和附件，只报送报告正文。',
}

export interface Uploaded {
  readonly submission: string
  readonly key: string
  /** The version that S3 gave the object; null in a bucket without versions. */
  readonly versionId: string | null
  readonly eTag: string
}

/**
 * Submits one file the way a browser does: asks for a form, then sends it to S3.
 * @throws {CliError} in Chinese and English, if the file cannot be read or either refuses.
 */
export async function upload(server: Server, filing: { agency: string; year: number }, path: string): Promise<Uploaded> {
  const bytes = await readFile(path).catch(() => {
    throw new CliError(EXIT.usage, `打不开文件：${path}`, `Cannot read the file: ${path}`)
  })
  const type = TYPES[extname(path).toLowerCase()] ?? 'application/octet-stream'
  const size = bytes.length > 0 ? { size: bytes.length } : {}
  const ticket = await requestUpload(server, { ...filing, file: basename(path), type, ...size })
  const form = new FormData()
  for (const [name, value] of Object.entries(ticket.fields)) form.append(name, value)
  form.append('file', new Blob([bytes], { type }), basename(path))
  const response = await fetch(ticket.url, { method: 'POST', body: form })
  if (!response.ok) throw refusal(path, response.status, await response.text())
  return {
    submission: ticket.submission,
    key: ticket.key,
    versionId: response.headers.get('x-amz-version-id'),
    eTag: (response.headers.get('etag') ?? '').replaceAll('"', ''),
  }
}

function refusal(path: string, status: number, body: string): CliError {
  const code = /<Code>(\w+)<\/Code>/.exec(body)?.[1] ?? `HTTP ${status}`
  return new CliError(EXIT.findings, REFUSALS[code] ?? `上传被拒绝（${code}）：${path}`, `The upload was refused (${code}): ${path}`)
}

const PATIENCE_SECONDS = 300

/**
 * Waits until a submission has an outcome.
 * @throws {CliError} unavailable, if there is none after five minutes.
 */
export async function outcomeOf(server: Server, submission: string): Promise<ReportItem> {
  const until = Date.now() + PATIENCE_SECONDS * 1000
  for (let pause = 50; Date.now() < until; pause = Math.min(pause * 1.5, 1000)) {
    const [report] = (await submissionStatus(server, submission)).reports
    if (report !== undefined) return report
    await sleep(pause)
  }
  throw new CliError(
    EXIT.unavailable,
    `等了${PATIENCE_SECONDS / 60}分钟还没有结果。文件已经收下，稍后可以用 gongkai results 查看。`,
    `No outcome after ${PATIENCE_SECONDS / 60} minutes; the file was taken, see gongkai results later.`,
  )
}
