import type { S3Client } from '@aws-sdk/client-s3'
import { parse } from '../../lib/parse/index.ts'
import { read } from '../../lib/readers/index.ts'
import type { Rejection } from '../../lib/report/index.ts'
import { INLINE_LIMIT, type RecordMessage } from '../../lib/store/messages.ts'
import { readIncomingKey, recordKey } from '../../lib/store/object-keys.ts'
import { putJson } from '../../lib/store/objects.ts'
import type { Upload } from '../../lib/store/upload.ts'
import { download } from './download.ts'

/**
 * Reads one upload and stores its record under the id; the same upload gives the same record again.
 * @returns the message for `validate`; null if the object was deleted meanwhile.
 * @throws {Error} if S3 cannot be reached: worth another try.
 */
export async function parseUpload(s3: S3Client, recordsBucket: string, id: string, upload: Upload): Promise<RecordMessage | null> {
  const reject = (rejection: Rejection): RecordMessage => ({ id, upload, content: { kind: 'rejection', rejection } })
  const key = readIncomingKey(upload.key)
  if (key === null)
    return reject({ code: 'unexpected-key', message: '文件没有放在规定的位置，无法判断由哪个单位报送。请用报送页面或命令重新提交。' })

  const file = await download(s3, upload)
  if (file.kind === 'gone') return null
  if (file.kind === 'too-large') return reject(file.rejection)
  const source = await read(file.bytes, { name: key.file })
  if (!source.ok) return reject(source.rejection)
  const parsed = parse(source.document)
  if (!parsed.ok) return reject(parsed.rejection)

  const record = parsed.report
  await putJson(s3, recordsBucket, recordKey(id), record)
  const small = Buffer.byteLength(JSON.stringify(record)) <= INLINE_LIMIT
  return { id, upload, content: small ? { kind: 'record', record } : { kind: 'pointer', key: recordKey(id) } }
}
