import { createHash } from 'node:crypto'
import { ListObjectVersionsCommand } from '@aws-sdk/client-s3'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { UploadTicket } from '../../lib/store/api.ts'
import { UPLOADS } from '../support/aws.ts'
import { startGateway } from './gateway.ts'

let api: Awaited<ReturnType<typeof startGateway>>
beforeAll(async () => {
  api = await startGateway()
})
afterAll(() => api.stop())
afterEach(() => void vi.useRealTimers())

const MEGABYTE = 1024 * 1024
const digest = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('base64')

async function ticket(over: object = {}): Promise<UploadTicket> {
  const body = JSON.stringify({ agency: 'yunqiao', year: 2024, file: '年报.txt', type: 'text/plain', ...over })
  return UploadTicket.parse(JSON.parse((await api.ask('POST', '/uploads', { headers: { 'content-type': 'application/json' }, body })).text))
}

/** Sends the form; fields that `changed` names as undefined are left out. Gives the status and S3's code. */
async function post({ url, fields }: UploadTicket, body: Buffer, changed: Readonly<Record<string, string | undefined>> = {}): Promise<string> {
  const form = new FormData()
  for (const [name, value] of Object.entries({ ...fields, ...changed })) if (value !== undefined) form.append(name, value)
  form.append('file', new Blob([Uint8Array.from(body)]), 'report.txt')
  const response = await fetch(url, { method: 'POST', body: form })
  return [response.status, /<Code>(\w+)/.exec(await response.text())?.[1]].join(' ').trim()
}

test.each([
  [0, '400 EntityTooSmall'],
  [1, '204'],
  [20 * MEGABYTE, '204'],
  [20 * MEGABYTE + 1, '400 EntityTooLarge'],
])('%i bytes: %s', async (size, answer) => {
  expect(await post(await ticket(), Buffer.alloc(size, 'a'))).toBe(answer)
})

test('a size that was stated is held to', async () => {
  const given = await ticket({ size: 5 })
  expect(await post(given, Buffer.from('four'))).toBe('400 EntityTooSmall')
  expect(await post(given, Buffer.from('sixsix'))).toBe('400 EntityTooLarge')
  expect(await post(given, Buffer.from('fives'))).toBe('204')
})

test('a form is good for 15 minutes', async () => {
  const given = await ticket()
  const later = (seconds: number) => vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(given.expiresAt) + seconds * 1000 })
  later(-5)
  expect(await post(given, Buffer.from('in time'))).toBe('204')
  later(5)
  expect(await post(given, Buffer.from('too late'))).toBe('403 AccessDenied')
})

test('the checksum can be neither changed nor left out', async () => {
  const bytes = Buffer.from('these very bytes')
  const others = Buffer.from('some other bytes')
  const given = await ticket({ sha256: digest(bytes) })
  expect(await post(given, others)).toBe('400 BadDigest')
  expect(await post(given, others, { 'x-amz-checksum-sha256': digest(others) })).toBe('403 AccessDenied')
  expect(await post(given, others, { 'x-amz-checksum-sha256': undefined })).toBe('403 AccessDenied')
  expect(await post(given, others, { 'x-amz-checksum-sha256': undefined, 'x-amz-checksum-algorithm': undefined })).toBe('403 AccessDenied')
  expect(await post(given, bytes)).toBe('204')
})

test('a form is for one submission: sent twice, it makes two versions of that one, and nothing elsewhere', async () => {
  const given = await ticket()
  for (const body of ['first', 'second']) expect(await post(given, Buffer.from(body))).toBe('204')
  const another = await ticket()
  expect(another.submission).not.toBe(given.submission)
  expect(await post({ ...given, fields: { ...given.fields, key: another.key } }, Buffer.from('x'))).toBe('403 AccessDenied')
  const { Versions = [] } = await api.s3.send(new ListObjectVersionsCommand({ Bucket: UPLOADS, Prefix: `incoming/yunqiao/2024/${given.submission}/` }))
  expect(Versions.map(({ Key }) => Key)).toEqual([given.key, given.key])
})

test.each(['tagging', 'x-amz-meta-more', 'acl', 'x-amz-storage-class', 'success_action_redirect'])('the field %s is not taken', async (name) => {
  expect(await post(await ticket(), Buffer.from('x'), { [name]: 'x' })).toBe('403 AccessDenied')
})
