import { areaOf, type Box, contains } from './box.ts'
import { type Cell, fill } from './cells.ts'
import { type Frame, framesOf } from './frames.ts'
import { type Line, linesOf } from './lines.ts'
import { type Glyph, middleOf, type Page } from './page.ts'
import { upright } from './upright.ts'

/** What follows each other on a page, top to bottom. */
export type Piece =
  | ({ readonly kind: 'line'; readonly top: number } & Line)
  | { readonly kind: 'table'; readonly top: number; readonly frame: Frame; readonly cells: readonly Cell[] }
  | { readonly kind: 'picture'; readonly top: number }
  /** A table whose cells cannot be told, in place of its lines. */
  | { readonly kind: 'unread'; readonly top: number }

export interface PageLayout {
  readonly number: number
  readonly width: number
  readonly height: number
  readonly pieces: readonly Piece[]
  /** Nothing but pictures or drawings can be seen on it. */
  readonly isPicture: boolean
}

/** The most that a cell of a form holds is a label with a legal explanation; more is a page laid out in a table. */
const MAX_CELL_TEXT = 800
/** Smaller pictures are icons and seals. */
const PICTURE = 72
/** A scanned page may carry a line of the program that scanned it. */
const FEW = 40
const COVERED = 0.5
const OUTLINED = 200

/** Finds the tables of a page, the lines between them, and the pictures. */
export function layOut(page: Page): PageLayout {
  const { number, width, height, glyphs, pictures, ...rest } = upright(page)
  const tables: { frame: Frame; cells: readonly Cell[] }[] = []
  let loose: readonly Glyph[] = glyphs
  const frames = framesOf(rest).filter(({ cells }) => cells.length > 1)
  for (const frame of frames) {
    if (frames.some((inner) => inner !== frame && isWithin(inner.box, frame.box))) continue
    const cells = fill(frame, loose.filter((glyph) => stands(glyph, frame)))
    if (!isTable(cells)) continue
    tables.push({ frame, cells })
    loose = loose.filter((glyph) => !stands(glyph, frame))
  }
  const pieces: Piece[] = [
    ...linesOf(loose.filter(({ direction }) => direction === 0)).map((line) => ({ kind: 'line' as const, top: line.y - line.size * 0.8, ...line })),
    ...tables.map(({ frame, cells }) => ({ kind: 'table' as const, top: frame.box.top, frame, cells })),
    ...pictures.filter(isLarge).map(({ top }) => ({ kind: 'picture' as const, top })),
  ]
  return { number, width, height, pieces: pieces.sort((a, b) => a.top - b.top), isPicture: isPicture(page, pictures, rest.outlines) }
}

const stands = (glyph: Glyph, { box }: Frame): boolean => contains(box, ...middleOf(glyph))

/** What has tables inside only lays the page out. */
const isWithin = (inner: Box, outer: Box): boolean => contains(outer, inner.left, inner.top) && contains(outer, inner.right, inner.bottom)

const isLarge = ({ left, right, top, bottom }: Box): boolean => right - left >= PICTURE && bottom - top >= PICTURE

function isTable(cells: readonly Cell[]): boolean {
  return cells.filter(({ text }) => text !== '').length > 1 && cells.every(({ text }) => text.length <= MAX_CELL_TEXT)
}

function isPicture({ width, height, glyphs }: Page, pictures: readonly Box[], outlines: number): boolean {
  const shown = glyphs.filter(({ text }) => text !== ' ').length
  const covered = pictures.reduce((sum, box) => sum + areaOf(box), 0) / (width * height)
  if (shown === 0) return pictures.some(isLarge) || outlines > OUTLINED
  return shown < FEW && covered > COVERED
}
