import type { IncomingHttpHeaders } from 'node:http'
import { accessDenied } from './errors.ts'

const LOOPBACK = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/

/**
 * Refuses a request that was not addressed to this machine by name: a foreign page can point its own domain at
 * 127.0.0.1 (DNS rebinding), but the Host header tells. Throws Refusal.
 */
export function requireLoopbackHost(headers: IncomingHttpHeaders): void {
  if (headers.host === undefined || !LOOPBACK.test(headers.host)) throw accessDenied('This server answers to 127.0.0.1 only.')
}
