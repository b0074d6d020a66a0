import type { ApiResource } from '../template/model.ts'

type Route = ApiResource['routes'][number]

export interface MatchedRoute {
  readonly route: Route
  readonly parameters: Readonly<Record<string, string>>
}

/**
 * Chooses the route for a request: a full match first, then `{parameter}`, then `{greedy+}`, then `$default`;
 * a named method before `ANY`. Null if none fits.
 * Source: Amazon API Gateway Developer Guide, “Create routes for HTTP APIs”.
 */
export function matchRoute(routes: readonly Route[], method: string, path: string): MatchedRoute | null {
  const candidates = routes.flatMap((route) => {
    if (route.key === '$default') return [{ route, parameters: {}, rank: Number.MAX_SAFE_INTEGER }]
    const [wanted = '', pattern = ''] = route.key.split(' ')
    if (wanted !== method && wanted !== 'ANY') return []
    const parameters = matchPath(pattern, path)
    if (parameters === null) return []
    const rank = (pattern.includes('+}') ? 1000 : 0) + Object.keys(parameters).length * 2 + (wanted === 'ANY' ? 1 : 0)
    return [{ route, parameters, rank }]
  })
  const [best] = candidates.sort((left, right) => left.rank - right.rank)
  return best ?? null
}

function matchPath(pattern: string, path: string): Record<string, string> | null {
  const names: string[] = []
  const expression = pattern
    .split('/')
    .map((segment) => {
      const parameter = /^\{([^}+]+)(\+?)\}$/.exec(segment)
      if (parameter === null) return segment.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`)
      names.push(parameter[1] ?? '')
      return parameter[2] === '+' ? '(.+)' : '([^/]+)'
    })
    .join('/')
  const match = new RegExp(`^${expression}$`).exec(path)
  if (match === null) return null
  try {
    return Object.fromEntries(names.map((name, index) => [name, decodeURIComponent(match[index + 1] ?? '')]))
  } catch {
    return null
  }
}
