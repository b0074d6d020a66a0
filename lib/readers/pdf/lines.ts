import type { Glyph } from './page.ts'
import { UNKNOWN } from './text.ts'

/** Characters side by side on one baseline. */
export interface Line {
  /** As it reads; a gap as one space. */
  readonly text: string
  readonly left: number
  readonly right: number
  /** Of the baseline. */
  readonly y: number
  readonly size: number
  /** It ended in a space, which is no longer in the text. */
  readonly open: boolean
  /** What wide gaps part, as the columns of a table. */
  readonly columns: readonly string[]
}

/** Baselines closer than this part of the size are one. */
const SAME_LINE = 0.4
/** The same character so near to another was drawn twice to make it bold, or to give it a shadow. */
const TWICE = 0.3
/** A gap wider than this part of the size parts words; digits are set closer. */
const GAP = 0.5
const COLUMN_GAP = 1.5
const DIGIT_GAP = 0.25
/** Digits closer than this (of their size) belong to one number, wherever walls and clips stand. */
export const ONE_NUMBER = 0.2

/** The lines that upright characters make, top to bottom. */
export const linesOf = (glyphs: readonly Glyph[]): Line[] => baselinesOf(glyphs).flatMap((row) => lineOf(row) ?? [])

/** Characters on one baseline, from left to right; baselines from top to bottom. */
export function baselinesOf(glyphs: readonly Glyph[]): Glyph[][] {
  const rows: Glyph[][] = []
  for (const glyph of glyphs.toSorted((a, b) => a.y - b.y)) {
    const row = rows.at(-1)
    const first = row?.[0]
    if (row && first && glyph.y - first.y <= SAME_LINE * Math.min(first.size, glyph.size)) row.push(glyph)
    else rows.push([glyph])
  }
  return rows.map((row) => row.sort((a, b) => a.x - b.x))
}

function lineOf(sorted: readonly Glyph[]): Line | null {
  const row = withoutDoubles(sorted)
  const shown = row.filter(({ text }) => text !== ' ')
  const [first, last] = [shown[0], shown.at(-1)]
  if (!first || !last) return null
  let text = ''
  const columns: string[] = []
  let before: Glyph | null = null
  let spaced = false
  for (const glyph of row) {
    if (glyph.text === ' ') {
      spaced = true
      continue
    }
    if (before && (isApart(before, glyph) || (spaced && glyph.x - endOf(before) > 0))) text += ' '
    text += glyph.text
    if (!before || glyph.x - endOf(before) > COLUMN_GAP * glyph.size) columns.push('')
    columns.push((columns.pop() ?? '') + glyph.text)
    before = glyph
    spaced = false
  }
  const right = Math.max(...shown.map(endOf))
  return { text, left: first.x, right, y: median(shown.map(({ y }) => y)), size: median(shown.map(({ size }) => size)), open: spaced, columns }
}

const endOf = ({ x, advance }: Glyph): number => x + advance

function isApart(left: Glyph, right: Glyph): boolean {
  const digits = isDigit(left) && isDigit(right)
  return right.x - endOf(left) > (digits ? DIGIT_GAP : GAP) * Math.min(left.size, right.size)
}

export const isDigit = ({ text }: Pick<Glyph, 'text'>): boolean => (text >= '0' && text <= '9') || (text >= '０' && text <= '９')

function withoutDoubles(sorted: readonly Glyph[]): Glyph[] {
  const kept: Glyph[] = []
  for (const glyph of sorted) {
    const near = kept.slice(-3).find((other) => other.text === glyph.text && glyph.x - other.x < TWICE * Math.max(other.advance, 0.1))
    if (!near) kept.push(glyph)
  }
  return kept.map((glyph, at) => (overlaps(glyph, kept[at + 1]) || overlaps(kept[at - 1], glyph) ? { ...glyph, text: UNKNOWN } : glyph))
}

/** Two different characters on one spot, one of them a digit: neither can be read for certain. */
function overlaps(left: Glyph | undefined, right: Glyph | undefined): boolean {
  if (!left || !right || left.text === ' ' || right.text === ' ' || !(isDigit(left) || isDigit(right))) return false
  return right.x - left.x < TWICE * Math.min(left.advance, right.advance)
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0
}
