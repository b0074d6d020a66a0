import type { CorsRule } from '../template/properties.ts'

/** A wildcard pattern of a CORS rule: at most one `*`. */
function matches(pattern: string, value: string): boolean {
  const [start = '', end] = pattern.split('*', 2)
  return end === undefined
    ? pattern === value
    : value.length >= start.length + end.length && value.startsWith(start) && value.endsWith(end)
}

export interface CorsRequest {
  readonly origin: string
  readonly method: string
  /** Of a preflight: the headers that the page wants to send, in lower case. */
  readonly headers: readonly string[]
}

/**
 * The headers that a bucket's rules grant to a request from a page; null if no rule does.
 * Source: Amazon S3 User Guide, “Elements of a CORS configuration”.
 */
export function corsHeaders(rules: readonly CorsRule[], request: CorsRequest): Record<string, string> | null {
  for (const rule of rules) {
    const origin = rule.AllowedOrigins.find((pattern) => matches(pattern, request.origin))
    const allowed = (header: string): boolean => rule.AllowedHeaders.some((pattern) => matches(pattern.toLowerCase(), header))
    if (origin === undefined || !rule.AllowedMethods.includes(request.method) || !request.headers.every(allowed)) continue
    return {
      'access-control-allow-origin': origin === '*' ? '*' : request.origin,
      'access-control-allow-methods': rule.AllowedMethods.join(', '),
      ...(request.headers.length > 0 && { 'access-control-allow-headers': request.headers.join(', ') }),
      ...(rule.ExposedHeaders.length > 0 && { 'access-control-expose-headers': rule.ExposedHeaders.join(', ') }),
      ...(rule.MaxAge !== undefined && { 'access-control-max-age': String(rule.MaxAge) }),
      vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
    }
  }
  return null
}
