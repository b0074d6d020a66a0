import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { PutObjectCommand, PutObjectTaggingCommand } from '@aws-sdk/client-s3'
import { validate } from '@readme/openapi-parser'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { describeApi, ROUTES } from '../../functions/api/routes.ts'
import { tally } from '../../functions/tally/tally.ts'
import { importAgencies } from '../../lib/register/import.ts'
import { SCAN_TAG } from '../../lib/store/scan.ts'
import { RECORDS_BUCKET, UPLOADS } from '../support/aws.ts'
import { type Heard, type Request, startGateway } from './gateway.ts'
import { GOOD, WRONG } from './line.ts'

/** The description of the API against the API itself: all that is described occurs, and nothing else does. */

const Headers = z.record(z.string(), z.object({ required: z.boolean().default(false) }))
const Responses = z.record(
  z.string(),
  z.object({ $ref: z.string().optional(), headers: Headers.default({}), content: z.record(z.string(), z.object({ schema: z.unknown().optional() })).optional() }),
)
const Document = z.object({
  paths: z.record(z.string(), z.record(z.string(), z.object({ operationId: z.string(), responses: Responses }))),
  components: z.object({ responses: Responses }),
})
const document = Document.parse(describeApi())

const ajv = new Ajv2020({ strict: false, validateFormats: false })
ajv.addSchema(describeApi(), 'openapi')

function responsesOf(route: string): z.output<typeof Responses> {
  const [method = '', path = ''] = route.split(' ')
  const { responses = {} } = document.paths[path]?.[method.toLowerCase()] ?? {}
  return Object.fromEntries(
    Object.entries(responses).map(([status, response]) => [status, document.components.responses[response.$ref?.split('/').at(-1) ?? ''] ?? response]),
  )
}

/** What is described of a route: each status with its media types and their schemas; 304 has none. */
const described = (route: string): Map<string, Map<string, unknown>> =>
  new Map(Object.entries(responsesOf(route)).map(([status, { content = {} }]) => [status, new Map(Object.entries(content).map(([type, { schema }]) => [type, schema]))]))

let api: Awaited<ReturnType<typeof startGateway>>
const ids = { first: '', second: '', rejected: '', broken: '', objected: '', objection: '' }
beforeAll(async () => {
  api = await startGateway()
  // More than one page of the register has.
  const many = Array.from({ length: 500 }, (_, index) => `many${index},望北市第${index}局,department,many,`)
  await importAgencies(api.store, Buffer.from(['id,name,level,supervisor,emails', 'many,望北市人民政府办公室,city,,', ...many].join('\n')), { by: 'test', now: new Date() })
  ids.first = await api.check(WRONG, 'incoming/yunqiao/2024/s1/report.txt')
  ids.second = await api.check(GOOD, 'incoming/yunqiao/2024/s2/report.txt')
  ids.rejected = await api.check('', 'incoming/silent/2024/s3/report.txt')
  ids.broken = await api.check(WRONG, 'incoming/yunqiao/2023/s9/report.txt')
  await api.s3.send(new PutObjectCommand({ Bucket: RECORDS_BUCKET, Key: `results/${ids.broken}.json`, Body: '{"secret":' }))
  ids.objected = await api.check(WRONG, 'incoming/yunqiao/2022/s5/report.txt')
  const found = { TagSet: [{ Key: SCAN_TAG, Value: 'THREATS_FOUND' }] }
  await api.s3.send(new PutObjectTaggingCommand({ Bucket: UPLOADS, Key: 'incoming/yunqiao/2022/s5/report.txt', Tagging: found }))
  const { text } = await api.ask('POST', `/reports/${ids.first}/corrections`, OBJECTION)
  ids.objection = z.object({ id: z.string() }).parse(JSON.parse(text)).id
  await tally(api.site, [{ agency: 'yunqiao', year: 2024, below: false }, { agency: 'silent', year: 2024, below: false }])
})
afterAll(() => api.stop())

const REASON = '表中数字与台账一致。'
const OBJECTION: Request = { as: ['agency', 'yunqiao'], headers: { 'content-type': 'application/json' }, body: JSON.stringify({ finding: 0, reason: REASON }) }
const ANSWER: Request = { headers: { 'content-type': 'application/json' }, body: JSON.stringify({ answer: 'dismiss', reason: REASON }) }
const OPERATOR: Request = { as: ['operator'] }
const JSON_BODY = { 'content-type': 'application/json' }
const CSV = { 'content-type': 'text/csv' }
const ROW = 'id,name,level,supervisor,emails\nxinghu-new,星湖县新设乡人民政府,township,xinghu,\n'
const absent = '0'.repeat(32)

/** For each route a request that succeeds; what else is described of it is asked below. */
const GOOD_REQUESTS: readonly (readonly [route: string, path: () => string, request?: Request])[] = [
  ['GET /health', () => '/health'],
  ['GET /openapi.json', () => '/openapi.json'],
  ['GET /rules', () => '/rules'],
  ['POST /uploads', () => '/uploads', { headers: JSON_BODY, body: JSON.stringify({ agency: 'yunqiao', file: 'a.docx' }) }],
  ['GET /submissions/{submission}', () => '/submissions/s1'],
  ['GET /reports', () => '/reports?year=2024&verdict=pass'],
  ['GET /reports/{id}', () => `/reports/${ids.second}`],
  ['GET /reports/{id}/versions', () => `/reports/${ids.second}/versions?limit=1`],
  ['GET /reports/{id}/differences', () => `/reports/${ids.second}/differences?with=${ids.first}`],
  ['GET /reports/{id}/record', () => `/reports/${ids.second}/record`],
  ['GET /reports/{id}/findings', () => `/reports/${ids.first}/findings`],
  ['GET /reports/{id}/source', () => `/reports/${ids.first}/source`],
  ['GET /reports/{id}/page', () => `/reports/${ids.first}/page`],
  ['GET /agencies', () => '/agencies'],
  ['GET /agencies/{id}', () => '/agencies/yunqiao'],
  ['POST /agencies/{id}/addresses/{address}/resume', () => '/agencies/yunqiao/addresses/a%40yunqiao.example/resume'],
  ['GET /agencies/{id}/history', () => '/agencies/yunqiao/history', OPERATOR],
  ['POST /register', () => '/register?dryRun=true', { ...OPERATOR, headers: CSV, body: ROW }],
  ['GET /register', () => '/register', OPERATOR],
  ['GET /obligations', () => '/obligations?year=2024'],
  ['GET /summary', () => '/summary?year=2024'],
  ['GET /rollup', () => '/rollup?year=2024'],
  ['GET /reports/{id}/corrections', () => `/reports/${ids.first}/corrections`],
  ['GET /corrections', () => '/corrections?year=2024'],
  ['POST /reports/{id}/corrections', () => `/reports/${ids.objected}/corrections`, OBJECTION],
  ['POST /reports/{id}/corrections/{correction}/answer', () => `/reports/${ids.first}/corrections/${ids.objection}/answer`, ANSWER],
  ['POST /rechecks', () => '/rechecks?agency=yunqiao&year=2024', OPERATOR],
  ['POST /redrives', () => '/redrives?queue=mail', OPERATOR],
  ['GET /audit', () => '/audit?agency=yunqiao', OPERATOR],
]
/** What else is described, by status. */
const OTHERS: readonly (readonly [status: number, method: string, path: () => string, request?: Request])[] = [
  [400, 'POST', () => '/rechecks', OPERATOR],
  [404, 'POST', () => '/redrives?queue=feedback', OPERATOR],
  [400, 'POST', () => '/rechecks?year=2024&mail=true', OPERATOR],
  [400, 'POST', () => '/uploads', { headers: JSON_BODY, body: '{' }],
  [404, 'POST', () => '/uploads', { headers: JSON_BODY, body: JSON.stringify({ agency: 'nobody', file: 'a.docx' }) }],
  [413, 'POST', () => '/uploads', { headers: JSON_BODY, body: JSON.stringify({ agency: 'yunqiao', file: 'a.docx', size: 1e9 }) }],
  [415, 'POST', () => '/uploads', { headers: { 'content-type': 'text/plain' }, body: '{}' }],
  ...['', '/versions', '/differences', '/record', '/findings', '/source', '/page'].map((part) => [404, 'GET', () => `/reports/${absent}${part}`] as const),
  [404, 'GET', () => `/reports/${ids.rejected}/record`],
  [409, 'GET', () => `/reports/${ids.objected}/source`],
  [404, 'GET', () => `/reports/${ids.first}/differences`],
  [200, 'GET', () => `/reports/${ids.rejected}/findings`],
  [200, 'GET', () => `/reports/${ids.rejected}/page`],
  [404, 'GET', () => '/agencies/nobody'],
  [404, 'GET', () => '/agencies/nobody/history', OPERATOR],
  [404, 'POST', () => '/agencies/nobody/addresses/a%40yunqiao.example/resume'],
  [409, 'POST', () => '/agencies/yunqiao/addresses/a%40elsewhere.example/resume'],
  [304, 'GET', () => '/rollup?year=2024&format=xlsx', { headers: { 'if-none-match': '*' } }],
  [200, 'GET', () => '/register', OPERATOR],
  [413, 'POST', () => '/register', { ...OPERATOR, headers: CSV, body: 'x'.repeat(4 * 1024 * 1024 + 1) }],
  [415, 'POST', () => '/register', { ...OPERATOR, headers: { 'content-type': 'image/png' }, body: ROW }],
  [422, 'POST', () => '/register', { ...OPERATOR, headers: CSV, body: ROW.replace('township', 'village') }],
  [200, 'POST', () => '/register', { ...OPERATOR, headers: CSV, body: ROW }],
  [404, 'GET', () => '/obligations?supervisor=nobody'],
  [404, 'GET', () => '/summary?supervisor=nobody'],
  [404, 'GET', () => '/rollup?supervisor=nobody'],
  [404, 'GET', () => '/rollup?cell=requests.nothing.total'],
  [200, 'GET', () => '/rollup?year=2024&cell=requests.newReceived.total'],
  [200, 'GET', () => '/rollup?year=2024&format=csv'],
  [200, 'GET', () => '/rollup?year=2024&format=xlsx'],
  [404, 'GET', () => `/reports/${absent}/corrections`],
  ...[
    [() => `/reports/${ids.objected}/corrections`, () => `/reports/${absent}/corrections`, OBJECTION] as const,
    [() => `/reports/${ids.first}/corrections/${ids.objection}/answer`, () => `/reports/${ids.first}/corrections/${absent}/answer`, ANSWER] as const,
  ].flatMap(([path, nowhere, request]) => [
    [409, 'POST', path, request] as const,
    [404, 'POST', nowhere, request] as const,
    [413, 'POST', path, { ...request, body: 'x'.repeat(70_000) }] as const,
    [415, 'POST', path, { ...request, headers: { 'content-type': 'text/plain' } }] as const,
  ]),
  [500, 'GET', () => `/reports/${ids.broken}`],
]

test('the document is OpenAPI 3.1', async () => {
  expect(await validate(structuredClone(describeApi()) as Parameters<typeof validate>[0])).toMatchObject({ valid: true })
})

test('docs/openapi.json is what the routes say; `npm run docs` writes it', () => {
  expect(JSON.parse(readFileSync(new URL('../../docs/openapi.json', import.meta.url), 'utf8'))).toEqual(JSON.parse(JSON.stringify(describeApi())))
})

test('no two operations have one name', () => {
  const names = Object.values(document.paths).flatMap((path) => Object.values(path).map(({ operationId }) => operationId))
  expect(new Set(names).size).toBe(names.length)
})

test.for(GOOD_REQUESTS)('%s', async ([route, path, request = {}]) => {
  const [method = ''] = route.split(' ')
  const good = await api.ask(method, path(), request)
  expect(good, good.text).toMatchObject({ route, status: [202, 201, 200].find((status) => described(route).has(String(status))) })
  expect(good.headers.get('x-request-id')).toMatch(/./)
  const etag = good.headers.get('etag')
  if (described(route).has('304')) {
    const kept = await api.ask(method, path(), { ...request, headers: { 'if-none-match': `W/${etag ?? ''}` } })
    expect(kept).toMatchObject({ status: 304, text: '' })
    expect((await api.ask(method, path(), { ...request, headers: { 'if-none-match': '"other"' } })).status).toBe(200)
  } else expect(etag).toBeNull()
  if (!described(route).has('401')) return
  expect((await api.ask(method, path(), { ...request, as: 'nobody' })).status).toBe(401)
  expect((await api.ask(method, path(), { ...request, as: 'no role' })).status).toBe(403)
  expect((await api.ask(method, `${path()}${path().includes('?') ? '&' : '?'}bogus=1`, request)).status).toBe(400)
})

test.for(OTHERS)('%i of %s', async ([status, method, path, request = {}]) => {
  const answer = await api.ask(method, path(), request)
  expect(answer.status, answer.text).toBe(status)
})

describe('what was described and what occurred', () => {
  const of = (route: string): Heard[] => api.heard.filter((each) => each.route === route)
  const statusOf = ({ status }: Heard): string => (status >= 500 ? 'default' : String(status))

  test.each(ROUTES.map(({ key }) => key))('%s: all of it, nothing else', (route) => {
    const occurred = new Set(of(route).map((heard) => (heard.status === 304 ? '304' : `${statusOf(heard)} ${heard.type}`)))
    const expected = [...described(route)].flatMap(([status, types]) => (types.size === 0 ? [status] : [...types.keys()].map((type) => `${status} ${type}`)))
    const sure = expected.filter((each) => !each.startsWith('default'))
    expect([...occurred].filter((each) => !each.startsWith('default')).sort()).toEqual(sure.sort())
  })

  test('every answer is as its schema says', () => {
    for (const heard of api.heard) {
      if (heard.route === null || !heard.type.includes('json')) continue
      const schema = described(heard.route).get(statusOf(heard))?.get(heard.type)
      const check = ajv.compile(resolved(schema))
      expect(check(JSON.parse(heard.text)), `${heard.route} ${heard.status}: ${ajv.errorsText(check.errors)}`).toBe(true)
    }
  })

  test('every answer has the headers that are described, and no others', () => {
    const seen = new Set<string>()
    for (const heard of api.heard) {
      if (heard.route === null) continue
      const { headers = {} } = responsesOf(heard.route)[statusOf(heard)] ?? {}
      const sent = [...heard.headers.keys()].filter((name) => !TRANSPORT.has(name))
      expect(Object.keys(headers), `${heard.route} ${heard.status}`).toEqual(expect.arrayContaining(sent))
      expect(sent, `${heard.route} ${heard.status}`).toEqual(expect.arrayContaining(Object.entries(headers).flatMap(([name, { required }]) => (required ? [name] : []))))
      for (const name of sent) seen.add(`${heard.route} ${statusOf(heard)} ${name}`)
    }
    for (const { key } of ROUTES)
      for (const [status, { headers }] of Object.entries(responsesOf(key)))
        for (const [name] of Object.entries(headers).filter(([name]) => status !== 'default' && !COMPRESSED.has(name))) expect(seen).toContain(`${key} ${status} ${name}`)
    for (const name of COMPRESSED) expect([...seen].filter((each) => each.endsWith(`200 ${name}`))).not.toEqual([])
  })

  test('nothing of the inside gets out', () => {
    for (const { status, text } of api.heard) if (status >= 400) expect(text).not.toMatch(/secret|\bat .*\.ts|Error:|node_modules/)
  })
})

/** What HTTP itself needs. */
const TRANSPORT = new Set(['connection', 'content-length', 'content-type', 'date', 'keep-alive', 'transfer-encoding'])
/** Any answer may be long enough for these; few are. */
const COMPRESSED = new Set(['content-encoding', 'vary'])

const resolved = (schema: unknown): object => JSON.parse(JSON.stringify(schema ?? false).replaceAll('"#/', '"openapi#/')) as object

describe('errors', () => {
  const told = async (language: string) => z.object({ title: z.string(), detail: z.string() }).parse(JSON.parse((await api.ask('GET', '/reports?year=1', { headers: { 'accept-language': language } })).text))
  test.each([
    ['', '请求不正确', 'zh-CN'],
    ['zh-CN,zh;q=0.9,en;q=0.8', '请求不正确', 'zh-CN'],
    ['en-US,en;q=0.9', 'Bad request', 'en'],
    ['en;q=0.2,zh;q=0.8', '请求不正确', 'zh-CN'],
    ['de', '请求不正确', 'zh-CN'],
  ])('in the language of %j: %s', async (language, title) => {
    expect((await told(language)).title).toBe(title)
  })
})

describe('uploads with a checksum', () => {
  const send = async (sha256: string, bytes: string, changed: Record<string, string> = {}) => {
    const { text } = await api.ask('POST', '/uploads', { headers: JSON_BODY, body: JSON.stringify({ agency: 'yunqiao', file: 'a.txt', sha256 }) })
    const { url, fields } = z.object({ url: z.string(), fields: z.record(z.string(), z.string()) }).parse(JSON.parse(text))
    const form = new FormData()
    for (const [name, value] of Object.entries({ ...fields, ...changed })) form.append(name, value)
    form.append('file', new Blob([bytes]), 'a.txt')
    return (await fetch(url, { method: 'POST', body: form })).status
  }
  const digest = (bytes: string) => createHash('sha256').update(bytes).digest('base64')

  test('these very bytes are taken, others are not', async () => {
    expect(await send(digest(GOOD), GOOD)).toBe(204)
    expect(await send(digest(GOOD), WRONG)).toBe(400)
    expect(await send(digest(GOOD), WRONG, { 'x-amz-checksum-sha256': digest(WRONG) })).toBe(403)
  })
})

test('the address of a source gives the very version, as a download, without a token', async () => {
  const { url } = z.object({ url: z.string() }).parse(JSON.parse((await api.ask('GET', `/reports/${ids.first}/source`)).text))
  const response = await fetch(url)
  expect(await response.text()).toBe(WRONG)
  expect(new URL(url).searchParams.get('response-content-disposition')).toMatch(/^attachment/)
  expect((await fetch(url.replace(/X-Amz-Signature=.{4}/, 'X-Amz-Signature=0000'))).status).toBe(403)
})

test('a page runs and loads nothing', async () => {
  const { headers, text } = await api.ask('GET', `/reports/${ids.first}/page`)
  expect(headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(text).toContain('报告原文')
})
