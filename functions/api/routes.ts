import type { Action } from '../../lib/access/index.ts'

interface Route {
  readonly method: 'GET' | 'POST'
  readonly path: `/${string}`
  /** What the policy is asked for; null only where no token is asked for. */
  readonly action: Action | null
}

/** The routes of the HTTP API: the stack creates them, `api` serves them. */
export const ROUTES = [
  { method: 'GET', path: '/health', action: null },
  { method: 'POST', path: '/uploads', action: 'upload.create' },
  { method: 'GET', path: '/submissions/{submission}', action: 'submission.read' },
  { method: 'GET', path: '/reports', action: 'report.list' },
  { method: 'GET', path: '/reports/{id}', action: 'report.read' },
  { method: 'GET', path: '/rules', action: 'rule.read' },
] as const satisfies readonly Route[]

type KeyOf<R> = R extends { readonly method: infer M extends string; readonly path: infer P extends string } ? `${M} ${P}` : never
type Named = (typeof ROUTES)[number]

export type RouteKey = KeyOf<Named>
/** Routes that ask for no token. */
export type OpenRouteKey = KeyOf<Extract<Named, { readonly action: null }>>
export type GuardedRouteKey = Exclude<RouteKey, OpenRouteKey>

/** By the key that API Gateway gives a matched route. */
export const ACTIONS: ReadonlyMap<string, Action | null> = new Map(ROUTES.map(({ method, path, action }) => [`${method} ${path}`, action]))
