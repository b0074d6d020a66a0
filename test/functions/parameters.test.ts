import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { describeApi, ROUTES } from '../../functions/api/routes.ts'
import { type Action, scopeOf } from '../../lib/access/index.ts'
import { type Heard, type Request, startGateway } from './gateway.ts'
import { WRONG } from './line.ts'

/** Every parameter of every route, taken from the description of the API, given every wrong value that its name allows. */

const Operation = z.object({
  parameters: z.array(z.object({ name: z.string(), in: z.string(), required: z.boolean().default(false) })).default([]),
  requestBody: z.object({ content: z.record(z.string(), z.object({ schema: z.object({ properties: z.record(z.string(), z.unknown()), required: z.array(z.string()) }).optional() })) }).optional(),
})
const { paths } = z.object({ paths: z.record(z.string(), z.record(z.string(), Operation)) }).parse(describeApi())

const TEXTS = ['', 'a b', 'a/b', 'a#b', 'a\u0000', '乡镇', '-a', 'a'.repeat(70), 'a,b']
const NUMBERS = ['', '-1', '1.5', '1e9', '1000000000', '0x10', ' 5', '５', 'NaN']
const CHOICES = ['', 'ALL', '__proto__', 'constructor']
/** By name: what is never right, wherever a parameter of that name stands. */
const WRONG_VALUES: Readonly<Record<string, readonly string[]>> = {
  id: TEXTS,
  agency: TEXTS,
  supervisor: TEXTS,
  submission: TEXTS,
  correction: [...TEXTS, 'F'.repeat(32), 'f'.repeat(31)],
  with: [...TEXTS, 'F'.repeat(32), 'f'.repeat(33)],
  address: [...TEXTS, 'a@', '@b.example', 'a@b@c.example', `${'a'.repeat(400)}@b.example`],
  // What an id may look like, some lists go on after.
  cursor: TEXTS,
  limit: [...NUMBERS, '0', '101', '1000'],
  year: [...NUMBERS, '0', '24', '2007', '2100', '02024', '2024.0'],
  level: CHOICES,
  all: CHOICES,
  history: CHOICES,
  apply: CHOICES,
  mail: CHOICES,
  queue: CHOICES,
  verdict: CHOICES,
  versions: CHOICES,
  status: CHOICES,
  state: CHOICES,
  reach: CHOICES,
  format: CHOICES,
  dryRun: CHOICES,
  cell: [...TEXTS, 'requests', 'requests.newReceived', 'requests..total', 'other.newReceived.total', 'requests.newReceived.total.'],
  day: [...NUMBERS, '2025-02-30', '2025-1-1', '2025-01-01T00:00:00Z'],
  subject: ['', 'x'.repeat(256)],
}
/** Whatever stands between commas is one subject. */
const TWICE_IS_ONE = new Set(['subject'])

let api: Awaited<ReturnType<typeof startGateway>>
const SAMPLE: Record<string, string> = { submission: 's1', correction: 'f'.repeat(32), address: 'a@yunqiao.example' }
beforeAll(async () => {
  api = await startGateway()
  SAMPLE['report'] = await api.check(WRONG, 'incoming/yunqiao/2024/s1/report.txt')
})
afterAll(() => api.stop())

const valueOf = (path: string, name: string): string => (name === 'id' ? (path.startsWith('/reports') ? SAMPLE['report'] : 'yunqiao') : SAMPLE[name]) ?? ''
const filled = (path: string, change: Readonly<Record<string, string>> = {}): string =>
  path.replaceAll(/\{(\w+)\}/g, (_match, name: string) => encodeURIComponent(change[name] ?? valueOf(path, name)))

/** Whoever the policy lets in, so that it is the parameter that is refused. */
function asWhom(action: Action): NonNullable<Request['as']> {
  if (action === 'correction.request') return ['agency', 'yunqiao']
  return scopeOf({ role: 'supervisor', agency: 'xinghu' }, action) === 'none' ? ['operator'] : ['supervisor', 'xinghu']
}

function expectRefused({ status, text, headers }: Heard, what: string): void {
  expect(status, what).toBe(400)
  expect(headers.get('content-type'), what).toContain('application/problem+json')
  expect(z.object({ detail: z.string() }).parse(JSON.parse(text)).detail, what).toMatch(/[\u4e00-\u9fff]/)
}

const asked = ROUTES.flatMap(({ key, method, path, action }) => (action === null ? [] : [{ key, method, path, action }]))

describe.each(asked)('$key', ({ method, path, action }) => {
  const { parameters, requestBody } = Operation.parse(paths[path]?.[method.toLowerCase()])
  const body = requestBody?.content['application/json']?.schema
  const request: Request = { as: asWhom(action), ...(requestBody !== undefined && { headers: { 'content-type': Object.keys(requestBody.content)[0] ?? '' }, body: '{}' }) }
  const ask = (url: string, change: Partial<Request> = {}): Promise<Heard> => api.ask(method, url, { ...request, ...change })

  test('a wrong value of any parameter', async () => {
    for (const { name, in: place } of parameters.filter((parameter) => parameter.in !== 'header')) {
      const values = WRONG_VALUES[name]
      if (values === undefined) throw new Error(`say what is wrong for the parameter ${name}`)
      for (const value of values) {
        // What has no text, or a slash, is another path.
        if (place === 'path' && /^$|[/\0]/.test(value)) continue
        expectRefused(await ask(place === 'path' ? filled(path, { [name]: value }) : `${filled(path)}?${name}=${encodeURIComponent(value)}`), `${name}=${value}`)
      }
    }
  })

  test('a parameter twice, and one that it has not', async () => {
    for (const { name } of parameters.filter((parameter) => parameter.in === 'query' && !TWICE_IS_ONE.has(parameter.name))) expectRefused(await ask(`${filled(path)}?${name}=1&${name}=2`), `${name} twice`)
    for (const name of ['bogus', '__proto__', 'constructor', 'id', 'Limit', 'limit[]']) expectRefused(await ask(`${filled(path)}?${name}=1`), name)
  })

  if (body === undefined) return

  test('a body with too little, too much, or something else', async () => {
    for (const [what, content] of Object.entries({
      'no JSON': '{',
      'nothing': '',
      'a list': '[]',
      'a number': '1',
      'null': 'null',
      'no members': '{}',
      'a prototype': '{"__proto__":{"finding":0,"reason":"表中数字与台账一致。"}}',
    }))
      expectRefused(await ask(filled(path), { body: content }), what)
    const good = Object.fromEntries(Object.keys(body.properties).map((name) => [name, GOOD_MEMBERS[name]]))
    for (const name of ['bogus', '__proto__', 'constructor']) expectRefused(await ask(filled(path), { body: JSON.stringify(good).replace(/}$/, `,"${name}":{}}`) }), name)
    for (const name of Object.keys(body.properties)) {
      const values = WRONG_MEMBERS[name]
      if (values === undefined) throw new Error(`say what is wrong for the member ${name}`)
      for (const value of [...values, {}, [], [good[name]], true]) expectRefused(await ask(filled(path), { body: JSON.stringify({ ...good, [name]: value }) }), `${name}: ${JSON.stringify(value)}`)
    }
    for (const name of body.required) if (!DEFAULTED.has(name)) expectRefused(await ask(filled(path), { body: JSON.stringify({ ...good, [name]: undefined }) }), `without ${name}`)
  })

  test('a body of another type', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp', 'multipart/form-data'])
      expect((await ask(filled(path), { headers: { 'content-type': type } })).status).toBe(415)
  })
})

const REASON = '表中数字与台账一致。'
const GOOD_MEMBERS: Readonly<Record<string, unknown>> = { agency: 'yunqiao', year: 2024, file: 'a.txt', size: 5, type: 'text/plain', sha256: `${'A'.repeat(43)}=`, finding: 0, rule: 'identities/row-total', reason: REASON, answer: 'dismiss' }
const WRONG_MEMBERS: Readonly<Record<string, readonly unknown[]>> = {
  agency: [...TEXTS, 5, null],
  year: [2007, 2100, 2024.5, '2024', -1, 1e9, null],
  file: ['', 'a'.repeat(501), 5, null],
  size: [0, -1, 1.5, '5', null],
  type: ['text/PLAIN', 'image/png', '', null],
  sha256: ['', 'A'.repeat(44), 'abc', null],
  finding: [-1, 1.5, 1e9, '0', null],
  rule: [5, null],
  reason: ['', '    ', '短', 'x'.repeat(1001), 'a\u0000bcdef', 'abc\u202Edef', '\uD800abcdef', '\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD', 5, null],
  answer: ['', 'accepted', 'ACCEPT', null],
}
const DEFAULTED = new Set(['type'])

test('a cursor of one list leads nowhere in another', async () => {
  const cursors = [Buffer.from(`2024#2025-01-12T01:01:00.000Z#${'0'.repeat(32)}`).toString('base64url'), 'yunqiao', '1', '2025-01-01T00:00:00.000Z', `2025-01-01T00:00:00.000Z#${'0'.repeat(16)}`]
  for (const { path, method } of asked.filter((route) => route.method === 'GET')) {
    const { parameters } = Operation.parse(paths[path]?.[method.toLowerCase()])
    if (!parameters.some(({ name }) => name === 'cursor')) continue
    for (const cursor of cursors) {
      const query = new URLSearchParams({ cursor, ...(path === '/audit' && { agency: 'silent' }), ...(path === '/rollup' && { cell: 'requests.newReceived.total' }) })
      const { status, text } = await api.ask('GET', `${filled(path)}?${query.toString()}`, { as: path.includes('register') || path.includes('audit') || path.includes('history') ? ['operator'] : ['agency', 'silent'] })
      expect([200, 400, 403, 404], `${path} ${cursor}`).toContain(status)
      if (status === 200 && !/register|history/.test(path)) expect(text, `${path} ${cursor}`).not.toContain('yunqiao')
    }
  }
})
