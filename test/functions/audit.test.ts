import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import { audited } from '../../functions/api/audit.ts'
import { HttpProblem } from '../../functions/api/problem.ts'
import type { Site } from '../../functions/api/route.ts'
import { type AuditEntry, readAudit, writeAudit } from '../../lib/store/audit.ts'
import { startAws } from '../support/aws.ts'
import { authorized, CLAIM_VARIABLES, claimsOf } from './caller.ts'

let aws: Awaited<ReturnType<typeof startAws>>
let site: Site
let clock = Date.parse('2025-03-01T00:00:00.000Z')
beforeAll(async () => {
  aws = await startAws()
  site = { store: aws.store, s3: aws.s3, sqs: aws.sqs, uploads: 'u', records: 'r', tallyQueue: 'q', recheckQueue: 'q', deadLetters: {}, malwareScan: false, claims: { role: CLAIM_VARIABLES.ROLE_CLAIM, agency: CLAIM_VARIABLES.AGENCY_CLAIM }, now: () => new Date((clock += 1000)) }
})
afterAll(() => aws.stop())

const event = (claims: Record<string, string> | null, given: object = {}): APIGatewayProxyEventV2 =>
  ({ pathParameters: { id: 'abc' }, ...given, requestContext: { requestId: 'req-1', http: { sourceIp: '203.0.113.7', userAgent: 'x'.repeat(900) }, ...authorized(claims) } }) as unknown as APIGatewayProxyEventV2
const routeThat = (method: 'GET' | 'POST', serve: () => unknown) =>
  ({ key: `${method} /things/{id}`, method, action: 'upload.create', serve: () => serve() }) as unknown as Parameters<typeof audited>[2]
const trail = async (agency: string) => (await readAudit(aws.store, { agency }, { limit: 100 })).entries
const told = ({ phase, status }: AuditEntry) => [phase, status]

test('what may change something is entered before and after, with who, as whom, from where, what and what came of it', async () => {
  await audited(event(claimsOf('agency', 'a1')), site, routeThat('POST', () => ({ status: 201, body: { submission: 's1', key: 'incoming/a1/2024/s1/a.txt', url: 'https://secret.example' } })))
  const [done, begun, ...others] = await trail('a1')
  expect(others).toEqual([])
  expect(begun).toMatchObject({ phase: 'begun', status: null, object: { id: 'abc' } })
  expect(done).toEqual({
    id: expect.any(String) as string,
    at: expect.any(String) as string,
    phase: 'done',
    subject: 'user-of-a1',
    role: 'agency',
    agency: 'a1',
    action: 'upload.create',
    route: 'POST /things/{id}',
    object: { id: 'abc', submission: 's1', key: 'incoming/a1/2024/s1/a.txt' },
    status: 201,
    ip: '203.0.113.7',
    userAgent: 'x'.repeat(200),
    requestId: 'req-1',
  })
})

test('denials and breakdowns are entered, and told on', async () => {
  const refusal = new HttpProblem(404, { zh: '没有', en: 'none' })
  await expect(audited(event(claimsOf('agency', 'a2')), site, routeThat('GET', () => Promise.reject(refusal)))).rejects.toBe(refusal)
  await expect(audited(event(claimsOf('agency', 'a2')), site, routeThat('POST', () => Promise.reject(new Error('boom'))))).rejects.toThrow('boom')
  expect((await trail('a2')).map(told)).toEqual([['done', 500], ['begun', null], ['done', 404]])
})

test('a token without a role that is known leaves the user’s trail', async () => {
  const refusal = new HttpProblem(403, { zh: '没有', en: 'none' })
  await expect(audited(event({ sub: 'intruder', 'custom:role': 'admin' }), site, routeThat('GET', () => Promise.reject(refusal)))).rejects.toBe(refusal)
  expect((await readAudit(aws.store, { subject: 'intruder' }, { limit: 10 })).entries).toMatchObject([{ role: null, agency: null, status: 403 }])
})

describe('if the audit cannot be written', () => {
  const broken = () => ({ ...site, store: { ...site.store, table: 'no-such-table' } })

  test('nothing is changed', async () => {
    let served = false
    const change = routeThat('POST', () => {
      served = true
      return { body: {} }
    })
    await expect(audited(event(claimsOf('agency', 'a3')), broken(), change)).rejects.toThrow()
    expect(served).toBe(false)
  })

  test('what only reads is answered', async () => {
    expect(await audited(event(claimsOf('agency', 'a3')), broken(), routeThat('GET', () => ({ body: 1 })))).toEqual({ body: 1 })
  })
})

describe('the trail is read page by page, newest first', () => {
  const at = ['2025-05-04T15:59:00.000Z', '2025-05-04T16:00:00.000Z', '2025-05-05T03:00:00.000Z', '2025-05-05T03:00:00.000Z', '2025-05-05T15:59:59.000Z', '2025-05-05T16:00:00.000Z']
  beforeAll(async () => {
    const entry = { phase: 'done', subject: 'walker', role: 'operator', agency: 'a9', action: 'audit.read', route: 'GET /audit', object: {}, status: 200, ip: null, userAgent: null, requestId: 'r' } as const
    for (const one of at) await writeAudit(aws.store, { ...entry, at: one })
  })
  const walk = async (query: Parameters<typeof readAudit>[1], limit: number): Promise<string[]> => {
    const seen: string[] = []
    let after: string | undefined
    do {
      const page = await readAudit(aws.store, query, { limit, after })
      expect(page.entries.length).toBeLessThanOrEqual(limit)
      seen.push(...page.entries.map((entry) => entry.at))
      after = page.cursor ?? undefined
    } while (after !== undefined)
    return seen
  }

  test.each([1, 2, 100])('%i at a time', async (limit) => {
    expect(await walk({ day: '2025-05-05' }, limit), 'a day in China').toEqual(at.slice(1, 5).reverse())
    expect(await walk({ agency: 'a9' }, limit)).toEqual(at.toReversed())
    expect(await walk({ subject: 'walker' }, limit)).toEqual(at.toReversed())
    expect(await walk({ day: '2025-05-07' }, limit)).toEqual([])
  })
})
