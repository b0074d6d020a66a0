import type { APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { handler as Handler } from '../../functions/api/handler.ts'
import type { RouteKey } from '../../functions/api/routes.ts'
import type { handler as PageHandler } from '../../functions/unsubscribe/handler.ts'
import { type Role, ROLES } from '../../lib/access/index.ts'
import { enterCorrection } from '../../lib/store/corrections.ts'
import { importAgencies } from '../../lib/register/import.ts'
import { findAgency } from '../../lib/store/agency.ts'
import { linkToken, subscriptionOf } from '../../lib/store/subscription.ts'
import { short, synthesize } from '../infra/template.ts'
import { apiVariables } from './api-environment.ts'
import { authorized, claimsOf } from './caller.ts'
import { GOOD, startLine } from './line.ts'

/**
 * Every route × every role × whose object it is. A route of the stack without a row fails. To add one: say how it asks for
 * an object, and which objects each role reaches with it.
 */

/** The routes as they would be deployed: what asks for a token, and which function answers. */
const stack = synthesize()
const DEPLOYED = stack.ofType('AWS::ApiGatewayV2::Route').map(([, { Properties }]) => ({
  key: short(Properties['RouteKey']),
  open: Properties['AuthorizationType'] === 'NONE',
}))

/** The tree; `county` is who calls, as an agency and as a supervisor. */
const REGISTER = `id,name,level,supervisor,emails
m-city,望北市人民政府办公室,city,,office@m-city.example
m-county,星湖县人民政府办公室,county,m-city,office@m-county.example
m-town,星湖县云桥镇人民政府,township,m-county,office@m-town.example
m-station,星湖县云桥镇水务站,department,m-town,office@m-station.example
m-county2,月湖县人民政府办公室,county,m-city,office@m-county2.example
m-town2,月湖县石桥镇人民政府,township,m-county2,office@m-town2.example
`
const CALLER = 'm-county'

/** Whose object is asked for, seen from the caller. */
const RELATIONS = { own: 'm-county', below: 'm-town', deep: 'm-station', above: 'm-city', beside: 'm-county2', foreign: 'm-town2', absent: 'm-nobody' } as const
type Relation = keyof typeof RELATIONS

interface Target {
  readonly agency: string
  readonly report: string
  /** The next version of the same. */
  readonly later: string
  readonly submission: string
  /** The token of the link by which its office unsubscribes from digests. */
  readonly link: string
}

interface Parts {
  readonly path?: Record<string, string>
  readonly query?: Record<string, string>
  readonly body?: object
  readonly file?: string
}

/** Which objects a role reaches; `denied`: the role may never do this. */
type Reach = Readonly<Record<Role, readonly Relation[] | 'denied'>>

type Row =
  /** About no agency's object: every role that is not denied gets the same. */
  | { readonly request: () => Parts; readonly ok?: number; readonly everybody: readonly Role[] }
  /** About an object: whoever reaches it gets `ok` and reads the agency's id in the answer, or `shows`; else it is as if absent. */
  | { readonly request: (target: Target, role: Role) => Parts; readonly ok?: number; readonly shows?: string; readonly reach: Reach }
  /** About nothing that anybody owns: everybody gets the same. */
  | 'open'
  /** Open to whoever has the link of a digest, which is as good as an object's key: roles and tokens change nothing. */
  | 'by link'

const EXISTING: readonly Relation[] = ['own', 'below', 'deep', 'above', 'beside', 'foreign']
/** The report’s own words, where the answer does not say the agency’s id. */
const NAMES = '云桥镇'
const REASON = '表中数字与台账一致。'
/** The objection to the report of each agency that is to be answered. */
const OBJECTION = 'c'.repeat(32)
const REPORTS: Reach = { agency: ['own'], supervisor: ['own', 'below', 'deep'], operator: 'denied' }

const ROWS: Readonly<Record<RouteKey | 'GET /unsubscribe' | 'POST /unsubscribe', Row>> = {
  'GET /health': 'open',
  'GET /openapi.json': 'open',
  'GET /rules': { request: () => ({}), everybody: ROLES },
  'POST /uploads': { request: ({ agency }) => ({ body: { agency, file: 'a.txt' } }), ok: 201, reach: REPORTS },
  'GET /submissions/{submission}': { request: ({ submission }) => ({ path: { submission } }), reach: REPORTS },
  'GET /reports': { request: ({ agency }) => ({ query: { agency } }), reach: REPORTS },
  'GET /reports/{id}': { request: ({ report }) => ({ path: { id: report } }), reach: REPORTS },
  'GET /reports/{id}/versions': { request: ({ report }) => ({ path: { id: report } }), reach: REPORTS },
  'GET /reports/{id}/differences': { request: ({ report, later }) => ({ path: { id: later }, query: { with: report } }), reach: REPORTS },
  'GET /reports/{id}/record': { request: ({ report }) => ({ path: { id: report } }), shows: NAMES, reach: REPORTS },
  'GET /reports/{id}/findings': { request: ({ report }) => ({ path: { id: report } }), reach: REPORTS },
  'GET /reports/{id}/source': { request: ({ report }) => ({ path: { id: report } }), reach: REPORTS },
  'GET /reports/{id}/page': { request: ({ report }) => ({ path: { id: report } }), shows: NAMES, reach: REPORTS },
  'GET /agencies': { request: ({ agency }) => ({ query: { supervisor: agency } }), reach: { agency: [], supervisor: ['own', 'below', 'deep'], operator: EXISTING } },
  'GET /agencies/{id}': { request: ({ agency }) => ({ path: { id: agency } }), reach: { agency: ['own'], supervisor: ['own', 'below', 'deep'], operator: EXISTING } },
  'POST /agencies/{id}/addresses/{address}/resume': {
    request: ({ agency }) => ({ path: { id: agency, address: `office@${agency}.example` } }),
    reach: { agency: 'denied', supervisor: ['own', 'below', 'deep'], operator: EXISTING },
  },
  'GET /agencies/{id}/history': { request: ({ agency }) => ({ path: { id: agency } }), reach: { agency: 'denied', supervisor: 'denied', operator: EXISTING } },
  'POST /register': { request: () => ({ file: REGISTER, query: { dryRun: 'true' } }), everybody: ['operator'] },
  'GET /register': { request: () => ({}), everybody: ['operator'] },
  'GET /obligations': { request: ({ agency }) => ({ query: { supervisor: agency, year: '2024' } }), reach: REPORTS },
  'GET /summary': { request: ({ agency }) => ({ query: { supervisor: agency, year: '2024' } }), reach: REPORTS },
  'GET /reports/{id}/corrections': { request: ({ report }) => ({ path: { id: report } }), reach: REPORTS },
  // Before some of them are answered.
  'GET /corrections': { request: ({ agency }) => ({ query: { agency } }), reach: REPORTS },
  // Each role objects to another version: nobody objects twice.
  'POST /reports/{id}/corrections': {
    request: ({ report, later }, role) => ({ path: { id: role === 'agency' ? report : later }, body: { finding: 0, reason: REASON } }),
    ok: 201,
    reach: { agency: ['own'], supervisor: ['own'], operator: 'denied' },
  },
  'POST /reports/{id}/corrections/{correction}/answer': {
    request: ({ report }) => ({ path: { id: report, correction: OBJECTION }, body: { answer: 'dismiss', reason: REASON } }),
    reach: { agency: 'denied', supervisor: ['below', 'deep'], operator: 'denied' },
  },
  'POST /rechecks': { request: () => ({ query: { agency: CALLER } }), ok: 202, everybody: ['operator'] },
  'POST /redrives': { request: () => ({ query: { queue: 'mail' } }), everybody: ['operator'] },
  'GET /audit': { request: () => ({ query: { agency: CALLER } }), everybody: ['operator'] },
  'GET /unsubscribe': 'by link',
  'POST /unsubscribe': 'by link',
  'GET /rollup': { request: ({ agency }) => ({ query: { supervisor: agency, year: '2024' } }), reach: { agency: 'denied', supervisor: ['own', 'below', 'deep'], operator: 'denied' } },
}

let line: Awaited<ReturnType<typeof startLine>>
let handler: typeof Handler
let page: typeof PageHandler
const targets = new Map<Relation, Target>()

beforeAll(async () => {
  line = await startLine()
  for (const [name, value] of Object.entries(await apiVariables(line))) vi.stubEnv(name, value)
  ;({ handler } = await import('../../functions/api/handler.ts'))
  ;({ handler: page } = await import('../../functions/unsubscribe/handler.ts'))
  await importAgencies(line.store, Buffer.from(REGISTER), { by: 'test', now: new Date('2025-01-01T00:00:00Z') })
  for (const [relation, agency] of Object.entries(RELATIONS) as [Relation, string][]) {
    const submission = `s-${relation}`
    const address = `office@${agency}.example`
    // The secret of another subscription is none.
    const link = linkToken(relation === 'absent' ? { address, supervisor: agency, token: 'A'.repeat(32), endedAt: null } : await subscriptionOf(line.store, { address, supervisor: agency }))
    const absent = { agency, submission, link, report: '0'.repeat(32), later: '1'.repeat(32) }
    const check = () => line.check(GOOD, `incoming/${agency}/2024/${submission}/a.txt`)
    targets.set(relation, relation === 'absent' ? absent : { agency, submission, link, report: await check(), later: await check() })
    if (relation === 'absent') continue
    const { report } = target(relation)
    const [finding] = await line.findings(report)
    if (finding === undefined) throw new Error('nothing to object to')
    const step = { at: '2025-01-02T00:00:00.000Z', by: { subject: 'u', agency, name: agency }, did: 'object', words: REASON } as const
    const ancestors = (await findAgency(line.store, agency))?.ancestors ?? []
    await enterCorrection(line.store, { id: OBJECTION, agency, ancestors, year: 2024, report, finding, state: 'open', history: [step] })
  }
})
afterAll(() => line.stop())

const target = (relation: Relation): Target => {
  const found = targets.get(relation)
  if (found === undefined) throw new Error(relation)
  return found
}

async function call(routeKey: keyof typeof ROWS, parts: Parts, claims: Readonly<Record<string, string>> | null) {
  const event = {
    version: '2.0',
    routeKey,
    headers: { 'content-type': parts.file === undefined ? 'application/json' : 'text/csv' },
    pathParameters: parts.path,
    queryStringParameters: parts.query,
    body: parts.file ?? (parts.body === undefined ? undefined : JSON.stringify(parts.body)),
    isBase64Encoded: false,
    requestContext: { requestId: 'r', http: { method: routeKey.split(' ')[0] }, ...authorized(claims) },
  }
  const context = { getRemainingTimeInMillis: () => 10_000, functionName: 'api', awsRequestId: 'r' } as Context
  const serve = ROWS[routeKey] === 'by link' ? page : handler
  const answer: APIGatewayProxyStructuredResultV2 = await serve(event as unknown as Parameters<typeof handler>[0], context)
  // Of an answer's own words alone is the tag made; all else has to be alike.
  return { status: answer.statusCode, headers: { ...answer.headers, etag: '…', location: '…' }, body: answer.body ?? '' }
}

const caller = (role: Role) => claimsOf(role, role === 'operator' ? undefined : CALLER)

/** What is asked for stands in some answers; without it a foreign object's answer has to be an absent one's. */
const blanked = (body: string, { agency, report, later, submission }: Target): string =>
  [agency, report, later, submission].reduce((text, id) => text.replaceAll(id, '…'), body)

describe('the stack', () => {
  test('has a row for every route, and no row is of a route that it has not', () => {
    expect(Object.keys(ROWS).sort()).toEqual(DEPLOYED.map(({ key }) => key).sort())
  })

  test('asks for a token wherever the row is not open', () => {
    const open = Object.entries(ROWS).filter(([, row]) => row === 'open' || row === 'by link')
    expect(DEPLOYED.filter((route) => route.open).map(({ key }) => key).sort()).toEqual(open.map(([key]) => key).sort())
  })
})

// Before any of them is answered.
describe('the objections that a supervisor has to answer', () => {
  const listed = async (role: Role, agency: string, query: Record<string, string> = {}): Promise<string[]> => {
    const { body } = await call('GET /corrections', { query }, claimsOf(role, agency))
    return (JSON.parse(body) as { corrections: { agency: string }[] }).corrections.map((correction) => correction.agency).sort()
  }

  test.each([
    ['supervisor', 'm-city', {}, ['m-county', 'm-county2', 'm-station', 'm-town', 'm-town2']],
    ['supervisor', 'm-county', {}, ['m-station', 'm-town']],
    ['supervisor', 'm-county', { supervisor: 'm-town' }, ['m-station']],
    ['supervisor', 'm-county', { supervisor: 'm-county2' }, []],
    ['supervisor', 'm-county', { supervisor: 'm-city' }, []],
    ['supervisor', 'm-county', { state: 'accepted' }, []],
    ['supervisor', 'm-county', { year: '2023' }, []],
    ['agency', 'm-town', {}, ['m-town']],
    ['agency', 'm-town', { supervisor: 'm-county' }, []],
    ['agency', 'm-nobody', {}, []],
  ] as const)('%s of %s, %j', async (role, agency, query, expected) => {
    expect(await listed(role, agency, query)).toEqual(expected)
  })
})

describe.each(Object.entries(ROWS) as [keyof typeof ROWS, Row][])('%s', (route, row) => {
  if (row === 'open') {
    test('answers without a token', async () => {
      expect((await call(route, {}, null)).status).toBe(200)
    })
    return
  }

  if (row === 'by link') {
    const callers = [null, ...ROLES.map(caller)]
    test.each((Object.keys(RELATIONS) as Relation[]).map((relation) => ({ relation })))('$relation', async ({ relation }) => {
      const visit = async (token: string, claims: (typeof callers)[number]) => call(route, { query: { token } }, claims)
      for (const claims of callers) {
        const { status, body } = await visit(target(relation).link, claims)
        expect(status).toBe(relation === 'absent' ? 404 : 200)
        expect(body.includes(`office@${target(relation).agency}.example`)).toBe(relation !== 'absent')
        const [address, supervisor] = JSON.parse(Buffer.from(target(relation).link, 'base64url').toString()) as string[]
        const forged = Buffer.from(JSON.stringify([address, supervisor, 'A'.repeat(32)])).toString('base64url')
        expect(await visit(forged, claims)).toEqual(await visit(target('absent').link, claims))
      }
    })
    return
  }

  test.each([
    ['no token', null, 401],
    ['no role', { sub: 'u' }, 403],
    ['no subject', { 'custom:role': 'operator' }, 403],
    ['an unknown role', { ...caller('supervisor'), 'custom:role': 'admin' }, 403],
    ['several roles', { ...caller('supervisor'), 'custom:role': '[agency supervisor]' }, 403],
    ['an agency without its agency', claimsOf('agency'), 403],
    ['a supervisor without an agency', { ...claimsOf('supervisor'), 'custom:agency': '' }, 403],
    ['an agency that is none', claimsOf('agency', 'm-county#x'), 403],
  ])('%s: %j is refused', async (_name, claims, status) => {
    expect((await call(route, row.request(target('own'), 'agency'), claims)).status).toBe(status)
  })

  if ('everybody' in row) {
    test.each(ROLES)('as %s', async (role) => {
      expect((await call(route, row.request(), caller(role))).status).toBe(row.everybody.includes(role) ? (row.ok ?? 200) : 403)
    })
    return
  }

  const cases = ROLES.flatMap((role) => (Object.keys(RELATIONS) as Relation[]).map((relation) => ({ role, relation })))
  test.each(cases)('as $role, $relation', async ({ role, relation }) => {
    const reach = row.reach[role]
    const asked = target(relation)
    const answer = await call(route, row.request(asked, role), caller(role))
    if (reach === 'denied') {
      expect(answer.status).toBe(403)
      expect(answer.body).not.toContain(asked.agency)
    } else if (reach.includes(relation)) {
      expect(answer.status).toBe(row.ok ?? 200)
      expect(answer.body).toContain(row.shows ?? asked.agency)
    } else {
      const absent = await call(route, row.request(target('absent'), role), caller(role))
      expect({ ...answer, body: blanked(answer.body, asked) }).toEqual({ ...absent, body: blanked(absent.body, target('absent')) })
    }
  })
})

describe('lists without a filter hold what the caller reaches, and nothing else', () => {
  const listed = async (role: Role, agency: string, query: Record<string, string> = {}): Promise<unknown[]> => {
    const { body } = await call('GET /reports', { query }, claimsOf(role, agency))
    return (JSON.parse(body) as { reports: { agency: string }[] }).reports.map((report) => report.agency).sort()
  }

  test.each([
    ['agency', 'm-town', {}, ['m-town']],
    ['agency', 'm-town', { supervisor: 'm-county' }, ['m-town']],
    ['agency', 'm-town', { supervisor: 'm-county2' }, []],
    ['agency', 'm-county', { supervisor: 'm-county' }, []],
    ['supervisor', 'm-county', {}, ['m-county', 'm-station', 'm-town']],
    ['supervisor', 'm-county', { supervisor: 'm-town' }, ['m-station']],
    ['supervisor', 'm-county', { supervisor: 'm-county2' }, []],
    ['supervisor', 'm-county', { supervisor: 'm-city' }, []],
    ['supervisor', 'm-county', { submission: 's-foreign' }, []],
    ['supervisor', 'm-county', { submission: 's-deep' }, ['m-station']],
    ['supervisor', 'm-county', { verdict: 'pass' }, ['m-county', 'm-station', 'm-town']],
    ['supervisor', 'm-city', {}, ['m-city', 'm-county', 'm-county2', 'm-station', 'm-town', 'm-town2']],
    ['supervisor', 'm-nobody', {}, []],
  ] as const)('%s of %s, %j', async (role, agency, query, expected) => {
    expect(await listed(role, agency, query)).toEqual(expected)
  })

  test('page by page it is the same', async () => {
    const seen: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const query: Record<string, string> = { limit: '1', ...(cursor !== '' && { cursor }) }
      const { body } = await call('GET /reports', { query }, claimsOf('supervisor', 'm-city'))
      const page = JSON.parse(body) as { reports: { agency: string }[]; cursor: string | null }
      seen.push(...page.reports.map(({ agency }) => agency))
      cursor = page.cursor
    }
    expect(seen.sort()).toEqual(await listed('supervisor', 'm-city'))
  })

  test('whoever moves in the register is seen by whom the register says', async () => {
    const move = (to: string) =>
      importAgencies(line.store, Buffer.from(REGISTER.replace('township,m-county2', `township,${to}`)), { by: 'test', now: new Date('2025-02-01T00:00:00Z') })
    await move('m-county')
    expect((await call('GET /reports/{id}', { path: { id: target('foreign').report } }, caller('supervisor'))).status).toBe(200)
    expect(await listed('supervisor', 'm-county2')).toEqual(['m-county2'])
    expect(await listed('supervisor', 'm-county', { agency: 'm-town2' })).toEqual(['m-town2'])
    await move('m-county2')
  })
})
