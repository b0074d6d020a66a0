import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import * as z from 'zod'
import type { Action, Principal } from '../../lib/access/index.ts'
import { type AuditEntry, Subject, writeAudit } from '../../lib/store/audit.ts'
import { logger } from '../shared/observed.ts'
import { principalOf } from './principal.ts'
import { HttpProblem } from './problem.ts'
import type { Route, Served, Site } from './route.ts'

type Guarded = Pick<Route, 'key' | 'method' | 'serve'> & { readonly action: Action }

/**
 * Serves a route that asks for a token, and leaves a trail of it, denials included. What may change something is entered
 * before it begins: if that fails, the request fails and nothing is done. What only reads is entered afterwards: if that
 * fails, the log says so, and the answer is given.
 */
export async function audited(event: APIGatewayProxyEventV2, site: Site, route: Guarded): Promise<Served> {
  const entry = entryOf(event, site, route)
  if (route.method !== 'GET') await writeAudit(site.store, { ...entry, at: site.now().toISOString(), phase: 'begun', status: null })
  const done = async (status: number, ids: AuditEntry['object'] = {}): Promise<void> => {
    try {
      await writeAudit(site.store, { ...entry, at: site.now().toISOString(), phase: 'done', status, object: { ...entry.object, ...ids } })
    } catch (error) {
      logger.error('audit entry not written', { ...entry, status, error })
    }
  }
  try {
    const served = await route.serve(event, site)
    await done(served.status ?? 200, 'body' in served ? idsIn(served.body) : {})
    return served
  } catch (error) {
    await done(error instanceof HttpProblem ? error.status : 500)
    throw error
  }
}

/** Where a request came from, as API Gateway tells it. */
const Origin = z.object({ http: z.object({ sourceIp: z.string().max(60), userAgent: z.string().transform((text) => text.slice(0, 200)) }) })

function entryOf(event: APIGatewayProxyEventV2, site: Site, { key, action }: Guarded): Omit<AuditEntry, 'id' | 'at' | 'phase' | 'status'> {
  const { http } = Origin.safeParse(event.requestContext).data ?? {}
  return {
    ...callerOf(event, site),
    action,
    route: key,
    object: shortened({ ...event.pathParameters, ...event.queryStringParameters }),
    ip: http?.sourceIp ?? null,
    userAgent: http?.userAgent ?? null,
    requestId: event.requestContext.requestId,
  }
}

const Claims = z.object({ authorizer: z.object({ jwt: z.object({ claims: z.object({ sub: Subject }) }) }) })

/** Who asks; of a token that says no role that is known, the user alone. */
function callerOf(event: APIGatewayProxyEventV2, { claims }: Site): Pick<AuditEntry, 'role' | 'agency'> & { readonly subject: Principal['subject'] | null } {
  try {
    return principalOf(event, claims)
  } catch (error) {
    if (!(error instanceof HttpProblem)) throw error
    return { subject: Claims.safeParse(event.requestContext).data?.authorizer.jwt.claims.sub ?? null, role: null, agency: null }
  }
}

const MOST_PARAMETERS = 20
const LONGEST = 200

const shortened = (parameters: Readonly<Record<string, string | undefined>>): AuditEntry['object'] =>
  Object.fromEntries(
    Object.entries(parameters)
      // No route has one of these, and no item can have an attribute `__proto__` or `constructor`.
      .filter(([name]) => !(name in Object.prototype))
      .slice(0, MOST_PARAMETERS)
      .map(([name, value = '']) => [name.slice(0, LONGEST), value.slice(0, LONGEST)]),
  )

/** What an answer says it was about: an upload's parameters stand in its body, its submission in the answer. */
const Ids = z.object({ id: z.string(), agency: z.string(), submission: z.string(), key: z.string() }).partial()
const idsIn = (body: unknown): AuditEntry['object'] => shortened(Ids.safeParse(body).data ?? {})
