import type { Place } from '../../report/index.ts'

/** One physical line: offsets without its line break, and its number counting from 1. */
export interface Line {
  readonly start: number
  readonly end: number
  readonly number: number
}

/** Splits at `\n`, `\r\n` and lone `\r`. */
export function splitLines(text: string): Line[] {
  const lines: Line[] = []
  let start = 0
  for (let at = 0; at <= text.length; at++) {
    const code = at === text.length ? 10 : text.charCodeAt(at)
    if (code !== 10 && code !== 13) continue
    lines.push({ start, end: at, number: lines.length + 1 })
    if (code === 13 && text.charCodeAt(at + 1) === 10) at++
    start = at + 1
  }
  return lines
}

/** Blanks of every width, and marks that show nothing: none of them is part of a cell or a sentence. */
function isBlank(code: number): boolean {
  if (code < 0x80) return code <= 32
  return (
    code === 0xa0 || code === 0x3000 || code === 0xfeff || code === 0x202f || code === 0x2060 ||
    (code >= 0x2000 && code <= 0x200f) || code === 0xad || code === 0x85
  )
}

/** The place of `text` between two offsets, blanks at both ends left out. */
export function trimmed(text: string, start: number, end: number, line: number): Place {
  let from = start
  let to = end
  while (from < to && isBlank(text.charCodeAt(from))) from++
  while (to > from && isBlank(text.charCodeAt(to - 1))) to--
  return { start: from, end: to, line }
}
