import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ROUTES } from '../../functions/api/routes.ts'
import { createApiServer } from '../../lib/local/api/server.ts'
import { listenApp } from '../../lib/local/listen.ts'
import { claimsOf } from './caller.ts'
import { type Heard, type Request, startGateway } from './gateway.ts'
import { WRONG } from './line.ts'

/** What somebody sends who means harm: each gets a clean refusal, and learns nothing. */

let api: Awaited<ReturnType<typeof startGateway>>
let id = ''
beforeAll(async () => {
  api = await startGateway()
  id = await api.check(WRONG, 'incoming/yunqiao/2024/s1/report.txt')
})
afterAll(() => api.stop())

function expectRefusal({ status, text, headers }: Heard): void {
  expect(status, text).toBeGreaterThanOrEqual(400)
  expect(status, text).toBeLessThan(500)
  expect(text).not.toMatch(/\bat .*[.:]\d+|\.ts\b|node_modules|Error:|DynamoDB|ValidationException|aws/i)
  expect(text.length).toBeLessThan(2000)
  expect(headers.get('x-powered-by')).toBeNull()
}

/** Of the kinds that scanners try, as the value of a parameter. */
const VALUES: Readonly<Record<string, string>> = {
  'SQL': "1' OR '1'='1' --",
  'NoSQL': '{"$ne":null}',
  'PartiQL': "x' AND begins_with(pk, 'AGENCY#')",
  'a key of the table': 'AGENCY#yunqiao',
  'a path': '../../../../etc/passwd',
  'a path of Windows': '..\\..\\windows\\win.ini',
  'a path encoded twice': '%2e%2e%2fetc%2fpasswd',
  'a null byte': 'yunqiao\u0000.txt',
  'a line break': 'a\r\nset-cookie: x=1',
  'a script': '<script>alert(1)</script>',
  'a template': '${7*7}{{7*7}}#{7*7}',
  'a shell': '$(id);`id`|id',
  'an XML entity': '<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]>',
  'a prototype': '__proto__',
  'a constructor': 'constructor',
  'a lookup': '${jndi:ldap://127.0.0.1/a}',
  'an address': 'http://169.254.169.254/latest/meta-data/',
  'half a character': '\uFFFD\uD83D',
  'right to left': '\u202Eexe.fdp',
  'very long': 'a'.repeat(6000),
  'a negative number': '-1',
  'not a number': 'NaN',
  'a large number': '1e309',
}
const PARAMETERS: readonly (readonly [path: string, ...names: string[]])[] = [
  ['/reports', 'agency', 'supervisor', 'year', 'verdict', 'submission', 'versions', 'limit', 'cursor'],
  ['/obligations', 'agency', 'supervisor', 'year', 'status', 'reach', 'limit', 'cursor'],
  ['/summary', 'supervisor', 'year'],
  ['/rollup', 'supervisor', 'year', 'format', 'cell', 'limit', 'cursor'],
  ['/agencies', 'supervisor', 'limit', 'cursor'],
  ['/register', 'cursor'],
]
/** These look like ids; what they name does not exist, which is as good. */
const HARMLESS = new Set(['constructor', 'NaN', '1e309'])

describe.each(Object.entries(VALUES))('%s', (_name, value) => {
  test.each(PARAMETERS)('as any parameter of %s', async (path, ...names) => {
    const as: Request = path === '/register' ? { as: ['operator'] } : {}
    for (const name of names) {
      const answer = await api.ask('GET', `${path}?${name}=${encodeURIComponent(value.toWellFormed())}`, as)
      if (!HARMLESS.has(value) || answer.status !== 200) expectRefusal(answer)
    }
  })

  test('in a path', async () => {
    const part = encodeURIComponent(value.toWellFormed())
    for (const path of [`/reports/${part}`, `/reports/${part}/page`, `/reports/${id}/${part}`, `/agencies/${part}`]) expectRefusal(await api.ask('GET', path))
    const submission = await api.ask('GET', `/submissions/${part}`)
    if (submission.status === 200) expect(submission.text).toContain('"reports":[]')
    else expectRefusal(submission)
  })

  test('as the name of a file: never more than a name', async () => {
    const answer = await post('/uploads', JSON.stringify({ agency: 'yunqiao', file: value }))
    if (answer.status !== 201) {
      expectRefusal(answer)
      return
    }
    const { key } = JSON.parse(answer.text) as { key: string }
    expect(key).toMatch(/^incoming\/yunqiao\/\d{4}\/[a-z0-9]+\/[^/\\\p{C}<>"$`{}|]+$/u)
    expect(key).not.toContain('..')
  })
})

const post = (path: string, body: string | Uint8Array<ArrayBuffer>, type = 'application/json', as: Request['as'] = ['supervisor', 'xinghu']): Promise<Heard> =>
  api.ask('POST', path, { as, headers: { 'content-type': type }, body })

describe('bodies', () => {
  const request = { agency: 'yunqiao', file: 'a.txt' }
  test.each<[string, string | Uint8Array<ArrayBuffer>, string?]>([
    ['none', ''],
    ['no object', '[]'],
    ['null', 'null'],
    ['half of one', '{"agency":"yunqiao"'],
    ['deeper than anything', '['.repeat(60_000)],
    ['deep and closed', `${'{"a":'.repeat(9000)}1${'}'.repeat(9000)}`],
    ['large', JSON.stringify({ ...request, file: 'x'.repeat(70_000) })],
    ['larger than the gateway takes', 'x'.repeat(11 * 1024 * 1024)],
    ['no UTF-8', new Uint8Array([0x7b, 0xff, 0xfe, 0x7d])],
    ['XML', '<upload/>', 'application/xml'],
    ['a form', 'agency=yunqiao&file=a.txt', 'application/x-www-form-urlencoded'],
    ['JSON by another name', JSON.stringify(request), 'text/json'],
    ['a type that is none', JSON.stringify(request), 'nonsense'],
    ['more than is asked for', JSON.stringify({ ...request, key: 'incoming/silent/2024/x/y' })],
    ['a polluted prototype', '{"agency":"yunqiao","file":"a.txt","__proto__":{"role":"operator"}}'],
    ['another type of value', JSON.stringify({ ...request, year: '2024; DROP TABLE' })],
    ['a list in place of a text', JSON.stringify({ ...request, agency: ['yunqiao', 'silent'] })],
    ['no checksum', JSON.stringify({ ...request, sha256: 'abc' })],
    ['a size below nothing', JSON.stringify({ ...request, size: -5 })],
  ])('%s', async (_name, body, type) => {
    expectRefusal(await post('/uploads', body, type))
  })

  test.each<[string, string | Uint8Array<ArrayBuffer>]>([
    ['nothing', ''],
    ['no table', '\u0000\u0001\u0002'],
    ['a zip of nothing', new Uint8Array([0x50, 0x4b, 3, 4, 0, 0, 0])],
    ['a quote without end', 'id,name,level,supervisor,emails\n"x,,,'],
    ['a circle', 'id,name,level,supervisor,emails\na1,某某局,department,b1,\nb1,某某局,department,a1,\n'],
    ['a PDF', '%PDF-1.7\n1 0 obj\n'],
    ['a web page', '<html><script>alert(1)</script><table><tr><td>id</td></tr></table></html>'],
    ['formulas for ids', 'id,name,level,supervisor,emails\n=1+1,某某局,department,,\n'],
  ])('a register: %s', async (_name, body) => {
    expectRefusal(await post('/register', body, 'application/octet-stream', ['operator']))
  })
})

test('a register in which everything is wrong: the answer stays below what a function may answer, and says so', async () => {
  const rows = Array.from({ length: 4000 }, (_, index) => `\u001b]0;${index}`)
  for (const path of ['/register', '/register?dryRun=true']) {
    const { status, text } = await post(path, `id,name,level,supervisor,emails\n${rows.join('\n')}`, 'application/octet-stream', ['operator'])
    expect(status).toBe(path === '/register' ? 422 : 200)
    expect(text.length).toBeLessThan(4 * 1024 * 1024)
    expect(text).toMatch(/还有\d+处问题/)
    expect(text).not.toContain('\u001b')
  }
})

test('a register with more agencies than fit into a request is refused before its rows are looked at', async () => {
  const { status, text } = await post('/register', `id,name,level,supervisor,emails\n${'-,,,,\n'.repeat(5001)}`, 'application/octet-stream', ['operator'])
  expect(status).toBe(422)
  expect(JSON.parse(text)).toMatchObject({ problems: [{ row: 1, message: expect.stringMatching(/有5001个单位，一次最多导入5000个/) as string }] })
})

describe('requests', () => {
  test.each([
    ['an unknown path', 'GET', '/admin'],
    ['a hidden file', 'GET', '/.env'],
    ['a path above', 'GET', '/reports/../../etc/passwd'],
    ['an encoded path above', 'GET', '/reports/%2e%2e%2f%2e%2e%2fetc'],
    ['a broken encoding', 'GET', '/reports/%E0%A4%A'],
    ['a double slash', 'GET', '//reports'],
    ['another method', 'DELETE', '/reports'],
    ['another method of an object', 'PUT', '/agencies/yunqiao'],
    ['a made-up method', 'PURGE', '/reports'],
    ['the same parameter twice', 'GET', '/reports?year=2024&year=2023'],
    ['the same parameter as a list', 'GET', '/reports?agency[]=yunqiao'],
    ['an unknown parameter', 'GET', '/reports?debug=true'],
    ['a parameter of the prototype', 'GET', '/reports?__proto__=1&constructor=2'],
    ['ten thousand parameters', 'GET', `/reports?${'a=1&'.repeat(2500)}`],
    ['a cursor of somebody else’s list', 'GET', `/reports?cursor=${Buffer.from(`AGENCY#x#${'0'.repeat(32)}`).toString('base64url')}`],
  ])('%s', async (_name, method, path) => {
    expectRefusal(await api.ask(method, path))
  })

  test.each([
    ['another role', { 'x-role': 'operator', 'x-amzn-oidc-data': 'operator' }],
    ['another host before', { 'x-forwarded-host': 'evil.example', 'x-forwarded-for': '127.0.0.1' }],
    ['another method', { 'x-http-method-override': 'DELETE' }],
    ['a request id', { 'x-request-id': 'mine', 'x-amzn-trace-id': 'Root=1' }],
    ['a cookie', { cookie: 'role=operator; session=admin' }],
    ['a language of nonsense', { 'accept-language': `${'a;q=,'.repeat(500)}\u00ff` }],
    ['tags of nonsense', { 'if-none-match': '"'.repeat(3000) }],
  ])('headers that claim %s change nothing', async (_name, headers) => {
    const answer = await api.ask('GET', '/agencies/yunqiao', { as: ['agency', 'silent'], headers })
    expect(answer.status).toBe(404)
    expect(answer.headers.get('x-request-id')).not.toBe('mine')
    expect((await api.ask('GET', '/agencies/silent', { as: ['agency', 'silent'], headers })).status).toBe(200)
  })

  test('no route answers a token of another make', async () => {
    const [head = '', body = ''] = (await api.token({ sub: 'u', 'custom:role': 'operator' })).split('.')
    const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${body}.`
    for (const token of [none, `${head}.${body}.AAAA`, 'x', '', `${head}.${body}`])
      for (const { path, action, method } of ROUTES) {
        if (action === null) continue
        const answer = await api.ask(method, path.replace(/\{\w+\}/, id), { as: 'nobody', headers: { authorization: `Bearer ${token}` } })
        expect(answer.status).toBe(401)
      }
  })

  test('pages of other origins are refused, and told nothing', async () => {
    const answer = await api.ask('GET', '/reports', { headers: { origin: 'https://evil.example' } })
    expect(answer.status).toBe(403)
    expect(answer.headers.get('access-control-allow-origin')).toBeNull()
    expect((await api.ask('GET', '/reports', { headers: { origin: 'https://console.example' } })).headers.get('access-control-allow-origin')).toBe('https://console.example')
  })
})

describe('connections', () => {
  /** Sends these pieces and gives what came back, whole soon after it begins to come; nothing if it takes longer than `patience`. */
  const raw = (pieces: readonly string[], pause: number, { port = Number(new URL(api.url).port), patience = 20_000 } = {}): Promise<string> =>
    new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1')
      let answer = ''
      socket.on('data', (chunk) => {
        if (answer === '') setTimeout(() => socket.destroy(), 300)
        answer += chunk.toString()
      })
      socket.on('error', () => resolve(answer))
      socket.on('close', () => resolve(answer))
      const next = (index: number): void => {
        const piece = pieces[index]
        if (socket.destroyed) return
        if (piece === undefined) return void setTimeout(() => socket.destroy(), patience).unref()
        socket.write(piece)
        setTimeout(next, pause, index + 1)
      }
      next(0)
    })

  test('a body that trickles in holds nobody else up', async () => {
    const slow = raw(['POST /uploads HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n', ...'{"agency":'.split('')], 50, { patience: 300 })
    const first = await Promise.race([slow, api.ask('GET', '/health').then(({ status }) => status)])
    expect(first).toBe(200)
    expect(await slow).not.toMatch(/ 5\d\d /)
  })

  test.each([
    ['two lengths', 'POST /uploads HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: 2\r\ncontent-length: 20\r\n\r\n{}'],
    ['length and chunks', 'POST /uploads HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n'],
    ['headers without end', `GET /health HTTP/1.1\r\nhost: 127.0.0.1\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`],
    ['no HTTP', 'HELLO\r\n\r\n'],
    ['another host', 'GET /health HTTP/1.1\r\nhost: evil.example\r\n\r\n'],
    ['a second host', 'GET /health HTTP/1.1\r\nhost: 127.0.0.1\r\nhost: evil.example\r\n\r\n'],
    ['no host', 'GET /health HTTP/1.0\r\n\r\n'],
    ['a path that is no text', 'GET /reports/%ff HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n'],
    ['a path beyond ASCII', 'GET /reports?year=20２4 HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n'],
    ['an unknown method', 'PROPFIND /reports HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n'],
    ['a length below nothing', 'POST /uploads HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: -5\r\n\r\n{}'],
    ['a body that never was announced', 'POST /uploads HTTP/1.1\r\nhost: 127.0.0.1\r\ntransfer-encoding: xchunked\r\n\r\n0\r\n\r\n'],
  ])('%s: refused', async (_name, request) => {
    const answer = await raw([request], 10)
    expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /)
    expect(answer).not.toContain('FST_')
  })

  test('of two tokens in one request none counts', async () => {
    const [agency, operator] = [await api.token(claimsOf('agency', 'yunqiao')), await api.token(claimsOf('operator'))]
    for (const [first, second] of [[agency, operator], [operator, agency], [operator, operator]])
      expect(await raw([`GET /register HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer ${first}\r\nauthorization: Bearer ${second}\r\n\r\n`], 10)).toMatch(/^HTTP\/1\.1 401 /)
  })

  test.each([
    ['head', 'GET /health HTTP/1.1\r\nhost: 127.0.0.1\r\n', 'x: y\r\n'],
    ['body', 'POST /uploads HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: 100000\r\n\r\n', ' '],
  ])('a %s that does not arrive in time ends the connection', async (_name, start, piece) => {
    const impatient = createApiServer(() => null, 400)
    const port = await listenApp(impatient)
    const started = Date.now()
    expect(await raw([start, ...Array<string>(300).fill(piece)], 100, { port })).toMatch(/^(?:HTTP\/1\.1 408 |$)/)
    expect(Date.now() - started).toBeLessThan(20_000)
    await impatient.close()
  })
})
