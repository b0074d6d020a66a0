import { damaged } from '../refusal.ts'
import { type Headers, parseHeaders } from './headers.ts'

/** One part of a MIME message that is not made of parts itself. */
export interface Part {
  readonly headers: Headers
  readonly bytes: Uint8Array
}

/** Saved pages nest once: the page and its other form in one part, pictures in the others. */
const MAX_DEPTH = 4
const MAX_PARTS = 5_000
/** Browsers write a few hundred characters. */
const MAX_HEADERS = 65_536

/**
 * Splits a MIME message (RFC 2046).
 * @param source read as Latin-1.
 * @throws {Refusal} `damaged-file` where a part has no end or parts nest beyond any saved page.
 */
export function splitParts(source: string): Part[] {
  const parts: Part[] = []
  const waiting = [{ source, depth: 0 }]
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const { headers, body } = entityOf(next.source)
    if (headers.boundary === undefined || !headers.type.startsWith('multipart/')) {
      parts.push({ headers, bytes: transferDecoded(body, headers.encoding) })
      continue
    }
    if (next.depth >= MAX_DEPTH) throw damaged()
    const inner = split(body, headers.boundary)
    if (parts.length + waiting.length + inner.length > MAX_PARTS) throw damaged()
    waiting.unshift(...inner.map((part) => ({ source: part, depth: next.depth + 1 })))
  }
  return parts
}

function entityOf(source: string): { headers: Headers; body: string } {
  const start = /^\s*/.exec(source)?.[0].length ?? 0
  const head = source.slice(start, start + MAX_HEADERS)
  const end = /\r?\n[ \t]*\r?\n/.exec(head)
  const headers = parseHeaders(head.slice(0, end?.index))
  return { headers, body: end ? source.slice(start + end.index + end[0].length) : '' }
}

/** What stands between the delimiters. The last part has an end too, or the file was cut off. */
function split(body: string, boundary: string): string[] {
  const delimiter = `--${boundary}`
  const parts: string[] = []
  let start = -1
  for (let at = findLine(body, delimiter, 0); at >= 0; at = findLine(body, delimiter, at + delimiter.length)) {
    if (parts.length > MAX_PARTS) throw damaged()
    if (start >= 0) parts.push(body.slice(start, at).replace(/\r?\n$/, ''))
    const behind = at + delimiter.length
    if (body.startsWith('--', behind)) return parts
    const lineEnd = body.indexOf('\n', behind)
    start = lineEnd < 0 ? body.length : lineEnd + 1
  }
  // Pictures at the end may be lost; the page itself may not.
  if (parts.length === 0) throw damaged()
  return parts
}

function findLine(body: string, delimiter: string, from: number): number {
  let at = body.indexOf(delimiter, from)
  while (at > 0 && body[at - 1] !== '\n') at = body.indexOf(delimiter, at + 1)
  return at
}

function transferDecoded(body: string, encoding: string): Uint8Array {
  if (encoding === 'base64') return Buffer.from(body, 'base64')
  return Buffer.from(encoding === 'quoted-printable' ? quotedPrintable(body) : body, 'latin1')
}

const quotedPrintable = (body: string): string =>
  body
    .replace(/=[ \t]*\r?\n/g, '')
    .replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
