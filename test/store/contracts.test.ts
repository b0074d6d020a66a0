import { describe, expect, test } from 'vitest'
import { writeMessage } from '../../lib/store/messages.ts'
import { incomingKey, newSubmissionId, readIncomingKey, safeFileName } from '../../lib/store/object-keys.ts'
import { readS3Event, writeS3Event } from '../../lib/store/s3-event.ts'
import { reportId } from '../../lib/store/upload.ts'
import fc from '../support/property.ts'

describe('incoming keys', () => {
  test('what is written can be read, whatever the user called the file', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        const key = { agency: 'yunqiao', year: 2025, submission: newSubmissionId(new Date(0)), file: safeFileName(name) }
        expect(readIncomingKey(incomingKey(key))).toEqual(key)
      }),
    )
  })

  test.each([
    ['../../etc/passwd', 'passwd'],
    ['..\\..\\报告.docx', '报告.docx'],
    ['..', 'report'],
    ['', 'report'],
    ['a/', 'report'],
    ['.hidden.txt', 'hidden.txt'],
    ['2025年报\r\n(终稿).html', '2025年报(终稿).html'],
    ['a\u202Etxt.exe', 'atxt.exe'],
    [`${'长'.repeat(300)}.html`, `${'长'.repeat(95)}.html`],
  ])('%j becomes %j', (name, safe) => {
    expect(safeFileName(name)).toBe(safe)
  })

  test.each(['incoming/report.txt', 'incoming/../2025/s/f', 'incoming/a/25/s/f', 'incoming/a/2025/s/', 'incoming/a/2025/s/b/f', 'records/a/2025/s/f'])(
    '%s is none of ours',
    (key) => {
      expect(readIncomingKey(key)).toBeNull()
    },
  )

  test('submissions sort by the time they were made', () => {
    const times = [0, 1, 1_700_000_000_000, 1_800_000_000_000]
    expect(times.map((time) => newSubmissionId(new Date(time))).toSorted().map((id) => Number.parseInt(id.slice(0, 9), 36))).toEqual(times)
  })
})

describe('S3 events', () => {
  const upload = {
    bucket: 'uploads',
    key: 'incoming/yunqiao/2025/s1/年报 (终稿)+1.txt',
    versionId: 'v1',
    eTag: 'e1',
    size: 12,
    submittedAt: '2026-01-12T01:00:00.000Z',
    sequencer: '00A1',
  }

  test('the reconciler writes what S3 would have sent', () => {
    expect(readS3Event(writeS3Event(upload))).toEqual([upload])
    expect(readS3Event(writeS3Event({ ...upload, versionId: null, sequencer: null }))).toEqual([{ ...upload, versionId: null, sequencer: null }])
  })

  test('keys come encoded as in a form', () => {
    const event = writeS3Event(upload)
    expect(event).toContain('%E5%B9%B4%E6%8A%A5+(%E7%BB%88%E7%A8%BF)%2B1.txt')
  })

  test('the test event and deletions speak of no upload', () => {
    expect(readS3Event(JSON.stringify({ Service: 'Amazon S3', Event: 's3:TestEvent', Bucket: 'uploads' }))).toEqual([])
    expect(readS3Event(writeS3Event(upload).replace('ObjectCreated:Reconciled', 'ObjectRemoved:Delete'))).toEqual([])
  })

  test.each(['', 'x', '{}', '{"Records":[{}]}'])('%j is an error', (body) => {
    expect(() => readS3Event(body)).toThrow()
  })

  test('one id per version, whoever tells of it', () => {
    const again = { ...upload, submittedAt: '2026-01-12T01:00:00.123Z', sequencer: null }
    expect(reportId(again)).toBe(reportId(upload))
    expect(reportId({ ...upload, versionId: 'v2' })).not.toBe(reportId(upload))
    expect(reportId({ ...upload, versionId: null })).not.toBe(reportId({ ...upload, versionId: null, eTag: 'e2' }))
  })
})

test('messages hold no character that SQS refuses', () => {
  const rejection = { code: 'x', message: 'a\uFFFE\uFFFF\uD800\u0000b' }
  const upload = { bucket: 'b', key: 'k', versionId: null, eTag: 'e', size: 1, submittedAt: '2026-01-12T01:00:00.000Z', sequencer: null }
  const body = writeMessage({ id: 'a'.repeat(32), upload, content: { kind: 'rejection', rejection } })
  expect(body).not.toMatch(/[\uFFFE\uFFFF\u0000]/)
  expect(body.isWellFormed()).toBe(true)
  expect(JSON.parse(body)).toMatchObject({ content: { rejection } })
})
