import type { APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { handler as Handler } from '../../functions/api/handler.ts'
import { importAgencies } from '../../lib/register/import.ts'
import fc from '../support/property.ts'
import { apiVariables } from './api-environment.ts'
import { authorized, claimsOf } from './caller.ts'
import { startLine, WRONG } from './line.ts'

/**
 * Random trees, as they were when reports came and as they are now, against a model of a few lines: an agency sees its own,
 * a supervisor its own and all below it now. Whatever a route answers, nothing of anybody else stands in it.
 */

const AGENCIES = Array.from({ length: 7 }, (_, index) => `node-${'abcdefg'[index]}`)
/** For each agency who stands above it: one that came before it, or nobody. */
type Tree = readonly (number | null)[]
const tree = fc.tuple(...AGENCIES.map((_, index) => fc.option(fc.nat(Math.max(0, index - 1)), { freq: 4 }).map((above) => (index === 0 ? null : above))))

const ancestors = (tree: Tree, index: number): number[] => {
  const above = tree[index] ?? null
  return above === null ? [] : [above, ...ancestors(tree, above)]
}
const shallow = tree.filter((tree) => AGENCIES.every((_, index) => ancestors(tree, index).length <= 4))
const seen = (role: 'agency' | 'supervisor', who: number, tree: Tree): Set<number> =>
  new Set([...AGENCIES.keys()].filter((index) => index === who || (role === 'supervisor' && ancestors(tree, index).includes(who))))

/** As it stood when the reports came. */
const FORMER: Tree = [null, 0, 0, 1, 1, 3, 2]

let line: Awaited<ReturnType<typeof startLine>>
let handler: typeof Handler
/** One report of each agency. */
let reports: string[]

beforeAll(async () => {
  line = await startLine()
  for (const [name, value] of Object.entries(await apiVariables(line))) vi.stubEnv(name, value)
  ;({ handler } = await import('../../functions/api/handler.ts'))
  await enter(FORMER)
  reports = []
  for (const agency of AGENCIES) reports.push(await line.check(WRONG, `incoming/${agency}/2024/s-${agency}/a.txt`))
})
afterAll(() => line.stop())

let minute = 0
async function enter(tree: Tree): Promise<void> {
  const rows = AGENCIES.map((id, index) => `${id},${id}局,department,${tree[index] == null ? '' : AGENCIES[tree[index]]},mail@${id}.example`)
  const { problems } = await importAgencies(line.store, Buffer.from(['id,name,level,supervisor,emails', ...rows].join('\n')), { by: 'test', now: new Date(Date.UTC(2025, 1, 1, 0, (minute += 1))) })
  expect(problems).toEqual([])
}

interface Call {
  readonly route: string
  readonly path?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  readonly body?: object
}

async function ask(claims: Readonly<Record<string, string>>, { route, path, query, body }: Call): Promise<{ status: number | undefined; body: string }> {
  const event = {
    version: '2.0',
    routeKey: route,
    headers: { 'content-type': 'application/json' },
    pathParameters: path,
    queryStringParameters: query,
    body: body === undefined ? undefined : JSON.stringify(body),
    isBase64Encoded: false,
    requestContext: { requestId: 'r', ...authorized(claims) },
  }
  const context = { getRemainingTimeInMillis: () => 10_000, functionName: 'api', awsRequestId: 'r' } as Context
  const answer: APIGatewayProxyStructuredResultV2 = await handler(event as unknown as Parameters<typeof handler>[0], context)
  return { status: answer.statusCode, body: answer.body ?? '' }
}

/** Everything that can be asked about one agency, by itself or as a supervisor. */
const about = (agency: string, report: string): Call[] => [
  { route: 'GET /reports/{id}', path: { id: report } },
  { route: 'GET /reports/{id}/versions', path: { id: report } },
  { route: 'GET /reports/{id}/differences', path: { id: report }, query: { with: report } },
  { route: 'GET /reports/{id}/record', path: { id: report } },
  { route: 'GET /reports/{id}/findings', path: { id: report } },
  { route: 'GET /reports/{id}/source', path: { id: report } },
  { route: 'GET /reports/{id}/page', path: { id: report } },
  { route: 'GET /reports/{id}/corrections', path: { id: report } },
  { route: 'GET /agencies/{id}', path: { id: agency } },
  { route: 'POST /uploads', body: { agency, file: 'a.txt' } },
  { route: 'GET /obligations', query: { agency, year: '2024' } },
]
/** Everything that lists. */
const lists = (agency: string): Call[] => [
  { route: 'GET /reports', query: {} },
  { route: 'GET /reports', query: { limit: '2', versions: 'all' } },
  { route: 'GET /reports', query: { agency } },
  { route: 'GET /reports', query: { supervisor: agency } },
  { route: 'GET /reports', query: { submission: `s-${agency}` } },
  { route: 'GET /reports', query: { verdict: 'fail', year: '2024' } },
  { route: 'GET /submissions/{submission}', path: { submission: `s-${agency}` } },
  { route: 'GET /agencies', query: {} },
  { route: 'GET /agencies', query: { supervisor: agency, limit: '1' } },
  { route: 'GET /obligations', query: { supervisor: agency, year: '2024' } },
  { route: 'GET /obligations', query: { year: '2024', limit: '2' } },
  { route: 'GET /summary', query: { supervisor: agency, year: '2024' } },
  { route: 'GET /rollup', query: { supervisor: agency, year: '2024' } },
  { route: 'GET /rollup', query: { supervisor: agency, year: '2024', cell: 'requests.newReceived.total' } },
]

/** What stands in an answer: cursors are read, as they are only encoded. */
const readable = (body: string): string => body + body.replaceAll(/"cursor":"([\w-]{40,})"/g, (_match, cursor: string) => Buffer.from(cursor, 'base64url').toString())

test('no answer holds anything of an agency that the caller does not see', async () => {
  await fc.assert(
    fc.asyncProperty(shallow, fc.nat(AGENCIES.length - 1), fc.nat(AGENCIES.length - 1), fc.constantFrom('agency' as const, 'supervisor' as const, 'supervisor' as const), async (now, who, other, role) => {
      await enter(now)
      const claims = claimsOf(role, AGENCIES[who])
      const visible = seen(role, who, now)
      /** Entries of the register and reports say who stands above, or did; that much is told of those. */
      const above = new Set([...ancestors(now, who), ...[...visible].flatMap((index) => ancestors(FORMER, index))])
      for (const [index, agency] of AGENCIES.entries()) {
        const report = reports[index] ?? ''
        for (const call of about(agency, report)) {
          const { status } = await ask(claims, call)
          expect([call, status !== 404], `${role} ${who} of ${now.join()}`).toEqual([call, visible.has(index)])
          expect(status).toBeLessThan(500)
        }
      }
      for (const agency of new Set([who, other, now[who] ?? 0].map((index) => AGENCIES[index] ?? ''))) {
        for (const call of lists(agency)) {
          const { status, body } = await ask(claims, call)
          expect(status).toBeLessThan(500)
          const asked = JSON.stringify(call)
          for (const [index, id] of AGENCIES.entries()) {
            if (visible.has(index)) continue
            const told = readable(body)
            expect(told.includes(reports[index] ?? ''), `report of ${id} in ${call.route} ${asked}, ${role} ${who} of ${now.join()}`).toBe(false)
            if (!above.has(index) && !asked.includes(id)) expect(told.includes(id), `${id} in ${call.route} ${asked}, ${role} ${who} of ${now.join()}`).toBe(false)
          }
        }
      }
    }),
    { numRuns: 4, seed: 5, endOnFailure: true, examples: [[[null, null, 0, null, 0, null, 0], 0, 1, 'supervisor']] },
  )
})
