import { areaOf, type Box, contains } from './box.ts'
import { type Cell, fill } from './cells.ts'
import { type Frame, framesOf } from './frames.ts'
import { type Line, linesOf } from './lines.ts'
import { type Glyph, middleOf, type Page } from './page.ts'
import { upright } from './upright.ts'

/** What follows each other on a page, top to bottom. */
export type Piece =
  | ({ readonly kind: 'line'; readonly top: number } & Line)
  | TablePiece
  | { readonly kind: 'picture'; readonly top: number }
  /** A table whose cells cannot be told, in place of its lines. */
  | { readonly kind: 'unread'; readonly top: number }

export interface TablePiece {
  readonly kind: 'table'
  readonly top: number
  readonly frame: Frame
  readonly cells: readonly Cell[]
}

export interface PageLayout {
  readonly number: number
  readonly width: number
  readonly height: number
  readonly pieces: readonly Piece[]
  /**
   * The outermost frames with a single text, or with one line across, whose texts are among the lines too: a row that a page
   * break parted from its table, or an ornament.
   */
  readonly boxes: readonly TablePiece[]
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
/** So many frames from the top and from the foot of a page may be parts of tables that a page break left with one text. */
const OUTERMOST = 3

/** Finds the tables of a page, the lines between them, and the pictures. */
export function layOut(page: Page): PageLayout {
  const { number, width, height, glyphs, pictures, ...rest } = upright(page)
  const tables: TablePiece[] = []
  let loose: readonly Glyph[] = glyphs
  const drawn = framesOf(rest)
  const frames = drawn.filter(({ cells, open }) => cells.length > 1 && !open)
  for (const frame of frames) {
    if (holdsAny(frame, frames)) continue
    const { cells, taken } = fill(frame, loose.filter((glyph) => standsBeside(glyph, frame)))
    if (!isTable(cells)) continue
    tables.push(pieceOf(frame, cells))
    loose = loose.filter((glyph) => !taken.has(glyph))
  }
  const others = drawn.filter((frame) => tables.every((table) => table.frame !== frame))
  const boxes = [...others.slice(0, OUTERMOST), ...others.slice(OUTERMOST).slice(-OUTERMOST)]
    .filter((frame) => !holdsAny(frame, drawn))
    .map((frame) => pieceOf(frame, fill(frame, loose.filter((glyph) => standsBeside(glyph, frame))).cells))
  const pieces: Piece[] = [
    ...linesOf(loose.filter(({ direction }) => direction === 0)).map((line) => ({ kind: 'line' as const, top: line.y - line.size * 0.8, ...line })),
    ...tables,
    ...pictures.filter(isLarge).map(({ top }) => ({ kind: 'picture' as const, top })),
  ]
  return { number, width, height, pieces: pieces.sort((a, b) => a.top - b.top), boxes: boxes.filter(isBox), isPicture: isPicture(page, pictures, rest.outlines) }
}

/** In a table, or to the left or right of it. */
function standsBeside(glyph: Glyph, { box }: Frame): boolean {
  const [, y] = middleOf(glyph)
  return y >= box.top && y <= box.bottom
}

const pieceOf = (frame: Frame, cells: readonly Cell[]): TablePiece => ({ kind: 'table', top: frame.box.top, frame, cells })

/** What has tables inside only lays the page out. */
const holdsAny = (frame: Frame, frames: readonly Frame[]): boolean => frames.some((inner) => inner !== frame && isWithin(inner.box, frame.box))
const isWithin = (inner: Box, outer: Box): boolean => contains(outer, inner.left, inner.top) && contains(outer, inner.right, inner.bottom)

const isLarge = ({ left, right, top, bottom }: Box): boolean => right - left >= PICTURE && bottom - top >= PICTURE

const texts = (cells: readonly Cell[]): number => cells.filter(({ text }) => text !== '').length
const isCertain = ({ ragged, text }: Cell): boolean => !ragged || text === ''
const isShort = ({ text }: Cell): boolean => text.length <= MAX_CELL_TEXT
const isTable = (cells: readonly Cell[]): boolean => texts(cells) > 1 && cells.every((cell) => isShort(cell) && isCertain(cell))
const isBox = ({ cells, frame }: TablePiece): boolean => (texts(cells) === 1 || (frame.open && texts(cells) > 1)) && cells.every((cell) => isShort(cell) && isCertain(cell))

function isPicture({ width, height, glyphs }: Page, pictures: readonly Box[], outlines: number): boolean {
  const shown = glyphs.filter(({ text }) => text !== ' ').length
  const covered = pictures.reduce((sum, box) => sum + areaOf(box), 0) / (width * height)
  if (shown === 0) return pictures.some(isLarge) || outlines > OUTLINED
  return shown < FEW && covered > COVERED
}
