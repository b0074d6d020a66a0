import type { Place } from '../../report/index.ts'
import { trimmed } from './lines.ts'

const HEADING = /^(#{1,6})[ \t]+/
const IMAGE = /^!\[[^\]\n]*\]\([^)\n]*\)$|^<img\b[^>\n]*>$/i
const RULE_CELL = /^:?-{3,}:?$/

/** Whether the pieces of a line are a Markdown rule under a table header. */
export function isRule(cells: readonly { readonly text: string }[]): boolean {
  let dashes = 0
  for (const { text } of cells) {
    if (text === '') continue
    if (!RULE_CELL.test(text)) return false
    dashes++
  }
  return dashes > 0
}

/** A picture that stands alone on its line. */
export function isImage(text: string): boolean {
  return (text.startsWith('![') || text.startsWith('<img')) && IMAGE.test(text)
}

/** Level of a `#` heading and the place of its words; null if the line is none. */
export function headingOf(text: string, place: Place): { level: number; place: Place } | null {
  const line = text.slice(place.start, place.end)
  const marks = HEADING.exec(line)
  if (!marks?.[1]) return null
  let end = place.end
  while (end > place.start && text[end - 1] === '#') end--
  return { level: marks[1].length, place: { ...place, ...trimmed(text, place.start + marks[0].length, end, place.line ?? 1) } }
}

/** The place without a bullet in front and without emphasis around the whole. */
export function withoutMarkup(text: string, place: Place): Place {
  const { end } = place
  let { start } = place
  if (/^[-*+] /.test(text.slice(start, Math.min(start + 2, end))) && !/^- ?\d+ ?-$/.test(text.slice(start, end))) start += 2
  for (const mark of ['**', '__']) {
    const inner = text.slice(start + 2, end - 2)
    if (end - start > 4 && text.startsWith(mark, start) && text.endsWith(mark, end) && !inner.includes(mark)) {
      return { ...place, ...trimmed(text, start + 2, end - 2, place.line ?? 1) }
    }
  }
  return { ...place, ...trimmed(text, start, end, place.line ?? 1) }
}
