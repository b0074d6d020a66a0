import { isArchive } from '../../lib/intake/index.ts'
import { parse } from '../../lib/parse/index.ts'
import { read } from '../../lib/readers/index.ts'
import type { Rejection, Report } from '../../lib/report/index.ts'
import { INLINE_LIMIT, type RecordMessage } from '../../lib/store/messages.ts'
import { documentKey, readIncomingKey, recordKey } from '../../lib/store/object-keys.ts'
import { putJson } from '../../lib/store/objects.ts'
import type { Upload } from '../../lib/store/upload.ts'
import { download } from './download.ts'
import { parseArchive } from './parse-archive.ts'
import { scanGate } from './scan-gate.ts'
import type { Site } from './site.ts'

/**
 * Reads one upload and stores its record under the id; the same upload gives the same record again. Of an archive the
 * submissions in it become uploads of their own, which come back here by their own events.
 * @returns the message for `validate`; null if the object was deleted meanwhile or could not be scanned.
 * @throws {Error} if S3 or the table cannot be reached, or there is no verdict of the scan yet: worth another try.
 */
export async function parseUpload(site: Site, id: string, upload: Upload): Promise<RecordMessage | null> {
  const reject = (rejection: Rejection): RecordMessage => ({ id, upload, content: { kind: 'rejection', rejection } })
  const key = readIncomingKey(upload.key)
  if (key === null)
    return reject({ code: 'unexpected-key', message: '文件没有放在规定的位置，无法判断由哪个单位报送。请用报送页面或命令重新提交。' })

  const gate = site.malwareScan ? await scanGate(site.s3, upload) : 'open'
  if (typeof gate === 'object') return reject(gate.rejection)
  if (gate !== 'open') return null

  const file = await download(site.s3, upload)
  if (file.kind === 'gone') return null
  if (file.kind === 'too-large') return reject(file.rejection)
  if (isArchive(file.bytes)) {
    const found = await parseArchive(site, { id, bucket: upload.bucket, key, bytes: file.bytes })
    if (found.kind === 'archive') return { id, upload, content: found }
    return found.kind === 'rejection' ? reject(found.rejection) : { id, upload, content: await keep(site, id, found.report) }
  }
  const source = await read(file.bytes, { name: key.file })
  if (!source.ok) return reject(source.rejection)
  const parsed = parse(source.document)
  // For its page: the places of findings are offsets into just this reading.
  if (parsed.ok) await putJson(site.s3, site.recordsBucket, documentKey(id), source.document)
  return parsed.ok ? { id, upload, content: await keep(site, id, parsed.report) } : reject(parsed.rejection)
}

async function keep({ s3, recordsBucket }: Site, id: string, record: Report): Promise<RecordMessage['content']> {
  await putJson(s3, recordsBucket, recordKey(id), record)
  const small = Buffer.byteLength(JSON.stringify(record)) <= INLINE_LIMIT
  return small ? { kind: 'record', record } : { kind: 'pointer', key: recordKey(id) }
}
