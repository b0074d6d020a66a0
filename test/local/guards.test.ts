import { existsSync, globSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { ListTablesCommand } from '@aws-sdk/client-dynamodb'
import { GetObjectCommand, HeadObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3'
import { SendEmailCommand } from '@aws-sdk/client-sesv2'
import { ListQueuesCommand } from '@aws-sdk/client-sqs'
import { createPresignedPost, type PresignedPostOptions } from '@aws-sdk/s3-presigned-post'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { connect, type Fixture, startFixture } from './fixture/local.ts'

let fixture: Fixture
let Bucket: string

beforeAll(async () => {
  fixture = await startFixture()
  Bucket = fixture.name('Inbox')
})
afterAll(() => fixture.stop())
afterEach(() => void vi.useRealTimers())

const MINUTE = 60_000
/** The same moment for signer and server, `milliseconds` from now; timers stay real. */
const travel = (milliseconds: number): void => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + milliseconds })
}

interface Upload {
  readonly body?: string | Buffer
  readonly fields?: Record<string, string>
  readonly without?: string
  readonly options?: Partial<PresignedPostOptions>
  readonly later?: number
}

/** Presigns an upload of at most ten bytes of HTML, then posts what the test says. */
async function post({ body = 'small', fields = {}, without = '', options = {}, later = 0 }: Upload): Promise<{ status: number; code: string | undefined }> {
  const presigned = await createPresignedPost(fixture.s3, {
    Bucket,
    Key: 'guarded/report.html',
    Expires: 900,
    Conditions: [
      ['content-length-range', 1, 10],
      ['eq', '$Content-Type', 'text/html'],
    ],
    Fields: { 'Content-Type': 'text/html' },
    ...options,
  })
  if (later > 0) travel(later)
  const form = new FormData()
  for (const [name, value] of Object.entries({ ...presigned.fields, ...fields })) if (name !== without) form.append(name, value)
  form.append('file', new Blob([body]), 'report.html')
  const response = await fetch(presigned.url, { method: 'POST', body: form })
  return { status: response.status, code: /<Code>(\w+)</.exec(await response.text())?.[1] }
}

const refused = (code: string, status = 403) => ({ status, code })

describe('a presigned POST', () => {
  test('is taken as signed', async () => {
    expect(await post({})).toEqual({ status: 204, code: undefined })
    expect((await fixture.s3.send(new HeadObjectCommand({ Bucket, Key: 'guarded/report.html' }))).ContentType).toBe('text/html')
  })

  test.each<[string, Upload, ReturnType<typeof refused>]>([
    ['forged signature', { fields: { 'X-Amz-Signature': 'a'.repeat(64) } }, refused('SignatureDoesNotMatch')],
    ['foreign access key', { fields: { 'X-Amz-Credential': 'AKIAOTHER/20260101/us-east-1/s3/aws4_request' } }, refused('InvalidAccessKeyId')],
    ['no signature', { without: 'X-Amz-Signature' }, refused('AccessDenied')],
    ['no policy', { without: 'Policy' }, refused('AccessDenied')],
    ['expired', { later: 16 * MINUTE }, refused('AccessDenied')],
    ['oversized', { body: 'eleven byte' }, refused('EntityTooLarge', 400)],
    ['empty', { body: '' }, refused('EntityTooSmall', 400)],
    ['far oversized', { body: Buffer.alloc(30 * 1024 * 1024) }, refused('EntityTooLarge', 400)],
    ['wrong type', { fields: { 'Content-Type': 'text/plain' } }, refused('AccessDenied')],
    ['no type', { without: 'Content-Type' }, refused('AccessDenied')],
    ['changed key', { fields: { key: 'guarded/other.html' } }, refused('AccessDenied')],
    ['key above the folder', { fields: { key: '../../../outside.html' } }, refused('AccessDenied')],
    ['a field that the policy does not name', { fields: { 'x-amz-meta-more': '1' } }, refused('AccessDenied')],
    ['another bucket in the form', { fields: { bucket: 'other' } }, refused('AccessDenied')],
  ])('is refused: %s', async (_, upload, answer) => {
    expect(await post(upload)).toEqual(answer)
  })

  test('is refused for another bucket than the one signed for', async () => {
    const { url, fields } = await createPresignedPost(fixture.s3, { Bucket, Key: 'a' })
    const form = new FormData()
    for (const [name, value] of Object.entries(fields)) form.append(name, value)
    form.append('file', new Blob(['x']))
    expect((await fetch(url.replace(Bucket, fixture.name('Plain')), { method: 'POST', body: form })).status).toBe(403)
  })

  test('may leave part of the key open, but no more', async () => {
    const options = { Key: 'open/${filename}', Conditions: [['starts-with', '$key', 'open/'] as ['starts-with', string, string]], Fields: {} }
    expect((await post({ options })).status).toBe(204)
    await fixture.s3.send(new HeadObjectCommand({ Bucket, Key: 'open/report.html' }))
    expect(await post({ options, fields: { key: 'closed/a' } })).toEqual(refused('AccessDenied'))
  })

  test.each(['../../../../outside', 'a/../../..', '..', '/etc/outside', 'a\\..\\b', 'con:|?*', `${'长'.repeat(300)}.html`, 'a\u0000b'])(
    'a signed key stays inside the storage folder, and is found by its name',
    async (Key) => {
      const { url, fields } = await createPresignedPost(fixture.s3, { Bucket, Key })
      const form = new FormData()
      for (const [name, value] of Object.entries(fields)) form.append(name, value)
      form.append('file', new Blob(['contained']))
      const { status } = await fetch(url, { method: 'POST', body: form })
      expect(status).toBe(204)
      const { Contents } = await fixture.s3.send(new ListObjectsV2Command({ Bucket, Prefix: Key.slice(0, 100) }))
      if (!Key.includes('\u0000')) expect(Contents?.map((object) => object.Key)).toContain(Key)
      expect(existsSync(join(fixture.home, '..', 'outside'))).toBe(false)
      const bodies = globSync('objects/*/bodies/*', { cwd: fixture.home })
      expect(bodies.every((file) => /\/[0-9a-f-]{36}$/.test(file))).toBe(true)
    },
  )
})

/** A URL that allows one request, for `seconds`. */
const presign = (method: 'PUT' | 'GET', Key: string, seconds: number, ContentType?: string): Promise<string> =>
  getSignedUrl(
    fixture.s3,
    method === 'PUT' ? new PutObjectCommand({ Bucket, Key, ...(ContentType !== undefined && { ContentType }) }) : new GetObjectCommand({ Bucket, Key }),
    { expiresIn: seconds, ...(ContentType !== undefined && { signableHeaders: new Set(['content-type']) }) },
  )

describe('a presigned URL', () => {
  test('allows what was signed', async () => {
    const url = await presign('PUT', 'url.txt', 60)
    expect((await fetch(url, { method: 'PUT', body: 'x' })).status).toBe(200)
    expect(await (await fetch(await presign('GET', 'url.txt', 60))).text()).toBe('x')
  })

  test.each<[string, (url: string) => Promise<Response>]>([
    ['another method', (url) => fetch(url, { method: 'DELETE' })],
    ['another key', (url) => fetch(url.replace('url.txt', 'other.txt'), { method: 'PUT', body: 'x' })],
    ['a longer expiry', (url) => fetch(url.replace('X-Amz-Expires=60', 'X-Amz-Expires=600'), { method: 'PUT', body: 'x' })],
    ['a forged signature', (url) => fetch(url.replace(/Signature=\w+/, `Signature=${'0'.repeat(64)}`), { method: 'PUT', body: 'x' })],
    ['an added header', (url) => fetch(url, { method: 'PUT', body: 'x', headers: { 'x-amz-meta-more': '1' } })],
    ['after its time', (url) => (travel(2 * MINUTE), fetch(url, { method: 'PUT', body: 'x' }))],
  ])('allows nothing else: %s', async (_, attempt) => {
    expect((await attempt(await presign('PUT', 'url.txt', 60))).status).toBe(403)
  })

  test('holds a signed content type', async () => {
    const url = await presign('PUT', 'typed.txt', 60, 'text/plain')
    expect((await fetch(url, { method: 'PUT', body: 'x', headers: { 'content-type': 'text/html' } })).status).toBe(403)
    expect((await fetch(url, { method: 'PUT', body: 'x', headers: { 'content-type': 'text/plain' } })).status).toBe(200)
  })

  test('lasts a week at most', async () => {
    await expect(presign('GET', 'url.txt', 8 * 24 * 3600)).rejects.toThrow()
    const url = (await presign('GET', 'url.txt', 60)).replace('X-Amz-Expires=60', 'X-Amz-Expires=999999')
    expect((await fetch(url)).status).toBe(400)
  })
})

describe('a request', () => {
  test('without a signature is refused by every service', async () => {
    const { s3, sqs, dynamodb, mail } = fixture.local
    expect((await fetch(`${s3}/${Bucket}`)).status).toBe(403)
    expect((await fetch(`${s3}/${Bucket}/a`, { method: 'PUT', body: 'x' })).status).toBe(403)
    expect((await fetch(`${s3}/_fauxqs/queues`)).status).toBe(403)
    const json = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'AmazonSQS.ListQueues' }
    expect((await fetch(sqs, { method: 'POST', body: '{}', headers: json })).status).toBe(403)
    expect((await fetch(dynamodb, { method: 'POST', body: '{}', headers: { ...json, 'x-amz-target': 'DynamoDB_20120810.ListTables' } })).status).toBe(403)
    expect((await fetch(`${mail}/v2/email/outbound-emails`, { method: 'POST', body: '{}' })).status).toBe(403)
  })

  test('signed with another secret is refused by every service', async () => {
    const stranger = connect({ ...fixture.local, credentials: { ...fixture.local.credentials, secretAccessKey: 'x'.repeat(40) } }, fixture.home)
    const denied = expect.objectContaining({ $metadata: expect.objectContaining({ httpStatusCode: 403 }) as unknown }) as unknown
    await expect(stranger.s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x' }))).rejects.toEqual(denied)
    await expect(stranger.sqs.send(new ListQueuesCommand({}))).rejects.toEqual(denied)
    await expect(stranger.dynamodb.send(new ListTablesCommand({}))).rejects.toEqual(denied)
    const Content = { Simple: { Subject: { Data: 's' }, Body: { Text: { Data: 't' } } } }
    await expect(
      stranger.ses.send(new SendEmailCommand({ FromEmailAddress: 'a@b.example', Destination: { ToAddresses: ['c@d.example'] }, Content })),
    ).rejects.toEqual(denied)
  })

  test('that was signed long ago is refused', async () => {
    travel(-20 * MINUTE)
    const { sqs } = fixture
    sqs.middlewareStack.add((next) => (args) => (vi.useRealTimers(), next(args)), { step: 'finalizeRequest', priority: 'low', name: 'arrive' })
    await expect(sqs.send(new ListQueuesCommand({}))).rejects.toMatchObject({ name: 'RequestTimeTooSkewed' })
    sqs.middlewareStack.remove('arrive')
  })

  test('for another host is refused everywhere: a foreign page may point its name at this machine', async () => {
    const { api, s3, dynamodb, mail } = fixture.local
    for (const base of [api, s3, dynamodb, mail]) {
      const status = await new Promise((resolve, reject) => {
        request(base, { headers: { host: 'evil.example' } }, (response) => resolve(response.resume().statusCode)).on('error', reject).end()
      })
      expect(status).toBe(403)
    }
  })
})

describe('a page of another origin', () => {
  const preflight = (origin: string, method = 'POST') =>
    fetch(`${fixture.local.s3}/${Bucket}`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': method, 'access-control-request-headers': 'content-type' },
    })

  test('may upload as the template of the bucket says', async () => {
    const granted = await preflight('https://desk.example.org')
    expect(granted.status).toBe(200)
    expect(Object.fromEntries(granted.headers)).toMatchObject({
      'access-control-allow-origin': 'https://desk.example.org',
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'content-type',
      'access-control-max-age': '60',
    })
    const posted = await fetch(`${fixture.local.s3}/${Bucket}`, { method: 'POST', headers: { origin: 'https://desk.example.org' } })
    expect(posted.headers.get('access-control-allow-origin')).toBe('https://desk.example.org')
    expect(posted.headers.get('access-control-expose-headers')).toBe('ETag')
  })

  test.each([
    ['https://evil.example', 'POST'],
    ['https://example.org', 'POST'],
    ['https://desk.example.org', 'DELETE'],
  ])('%s is refused %s', async (origin, method) => {
    const response = await preflight(origin, method)
    expect(response.status).toBe(403)
    expect(response.headers.get('access-control-allow-origin')).toBeNull()
  })
})
