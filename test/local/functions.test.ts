import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CfnFunction } from 'aws-cdk-lib/aws-lambda'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fixtureAssembly, type Fixture, startFixture } from './fixture/local.ts'

let fixture: Fixture

beforeAll(async () => {
  fixture = await startFixture()
})
afterAll(() => fixture.stop())

const probe = (what: string | undefined, more: object = {}) => fixture.local.invoke('Probe', { do: what, ...more })

describe('a function', () => {
  test('sees its own environment alone, with the names of this machine in it', async () => {
    process.env['OF_THE_HOST'] = 'secret'
    const environment = await probe('environment')
    expect(environment).toMatchObject({
      AWS_REGION: 'us-east-1',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
      AWS_ENDPOINT_URL: fixture.local.s3,
      AWS_ENDPOINT_URL_DYNAMODB: fixture.local.dynamodb,
      AWS_ENDPOINT_URL_SESV2: fixture.local.mail,
      BUCKET_NAME: fixture.name('Inbox'),
      LOG_QUEUE_URL: fixture.queueUrl('Log'),
      REGION_OF_STACK: 'us-east-1/000000000000',
    })
    expect(environment).not.toHaveProperty('OF_THE_HOST')
    expect(environment).not.toHaveProperty('HOME')
  })

  test('stays warm between invocations, and knows its time and name', async () => {
    const first = Number(await probe('calls'))
    expect(await probe('calls')).toBe(first + 1)
    const context = (await probe('context')) as { remaining: number; arn: string }
    expect(context.remaining).toBeGreaterThan(1000)
    expect(context.remaining).toBeLessThanOrEqual(2000)
    expect(context.arn).toMatch(/^arn:aws:lambda:us-east-1:000000000000:function:Fixture-Probe/)
  })

  test.each([
    ['throws', 'throw', 'RangeError: out of range'],
    ['never returns', 'spin', 'Sandbox.Timedout'],
    ['exits', 'exit', 'Runtime.ExitError: the function exited with code 7'],
    ['fills its heap', 'heap', 'Runtime.OutOfMemory'],
    ['rejects unseen', 'reject', 'nobody waits'],
  ])('that %s fails, is written down, and works again', async (_, what, message) => {
    await expect(probe(what)).rejects.toThrow(message)
    expect(await probe(undefined, { a: 1 })).toEqual({ echo: { a: 1 } })
    const log = readFileSync(join(fixture.home, 'logs', `${fixture.local.model.functions.find(({ logicalId }) => logicalId.startsWith('Probe'))?.name}.log`), 'utf8')
    expect(log).toContain(message.split(': ').at(-1))
  })

  test('without a bundle of its own finds the SDK of the runtime', async () => {
    expect(await fixture.local.invoke('Inline', {})).toBe('function')
  })

  test('that cannot be initialized stops the start, and says why', async () => {
    const assembly = await fixtureAssembly()
    const { synthesizeFixture } = await import('./fixture/stack.ts')
    const spoiled = synthesizeFixture((stack) => {
      const lambda = stack.node.findChild('Probe').node.defaultChild
      if (lambda instanceof CfnFunction) lambda.handler = 'index.missing'
    })
    await expect(startFixture({ assembly: spoiled })).rejects.toThrow(/Probe.* cannot be initialized: .* does not export a function missing/)
    await (await startFixture({ assembly })).stop()
  })
})

describe('the HTTP API', () => {
  const get = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(`${fixture.local.api}${path}`, init)
    return { status: response.status, headers: response.headers, body: (await response.json()) as Record<string, unknown> }
  }

  test('gives events of payload format 2.0', async () => {
    const { body } = await get('/items/%E5%85%AC%20%E5%BC%80?a=1&a=2&b=%E6%8A%A5', { headers: { cookie: 'x=1; y=2', 'X-Mine': 'yes' } })
    expect(body).toMatchObject({
      version: '2.0',
      routeKey: 'GET /items/{id}',
      rawPath: '/items/公 开',
      rawQueryString: 'a=1&a=2&b=%E6%8A%A5',
      queryStringParameters: { a: '1,2', b: '报' },
      pathParameters: { id: '公 开' },
      cookies: ['x=1', 'y=2'],
      requestContext: { http: { method: 'GET', path: '/items/公 开', sourceIp: '127.0.0.1' }, stage: '$default' },
      isBase64Encoded: false,
    })
    expect((body['headers'] as Record<string, string>)['x-mine']).toBe('yes')
  })

  test('chooses the most exact route', async () => {
    expect((await get('/items/all')).body['routeKey']).toBe('GET /items/all')
    expect((await get('/files/a/b/c')).body).toMatchObject({ routeKey: 'GET /files/{path+}', pathParameters: { path: 'a/b/c' } })
    expect(await get('/nowhere')).toMatchObject({ status: 404, body: { message: 'Not Found' } })
    expect((await get('/plain', { method: 'DELETE' })).status).toBe(404)
  })

  test('passes text as it is and anything else as base64', async () => {
    const text = await get('/items/1', { method: 'POST', body: '{"报":1}', headers: { 'content-type': 'application/json' } })
    expect(text.body).toMatchObject({ body: '{"报":1}', isBase64Encoded: false })
    const bytes = await get('/items/1', { method: 'POST', body: new Uint8Array([0, 255]), headers: { 'content-type': 'application/pdf' } })
    expect(bytes.body).toMatchObject({ body: 'AP8=', isBase64Encoded: true })
  })

  test('gives a bare result as JSON, and hides what went wrong', async () => {
    expect(await get('/plain')).toMatchObject({ status: 200, body: { hello: 'world' } })
    expect(await get('/broken')).toMatchObject({ status: 500, body: { message: 'Internal Server Error' } })
  })

  test('answers pages of the origins that the template names, no others', async () => {
    const origin = 'https://desk.example.org'
    expect((await get('/plain', { headers: { origin } })).headers.get('access-control-allow-origin')).toBe(origin)
    expect(await get('/plain', { headers: { origin: 'https://evil.example' } })).toMatchObject({ status: 403 })
    const preflight = await fetch(`${fixture.local.api}/plain`, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'GET' } })
    expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([204, origin])
  })
})
