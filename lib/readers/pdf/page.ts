import type { Box } from './box.ts'

/** A character as it stands on the page. Its direction is that in which its line runs, clockwise in quarter turns. */
export interface Glyph {
  readonly text: string
  readonly x: number
  /** Of the baseline. */
  readonly y: number
  /** How far the line goes on with it. */
  readonly advance: number
  /** Of the font, as it is seen. */
  readonly size: number
  readonly direction: Direction
}
/** `skew`: neither along nor across the page, as watermarks run. */
export type Direction = 0 | 1 | 2 | 3 | 'skew'

/** A straight line along one axis: where it stands on the other, and from where to where it goes. */
export interface Rule {
  readonly at: number
  readonly from: number
  readonly to: number
}

/** What is seen on a page: in points, from its upper left corner, as a viewer shows it. */
export interface Page {
  /** Counted from 1. */
  readonly number: number
  readonly width: number
  readonly height: number
  readonly glyphs: readonly Glyph[]
  readonly horizontal: readonly Rule[]
  readonly vertical: readonly Rule[]
  readonly pictures: readonly Box[]
  /** Curves and slanting lines, of which text is made where it was turned into outlines. */
  readonly outlines: number
}

/** About half way along and up a character. */
export function middleOf({ x, y, advance, size, direction }: Glyph): readonly [x: number, y: number] {
  const [along, up] = [advance / 2, size * 0.35]
  if (direction === 1) return [x + up, y + along]
  if (direction === 2) return [x - along, y + up]
  if (direction === 3) return [x - up, y - along]
  return [x + along, y - up]
}
