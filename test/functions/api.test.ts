import { PutObjectCommand } from '@aws-sdk/client-s3'
import type { APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import * as z from 'zod'
import type { handler as Handler } from '../../functions/api/handler.ts'
import { Problem, ReportDetail, ReportPage, SubmissionStatus, UploadTicket } from '../../lib/store/api.ts'
import { readIncomingKey } from '../../lib/store/object-keys.ts'
import { RECORDS_BUCKET } from '../support/aws.ts'
import { apiVariables } from './api-environment.ts'
import { authorized, claimsOf } from './caller.ts'
import { GOOD, startLine, WRONG } from './line.ts'

let line: Awaited<ReturnType<typeof startLine>>
let handler: typeof Handler
beforeAll(async () => {
  line = await startLine()
  for (const [name, value] of Object.entries(await apiVariables(line))) vi.stubEnv(name, value)
  ;({ handler } = await import('../../functions/api/handler.ts'))
})
afterAll(() => line.stop())

const context = { getRemainingTimeInMillis: () => 10_000, functionName: 'api', awsRequestId: 'r' } as Context
const Answer = z.object({ statusCode: z.number(), headers: z.record(z.string(), z.unknown()), body: z.string().transform((body): unknown => JSON.parse(body)) })

const XINGHU = claimsOf('supervisor', 'xinghu')
const ORPHAN = claimsOf('agency', 'orphan')

interface Parts {
  readonly path?: Record<string, string>
  readonly query?: Record<string, string>
  readonly body?: unknown
  readonly claims?: Record<string, string>
}

/** A request as API Gateway hands it over, of the county's office if nothing else is said. */
async function call(routeKey: string, { claims = XINGHU, ...parts }: Parts = {}) {
  const event = {
    version: '2.0',
    routeKey,
    headers: { 'content-type': 'application/json' },
    pathParameters: parts.path,
    queryStringParameters: parts.query,
    body: typeof parts.body === 'string' ? parts.body : JSON.stringify(parts.body),
    isBase64Encoded: false,
    requestContext: { requestId: 'request-1', ...authorized(claims) },
  }
  const answer: APIGatewayProxyStructuredResultV2 = await handler(event as unknown as Parameters<typeof handler>[0], context)
  return Answer.parse(answer)
}

async function problem(answer: Promise<z.infer<typeof Answer>>) {
  const { statusCode, headers, body } = await answer
  const told = Problem.parse(body)
  expect(headers['content-type']).toMatch('application/problem+json')
  expect(told).toMatchObject({ status: statusCode, requestId: 'request-1' })
  expect(told.title + told.detail).toMatch(/^[^a-z]*\p{Script=Han}/u)
  return told
}

describe('uploads', () => {
  const request = { agency: 'yunqiao', year: 2024, file: '../../etc/年报.txt', type: 'text/plain' }
  const ticket = async (over = {}) => UploadTicket.parse((await call('POST /uploads', { body: { ...request, ...over } })).body)
  async function post({ url, fields }: UploadTicket, body: string, changed: Record<string, string> = {}) {
    const form = new FormData()
    for (const [name, value] of Object.entries({ ...fields, ...changed })) form.append(name, value)
    form.append('file', new Blob([body]), 'report.txt')
    return (await fetch(url, { method: 'POST', body: form })).status
  }

  test('the server chooses the key; of the name only the last part stays', async () => {
    const given = await ticket()
    expect(readIncomingKey(given.key)).toEqual({ agency: 'yunqiao', year: 2024, submission: given.submission, file: '年报.txt' })
    expect(Date.parse(given.expiresAt) - Date.now()).toBeGreaterThan(14 * 60_000)
    expect(await post(given, GOOD)).toBe(204)
  })

  test.each([
    ['another key', { key: 'incoming/silent/2024/s1/x.txt' }],
    ['another type', { 'Content-Type': 'text/html' }],
    ['no signature', { 'X-Amz-Signature': '0'.repeat(64) }],
  ])('%s is refused', async (_name, changed) => {
    expect(await post(await ticket(), GOOD, changed)).toBe(403)
  })

  test('an empty file is refused', async () => {
    expect(await post(await ticket(), '')).toBe(400)
  })

  test('without a year, the one that is due; without a type, any bytes', async () => {
    const given = await ticket({ year: undefined, type: undefined })
    const now = new Date(Date.now() + 8 * 3600_000)
    expect(readIncomingKey(given.key)?.year).toBe(now.getUTCFullYear() - 1)
    expect(given.fields['Content-Type']).toBe('application/octet-stream')
  })

  test.each([
    [404, { ...request, agency: 'nobody' }, '单位名录'],
    [400, { ...request, agency: '../silent' }, 'agency'],
    [400, { ...request, year: 24 }, 'year'],
    [400, { ...request, type: 'image/png' }, 'type'],
    [400, { agency: 'yunqiao' }, 'file'],
    [413, { ...request, size: 21 * 1024 * 1024 }, '20 MB'],
    [400, '{', 'JSON'],
    [400, '[]', '格式'],
  ])('%i for %j', async (status, body, words) => {
    const told = await problem(call('POST /uploads', { body }))
    expect(told.status).toBe(status)
    expect(told.detail).toContain(words)
  })
})

describe('reports', () => {
  beforeAll(async () => {
    await line.check(WRONG, 'incoming/yunqiao/2024/s1/report.txt')
    await line.check(GOOD, 'incoming/yunqiao/2024/s2/report.txt')
    await line.check(GOOD, 'incoming/xinghu/2024/s4/report.txt')
    await line.check('', 'incoming/orphan/2024/s3/report.txt')
  })
  const reports = async (query: Record<string, string>, claims = XINGHU) => ReportPage.parse((await call('GET /reports', { query, claims })).body)

  test('current versions, newest first; all versions when asked', async () => {
    expect((await reports({})).reports.map(({ agency, version, current }) => [agency, version, current])).toEqual([
      ['xinghu', 1, true],
      ['yunqiao', 2, true],
    ])
    expect((await reports({ agency: 'yunqiao', versions: 'all' })).reports.map(({ verdict }) => verdict)).toEqual(['pass', 'fail'])
    expect((await reports({ verdict: 'rejected', year: '2024' }, ORPHAN)).reports[0]?.rejection?.code).toBe('empty-file')
  })

  test('page by page', async () => {
    const first = await reports({ limit: '1' })
    const second = await reports({ limit: '1', cursor: first.cursor ?? '' })
    expect([first, second].flatMap((page) => page.reports.map(({ agency }) => agency))).toEqual(['xinghu', 'yunqiao'])
    expect(second.cursor).toBeNull()
  })

  test('one in full: findings, score, record, and what was mended since the version before', async () => {
    const [newest, oldest] = (await reports({ agency: 'yunqiao', versions: 'all' })).reports
    const detail = ReportDetail.parse((await call('GET /reports/{id}', { path: { id: newest?.id ?? '' } })).body)
    expect(detail).toMatchObject({ id: newest?.id, verdict: 'pass', scoreDetail: { verdict: 'pass' }, record: { year: 2024 } })
    expect(detail.changes?.previousVersion).toBe(1)
    expect(detail.changes?.mended.map(({ rule }) => rule)).toContain('identities/row-total')
    const first = ReportDetail.parse((await call('GET /reports/{id}', { path: { id: oldest?.id ?? '' } })).body)
    expect(first.changes).toBeNull()
    expect(first.findings.length).toBeGreaterThan(0)
  })

  test('a rejected one has neither record nor score', async () => {
    const [rejected] = (await reports({ agency: 'orphan' }, ORPHAN)).reports
    const detail = ReportDetail.parse((await call('GET /reports/{id}', { path: { id: rejected?.id ?? '' }, claims: ORPHAN })).body)
    expect(detail).toMatchObject({ record: null, scoreDetail: null, findings: [], rejection: { code: 'empty-file' } })
  })

  test('a submission is empty until it has been checked', async () => {
    const of = async (submission: string) =>
      SubmissionStatus.parse((await call('GET /submissions/{submission}', { path: { submission } })).body).reports.map(({ agency }) => agency)
    expect(await of('s1')).toEqual(['yunqiao'])
    expect(await of('s99')).toEqual([])
  })

  test.each([
    ['GET /reports', { query: { limit: '0' } }, 400, 'limit'],
    ['GET /reports', { query: { year: '24' } }, 400, 'year'],
    ['GET /reports', { query: { verdict: 'good' } }, 400, 'verdict'],
    ['GET /reports', { query: { cursor: 'e30' } }, 400, 'cursor'],
    ['GET /reports', { query: { agencies: 'x' } }, 400, 'agencies'],
    ['GET /reports/{id}', { path: { id: 'x' } }, 400, 'id'],
    ['GET /reports/{id}', { path: { id: '0'.repeat(32) } }, 404, '没有编号'],
    ['GET /elsewhere', {}, 404, '地址'],
  ])('%s %j', async (route, parts, status, words) => {
    const told = await problem(call(route, parts))
    expect(told.status).toBe(status)
    expect(told.detail).toContain(words)
  })
})

test('health and the catalogue of rules', async () => {
  expect((await call('GET /health')).body).toEqual({ status: 'ok' })
  const { rules } = z.object({ rules: z.array(z.object({ id: z.string(), title: z.string() })) }).parse((await call('GET /rules')).body)
  expect(rules.map(({ id }) => id)).toContain('identities/row-total')
})

test('what goes wrong inside stays inside', async () => {
  const id = await line.check(WRONG, 'incoming/yunqiao/2023/s9/report.txt')
  await line.s3.send(new PutObjectCommand({ Bucket: RECORDS_BUCKET, Key: `results/${id}.json`, Body: '{"secret":' }))
  const told = await problem(call('GET /reports/{id}', { path: { id } }))
  expect(told.status).toBe(500)
  expect(JSON.stringify(told)).not.toMatch(/secret|JSON|stack|\.ts/)
  // What else the broken request had asked for is answered by then.
  await call('GET /reports')
})
