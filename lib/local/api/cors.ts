import type { Cors } from '../template/properties.ts'

/**
 * Whether a page of `origin` may call the API: one of the template's origins, or the API's own.
 * API Gateway would let the request pass and leave the refusal to the browser; here a foreign page must not reach
 * the functions at all.
 */
export function allowsOrigin(cors: Cors | null, origin: string, own: string): boolean {
  if (origin === own) return true
  return (cors?.AllowOrigins ?? []).some((pattern) => {
    const [start = '', end] = pattern.split('*', 2)
    return end === undefined ? pattern === origin : origin.startsWith(start) && origin.endsWith(end)
  })
}

/** The headers that tell a browser what the API allows; none without a CORS configuration. */
export function apiCorsHeaders(cors: Cors | null, origin: string, preflight: boolean): Record<string, string> {
  if (cors === null) return {}
  return {
    'access-control-allow-origin': cors.AllowOrigins.includes('*') ? '*' : origin,
    vary: 'Origin',
    ...(cors.AllowCredentials && { 'access-control-allow-credentials': 'true' }),
    ...(cors.ExposeHeaders.length > 0 && { 'access-control-expose-headers': cors.ExposeHeaders.join(',') }),
    ...(preflight && {
      'access-control-allow-methods': cors.AllowMethods.join(','),
      'access-control-allow-headers': cors.AllowHeaders.join(','),
      ...(cors.MaxAge !== undefined && { 'access-control-max-age': String(cors.MaxAge) }),
    }),
  }
}
