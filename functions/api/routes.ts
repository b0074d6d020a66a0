/** The routes of the HTTP API: the stack creates them, `api` serves them. `open` ones need no signature. */
export const ROUTES = [
  { method: 'GET', path: '/health', open: true },
  { method: 'POST', path: '/uploads', open: false },
  { method: 'GET', path: '/submissions/{submission}', open: false },
  { method: 'GET', path: '/reports', open: false },
  { method: 'GET', path: '/reports/{id}', open: false },
  { method: 'GET', path: '/rules', open: false },
] as const

export type RouteKey = (typeof ROUTES)[number] extends infer R
  ? R extends { method: infer M extends string; path: infer P extends string }
    ? `${M} ${P}`
    : never
  : never
