import { request } from 'node:http'
import { S3Client } from '@aws-sdk/client-s3'
import { S3RequestPresigner } from '@aws-sdk/s3-request-presigner'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { LocalClock } from '../../lib/local/schedule/clock.ts'
import { parseSchedule } from '../../lib/local/schedule/expression.ts'
import { Passage } from '../../lib/local/schedule/passage.ts'
import { type Fixture, startFixture } from './fixture/local.ts'

const DAY = 24 * 60 * 60 * 1000
const START = new Date('2026-01-05T04:00:00Z')

describe('time that passes', () => {
  test('stops at each morning, makes up for it before the next one, and for a rate once a stop', async () => {
    const clock = new LocalClock(START)
    const done: string[] = []
    let atWork = 0
    const morning = (time: Date): void => {
      atWork += 1
      setTimeout(() => {
        done.push(`morning of ${time.toISOString().slice(0, 10)}`)
        atWork -= 1
      }, 60)
    }
    const stops = [clock.run(parseSchedule('cron(0 1 * * ? *)'), morning, true), clock.run(parseSchedule('rate(11 minutes)'), () => done.push('rate'), false)]
    const passage = new Passage(clock, () => Promise.resolve(atWork === 0))
    const until = new Date(START.getTime() + 2 * DAY)
    const seen: string[] = []
    for (let reached = false; !reached; seen.push(clock.now().toISOString().slice(0, 16))) reached = await passage.step(until)
    for (const stop of stops) stop()
    expect(seen).toEqual(['2026-01-06T01:00', '2026-01-07T01:00', '2026-01-07T04:00'])
    expect(done).toEqual(['rate', 'morning of 2026-01-06', 'rate', 'morning of 2026-01-07', 'rate'])
  })

  test('does not go back', () => {
    const clock = new LocalClock(START)
    clock.moveTo(new Date(START.getTime() - DAY))
    expect(clock.now().getTime()).toBeGreaterThanOrEqual(START.getTime())
  })
})

describe('the clock of an instance', () => {
  let fixture: Fixture
  beforeAll(async () => {
    fixture = await startFixture({ now: START })
  })
  afterAll(() => fixture.stop())

  interface Asked {
    readonly method?: string
    readonly query?: Record<string, string>
    readonly headers?: Record<string, string>
    readonly secret?: string
    readonly signed?: boolean
    /** Sent instead of what was signed. */
    readonly sent?: Record<string, string>
  }

  async function ask({ method = 'POST', query = {}, headers = {}, secret, signed = true, sent = {} }: Asked): Promise<{ status: number; body: unknown }> {
    const { local } = fixture
    const { protocol, hostname, port } = new URL(local.control)
    const credentials = { accessKeyId: local.credentials.accessKeyId, secretAccessKey: secret ?? local.credentials.secretAccessKey }
    const presigner = new S3RequestPresigner({ ...new S3Client({ region: local.region, credentials }).config })
    const presigned = await presigner.presign({ method, protocol, hostname, port: Number(port), path: '/clock', query, headers: {} })
    const search = new URLSearchParams({ ...(signed ? (presigned.query as Record<string, string>) : query), ...sent })
    return new Promise((resolve, reject) => {
      const asking = request(`${local.control}/clock?${search.toString()}`, { method, headers }, (answer) => {
        let text = ''
        answer.on('data', (chunk: Buffer) => (text += chunk.toString()))
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: JSON.parse(text) as unknown }))
      })
      asking.on('error', reject).end()
    })
  }
  const inDays = (days: number): string => new Date(START.getTime() + days * DAY).toISOString()

  test.each<[string, Asked]>([
    ['without a signature', { signed: false }],
    ['signed with another key', { secret: 'another' }],
    ['for another moment than was signed', { sent: { until: inDays(300) } }],
    ['signed for looking, used for moving', { method: 'GET', sent: { until: inDays(300) } }],
    ['under a name that points here from elsewhere', { headers: { host: 'evil.example' } }],
  ])('is not moved by a request %s', async (_, asked) => {
    expect((await ask({ query: { until: inDays(1) }, ...asked })).status).toBe(403)
  })

  test.each(['yesterday', '2026-01-06', inDays(-1), inDays(400), ''])('is not moved to %j', async (until) => {
    expect((await ask({ query: { until } })).status).toBe(400)
  })

  test('is told and moved by whoever has the key', async () => {
    expect(await ask({ method: 'GET' })).toMatchObject({ status: 200, body: { now: expect.stringMatching(/^2026-01-05T04:0/) as string } })
    for (let reached = false; !reached; ) {
      const { status, body } = await ask({ query: { until: inDays(1) } })
      expect(status).toBe(200)
      reached = (body as { reached: boolean }).reached
    }
    expect(await ask({ method: 'GET' })).toMatchObject({ body: { now: expect.stringMatching(/^2026-01-06T04:0/) as string } })
  })
})
