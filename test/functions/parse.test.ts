import { DeleteObjectCommand, GetObjectCommand } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Report } from '../../lib/report/index.ts'
import { recordKey } from '../../lib/store/object-keys.ts'
import { getJson } from '../../lib/store/objects.ts'
import { RECORDS_BUCKET, UPLOADS } from '../support/aws.ts'
import { GOOD, startLine, WRONG } from './line.ts'

let line: Awaited<ReturnType<typeof startLine>>
beforeAll(async () => {
  line = await startLine()
})
afterAll(() => line.stop())

const KEY = 'incoming/yunqiao/2024/s1/report.txt'

test('the record goes into the message and, the same, into the records bucket', async () => {
  const message = await line.parse(await line.upload(GOOD, KEY))
  expect(message?.content).toMatchObject({ kind: 'record', record: { agency: '星湖县云桥镇人民政府', year: 2024 } })
  expect(message?.content).toEqual({
    kind: 'record',
    record: await getJson(line.s3, RECORDS_BUCKET, recordKey(message?.id ?? ''), Report),
  })
})

test('exactly the version that the event speaks of is read', async () => {
  const first = await line.upload(GOOD, KEY)
  await line.upload('newer', KEY)
  expect((await line.parse(first))?.content.kind).toBe('record')
})

test('a long record stays in S3, the message points to it', async () => {
  const long = GOOD.replace('二、', `${'我镇主动公开政府信息。'.repeat(8000)}\n二、`)
  const message = await line.parse(await line.upload(long, KEY))
  expect(message?.content).toEqual({ kind: 'pointer', key: recordKey(message?.id ?? '') })
  expect((await getJson(line.s3, RECORDS_BUCKET, recordKey(message?.id ?? ''), Report))?.year).toBe(2024)
})

test('an object or a version that is gone needs no work', async () => {
  const deleted = await line.upload(WRONG, 'incoming/yunqiao/2024/s2/report.txt')
  await line.s3.send(new DeleteObjectCommand({ Bucket: UPLOADS, Key: deleted.key, VersionId: deleted.versionId ?? undefined }))
  expect(await line.parse(deleted)).toBeNull()
  expect(await line.parse({ ...deleted, versionId: null })).toBeNull()
})

test('a deleted object is still read by its version', async () => {
  const upload = await line.upload(GOOD, 'incoming/yunqiao/2024/s3/report.txt')
  await line.s3.send(new DeleteObjectCommand({ Bucket: UPLOADS, Key: upload.key }))
  expect((await line.parse(upload))?.content.kind).toBe('record')
})

test.each<[string, string | Uint8Array, string, RegExp]>([
  ['unexpected-key', GOOD, 'incoming/report.txt', /位置/],
  ['empty-file', '', KEY, /空/],
  ['too-large', Buffer.alloc(20 * 1024 * 1024 + 1, 'a'), KEY, /20 MB/],
])('%s is told in Chinese, and nothing is stored', async (code, body, key, words) => {
  const message = await line.parse(await line.upload(body, key))
  expect(message?.content).toMatchObject({ kind: 'rejection', rejection: { code, message: expect.stringMatching(words) as string } })
  await expect(line.s3.send(new GetObjectCommand({ Bucket: RECORDS_BUCKET, Key: recordKey(message?.id ?? '') }))).rejects.toThrow()
})

test('a bucket that cannot be reached is an error, to be tried again', async () => {
  const upload = await line.upload(GOOD, KEY)
  await expect(line.parse({ ...upload, bucket: 'no-such-bucket' })).rejects.toThrow()
})
