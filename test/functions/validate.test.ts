import { PutObjectCommand } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { validate } from '../../functions/validate/validate.ts'
import { recordKey } from '../../lib/store/object-keys.ts'
import { readOutcome } from '../../lib/store/outcome.ts'
import { findResult } from '../../lib/store/results.ts'
import { RECORDS_BUCKET } from '../support/aws.ts'
import { GOOD, startLine, WRONG } from './line.ts'

let line: Awaited<ReturnType<typeof startLine>>
beforeAll(async () => {
  line = await startLine()
})
afterAll(() => line.stop())

test('a result names who filed, as the register knows them, and counts what was found', async () => {
  const id = await line.check(WRONG, 'incoming/yunqiao/2024/s1/report.txt')
  expect(await findResult(line.store, id)).toMatchObject({
    agency: 'yunqiao',
    agencyName: '星湖县云桥镇人民政府',
    level: 'township',
    supervisor: 'xinghu',
    year: 2024,
    submission: 's1',
    file: 'report.txt',
    outcome: 'checked',
    verdict: 'fail',
    version: 1,
    current: true,
    validatedAt: '2025-01-12T03:00:00.000Z',
  })
  const outcome = await readOutcome(line.s3, RECORDS_BUCKET, id)
  if (outcome.outcome !== 'checked') throw new Error('not checked')
  expect(outcome.findings.map(({ rule }) => rule)).toContain('identities/row-total')
  const errors = outcome.findings.filter(({ severity }) => severity === 'error').length
  expect((await findResult(line.store, id))?.findingCounts.error).toBe(errors)
})

test('the report is judged as of the day of its upload in China', async () => {
  const signedInTheFuture = async (submittedAt: string) => {
    const upload = { ...(await line.upload(GOOD, `incoming/orphan/2024/${Date.parse(submittedAt)}/report.txt`)), submittedAt }
    const message = await line.parse(upload)
    if (message === null) throw new Error('gone')
    await validate(line.site, message)
    const outcome = await readOutcome(line.s3, RECORDS_BUCKET, message.id)
    return outcome.outcome === 'checked' && outcome.findings.some(({ rule }) => rule === 'dates/future')
  }
  expect(GOOD).toContain('2025年1月15日')
  expect(await signedInTheFuture('2025-01-14T15:59:59.000Z')).toBe(true)
  expect(await signedInTheFuture('2025-01-14T16:00:00.000Z')).toBe(false)
})

test('an agency that the register lacks: rejected, kept with what it was sent as', async () => {
  const id = await line.check(GOOD, 'incoming/nobody/2024/s1/report.txt')
  expect(await findResult(line.store, id)).toMatchObject({
    agency: 'nobody',
    agencyName: null,
    outcome: 'rejected',
    rejection: { code: 'unknown-agency' },
    verdict: null,
    score: null,
  })
})

test('a record that came as a pointer is judged like any other; one that cannot be read is an error', async () => {
  const upload = await line.upload(WRONG, 'incoming/yunqiao/2023/s1/report.txt')
  const message = await line.parse(upload)
  if (message === null) throw new Error('gone')
  const pointer = { ...message, content: { kind: 'pointer' as const, key: recordKey(message.id) } }
  expect(await validate(line.site, pointer)).toBe('fail')

  const other = { ...pointer, id: 'f'.repeat(32), content: { kind: 'pointer' as const, key: recordKey('f'.repeat(32)) } }
  await expect(validate(line.site, other)).rejects.toThrow()
  await line.s3.send(new PutObjectCommand({ Bucket: RECORDS_BUCKET, Key: other.content.key, Body: '{}' }))
  await expect(validate(line.site, other)).rejects.toThrow()
  expect(await findResult(line.store, other.id)).toBeNull()
})
