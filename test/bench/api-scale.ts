import { performance } from 'node:perf_hooks'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda'
import { cellKeys, formFor, type Obligation, overviewOf, type Part, type Total, totalOf } from '../../lib/tally/index.ts'
import type { Agency } from '../../lib/store/agency.ts'
import { enterChanges } from '../../lib/store/agency.ts'
import { putAll } from '../../lib/store/batch.ts'
import { resultItem, type Result } from '../../lib/store/result.ts'
import { writeOverview } from '../../lib/store/overview.ts'
import { replaceObligation, replaceTotal } from '../../lib/store/tally.ts'
import type { Store } from '../../lib/store/table.ts'
import { startAws, UPLOADS } from '../support/aws.ts'
import { apiVariables } from '../functions/api-environment.ts'
import { authorized, claimsOf } from '../functions/caller.ts'

/**
 * How long the API takes with a province of 20,000 reports in the embedded tables, how many items each request reads, and
 * whether that stays the same with as many reports of another province beside it. `node test/bench/api-scale.ts [reports]`
 */
const REPORTS = Number(process.argv[2] ?? 20_000)
const CITIES = 10
const COUNTIES = 10
const TOWNS = Math.ceil(REPORTS / (CITIES * COUNTIES))
const YEAR = 2024
const RUNS = 7
const LIMIT_MS = 100

interface Node {
  readonly agency: Agency
  readonly below: Node[]
}

function agency(id: string, level: Agency['level'], above: Agency | null): Agency {
  return { id, name: `某某${id}`, level, supervisor: above?.id ?? null, ancestors: above === null ? [] : [above.id, ...above.ancestors], emails: [], deadline: null, from: null, to: null }
}

function provinceOf(id: string): Node {
  const children = (above: Agency, level: Agency['level'], count: number, below: (each: Agency) => Node[]): Node[] =>
    Array.from({ length: count }, (_, index) => {
      const each = agency(`${above.id}-${String(index).padStart(3, '0')}`, level, above)
      return { agency: each, below: below(each) }
    })
  const top = agency(id, 'province', null)
  return { agency: top, below: children(top, 'city', CITIES, (city) => children(city, 'county', COUNTIES, (county) => children(county, 'township', TOWNS, () => []))) }
}

let made = 0
/** Every tenth has filed nothing, every seventh fails, each fiftieth was late, one in a county cannot be checked. */
function obligationOf({ id }: Agency): Obligation | null {
  made += 1
  if (made % 10 === 0) return null
  const failing = made % 7 === 0
  const unchecked = id.endsWith('-007')
  const submittedAt = new Date(Date.UTC(2025, made % 50 === 3 ? 1 : 0, 10) + made * 1000).toISOString()
  const verdict = unchecked ? 'uncheckable' : failing ? 'fail' : 'pass'
  return {
    agency: id,
    year: YEAR,
    current: { id: made.toString(16).padStart(32, '0'), version: 1, file: 'report.docx', submittedAt, verdict, score: failing ? 55 : 95, findings: { error: failing ? 2 : 0, warning: 1, info: 0 } },
    filedAt: submittedAt,
    deadline: '2025-01-31',
    rules: failing ? { 'identities/row-total': 2 } : {},
    cells: cellKeys(formFor(YEAR)).map((_, index) => index % 5),
  }
}

function resultFor({ id, name, level, supervisor, ancestors }: Agency, { current }: Obligation): Result {
  const key = `incoming/${id}/${YEAR}/s${current.id}/report.docx`
  return {
    id: current.id,
    upload: { bucket: UPLOADS, key, versionId: '1', eTag: 'e', size: 1, submittedAt: current.submittedAt, sequencer: null },
    agency: id, year: YEAR, submission: `s${current.id}`, file: current.file, agencyName: name, level, supervisor, ancestors: [...ancestors],
    outcome: 'checked', rejection: null, score: current.score, verdict: current.verdict, findingCounts: current.findings,
    validatedAt: current.submittedAt, version: 1, current: true,
  }
}

/** Puts a province into the table as the functions would: register, results, obligations, totals. */
async function load(store: Store, { agency: own, below }: Node): Promise<Total> {
  await enterChanges(store, [{ at: '2025-01-01T00:00:00.000Z', by: 'bench', before: null, after: own }])
  const parts: Part[] = []
  if (below.every((each) => each.below.length === 0)) {
    const towns = below.map(({ agency: member }) => ({ member, obligation: obligationOf(member) }))
    await enterChanges(store, towns.map(({ member }) => ({ at: '2025-01-01T00:00:00.000Z', by: 'bench', before: null, after: member })))
    await putAll(store, towns.flatMap(({ member, obligation }) => (obligation === null ? [] : [resultItem(resultFor(member, obligation), 1)])))
    for (let start = 0; start < towns.length; start += 20)
      await Promise.all(towns.slice(start, start + 20).flatMap(({ obligation }) => (obligation === null ? [] : [replaceObligation(store, obligation, null)])))
    parts.push(...towns.map((town) => ({ ...town, below: null })))
  } else for (const node of below) parts.push({ member: node.agency, obligation: null, below: await load(store, node) })
  await writeOverview(store, own.id, YEAR, overviewOf(YEAR, parts))
  const total = totalOf(own.id, YEAR, parts)
  await replaceTotal(store, total, null)
  return total
}

const ASKED: Record<string, string> = { year: String(YEAR) }
const DAY = new Date(Date.now() + 8 * 60 * 60 * 1000).toISOString().slice(0, 10)

const QUERIES: readonly (readonly [route: string, query: Record<string, string>, as?: 'operator'])[] = [
  ['GET /reports', {}],
  ['GET /reports', { limit: '100' }],
  ['GET /reports', { ...ASKED, verdict: 'fail' }],
  ['GET /reports', { ...ASKED, verdict: 'rejected' }],
  ['GET /reports', { year: '2023' }],
  ['GET /reports', { supervisor: 'p1-003-004' }],
  ['GET /reports', { supervisor: 'p1-003-004', verdict: 'fail' }],
  ['GET /reports', { agency: 'p1-003-004-005' }],
  ['GET /obligations', ASKED],
  ['GET /obligations', { ...ASKED, limit: '100' }],
  ['GET /obligations', { ...ASKED, status: 'missing', limit: '100' }],
  ['GET /obligations', { ...ASKED, status: 'fail' }],
  ['GET /obligations', { ...ASKED, status: 'late' }],
  ['GET /obligations', { ...ASKED, status: 'uncheckable', limit: '100' }],
  ['GET /obligations', { ...ASKED, status: 'rejected' }],
  ['GET /obligations', { ...ASKED, level: 'township', status: 'filed' }],
  ['GET /obligations', { ...ASKED, level: 'department' }],
  ['GET /obligations', { ...ASKED, cursor: 'p1-005-005-050' }],
  ['GET /obligations', { ...ASKED, reach: 'direct', supervisor: 'p1-005-005' }],
  ['GET /summary', ASKED],
  ['GET /rollup', ASKED],
  ['GET /rollup', { ...ASKED, format: 'xlsx' }],
  ['GET /rollup', { ...ASKED, cell: 'requests.newReceived.total' }],
  ['GET /agencies', {}],
  ['GET /agencies', { supervisor: 'p1-003-004', limit: '100' }],
  ['GET /corrections', {}],
  ['GET /audit', { agency: 'p1' }, 'operator'],
  ['GET /audit', { day: DAY }, 'operator'],
  ['GET /audit', { day: '2025-01-31' }, 'operator'],
]

const aws = await startAws()
Object.assign(process.env, await apiVariables(aws))

/** Items that the table looked at, whether or not a filter left them out. */
let read = 0
interface Looked {
  readonly ScannedCount?: number
  readonly Item?: object
  readonly Responses?: Readonly<Record<string, readonly object[]>>
}
const counted = DynamoDBDocumentClient.prototype
const send = Reflect.get(counted, 'send') as (this: DynamoDBDocumentClient, ...parameters: unknown[]) => Promise<Looked>
Reflect.set(counted, 'send', async function (this: DynamoDBDocumentClient, ...parameters: unknown[]) {
  const answer = await send.apply(this, parameters)
  read += answer.ScannedCount ?? (answer.Item === undefined ? Object.values(answer.Responses ?? {}).reduce((sum, items) => sum + items.length, 0) : 1)
  return answer
})

const { handler } = await import('../../functions/api/handler.ts')
const context = { getRemainingTimeInMillis: () => 10_000, functionName: 'api', awsRequestId: 'r' } as Context

async function call(routeKey: string, query: Record<string, string>, as: 'supervisor' | 'operator' = 'supervisor'): Promise<{ readonly milliseconds: number; readonly processor: number; readonly items: number }> {
  const event = { version: '2.0', routeKey, headers: {}, queryStringParameters: query, isBase64Encoded: false, requestContext: { requestId: 'r', ...authorized(as === 'operator' ? claimsOf(as) : claimsOf(as, 'p1')) } }
  read = 0
  const [started, busy] = [performance.now(), process.cpuUsage()]
  const { statusCode, body }: APIGatewayProxyStructuredResultV2 = await handler(event as unknown as Parameters<typeof handler>[0], context)
  if (statusCode !== 200) throw new Error(`${routeKey}: ${statusCode ?? ''} ${body ?? ''}`)
  const milliseconds = performance.now() - started
  const { user, system } = process.cpuUsage(busy)
  return { milliseconds, processor: (user + system) / 1000, items: read }
}

interface Measured {
  readonly name: string
  readonly median: number
  readonly processor: number
  readonly items: number
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0

async function measure(): Promise<Measured[]> {
  const measured = []
  for (const [route, query, as] of QUERIES) {
    const runs = []
    for (let run = 0; run < RUNS; run += 1) runs.push(await call(route, query, as))
    measured.push({
      name: `${route} ${new URLSearchParams(query).toString()}`,
      median: median(runs.map(({ milliseconds }) => milliseconds)),
      processor: median(runs.map(({ processor }) => processor)),
      items: runs.at(-1)?.items ?? 0,
    })
  }
  return measured
}

const began = performance.now()
await load(aws.store, provinceOf('p1'))
const alone = await measure()
await load(aws.store, provinceOf('p2'))
const beside = await measure()
await aws.stop()

console.log(`${CITIES * COUNTIES * TOWNS} agencies below one province; then as many of another beside it; ${((performance.now() - began) / 1000).toFixed(0)} s with loading them\n`)
console.log('Processor time is of client and tables together: on a machine that others use as well, it tells more than the clock.\n')
console.log('| request | median alone, ms | of processor | items read | median beside, ms | of processor | items read |\n|---|---|---|---|---|---|---|')
let failed = false
for (const [index, one] of alone.entries()) {
  const other = beside[index]
  if (other === undefined) continue
  const bad = Math.max(one.median, other.median) > LIMIT_MS || one.items !== other.items
  failed ||= bad
  const figures = [one, other].map((each) => `${each.median.toFixed(0)} | ${each.processor.toFixed(0)} | ${each.items}`)
  console.log(`| ${one.name} | ${figures.join(' | ')} |${bad ? ' ← too slow or too many' : ''}`)
}
process.exitCode = failed ? 1 : 0
