import type { Frame, FrameCell } from './frames.ts'
import { baselinesOf, isDigit, type Line, linesOf } from './lines.ts'
import { type Glyph, middleOf } from './page.ts'
import { UNKNOWN } from './text.ts'

/** A cell of a table, and what stands in it. */
export interface Cell extends FrameCell {
  readonly text: string
  /** No further character would have fitted into its last line. */
  readonly full: boolean
}

/** Digits closer than this (of their size) belong to one number, wherever walls stand. */
const ONE_NUMBER = 0.2

/**
 * Puts every character into the cell in which its middle stands, so that what a program wrote in one go across several
 * cells is parted at their walls. A number that runs across a wall belongs to no cell: its digits cannot be told there.
 * @param glyphs those inside the table.
 */
export function fill(frame: Frame, glyphs: readonly Glyph[]): Cell[] {
  const squares = squaresOf(frame)
  const contents = frame.cells.map((): Glyph[] => [])
  const torn = tornNumbers(squares, glyphs)
  for (const glyph of glyphs) {
    const cell = squares(...middleOf(glyph))
    if (cell !== null) contents[cell]?.push(torn.has(glyph) ? { ...glyph, text: UNKNOWN } : glyph)
  }
  return frame.cells.map((cell, index) => ({ ...cell, ...contentOf(contents[index] ?? [], widthOf(frame, cell)) }))
}

const widthOf = ({ xs }: Frame, { column, colSpan }: FrameCell): number => (xs[column + colSpan] ?? 0) - (xs[column] ?? 0)

type Squares = (x: number, y: number) => number | null

/** Tells which cell a point is in. */
function squaresOf({ xs, ys, cells }: Frame): Squares {
  const width = xs.length - 1
  const owners: number[] = []
  for (const [index, { row, column, rowSpan, colSpan }] of cells.entries())
    for (let r = row; r < row + rowSpan; r += 1) for (let c = column; c < column + colSpan; c += 1) owners[r * width + c] = index
  return (x, y) => {
    const [column, row] = [between(xs, x), between(ys, y)]
    return column === null || row === null ? null : (owners[row * width + column] ?? null)
  }
}

function between(walls: readonly number[], value: number): number | null {
  const at = walls.findIndex((wall) => wall > value)
  return at > 0 ? at - 1 : null
}

/** The characters of numbers that stand in several cells at once. */
function tornNumbers(squares: Squares, glyphs: readonly Glyph[]): ReadonlySet<Glyph> {
  const torn = new Set<Glyph>()
  for (const row of baselinesOf(glyphs.filter((glyph) => isDigit(glyph) || glyph.text === '.'))) {
    let run: Glyph[] = []
    for (const glyph of [...row, null]) {
      const before = run.at(-1)
      if (glyph && before && glyph.x - before.x - before.advance < ONE_NUMBER * glyph.size) {
        run.push(glyph)
        continue
      }
      if (new Set(run.map((digit) => squares(...middleOf(digit)))).size > 1) for (const digit of run) torn.add(digit)
      run = glyph ? [glyph] : []
    }
  }
  return torn
}

function contentOf(glyphs: readonly Glyph[], width: number): Pick<Cell, 'text' | 'full'> {
  const lines = linesOf(glyphs.filter(({ direction }) => direction === 0))
  let text = ''
  for (const [index, line] of lines.entries()) {
    const above = lines[index - 1]
    text += above && !wraps(above, line, width) ? `\n${line.text}` : line.text
  }
  const last = lines.at(-1)
  return { text: [text, sideways(glyphs)].filter((part) => part !== '').join('\n'), full: last !== undefined && isFull(last, width) }
}

const isFull = ({ left, right, size }: Line, width: number): boolean => width - (right - left) < RAGGED * size

/** Text that is turned against the page: labels are at times, numbers are not, and would be misread. */
function sideways(glyphs: readonly Glyph[]): string {
  const turned = glyphs.filter(({ direction }) => direction === 1 || direction === 3)
  return turned.map(({ text }) => text.replace(/\d/, UNKNOWN)).join('').trim()
}

/** A digit and the usual margins of a cell, in points. */
const ROOM_FOR_DIGIT = { margins: 11.5, digit: 0.5 }
/** How many characters a line may end early, margins included. */
const RAGGED = 2.4
const DIGITS_ONLY = /^\d+$/
/** Digits, and perhaps a remark behind them. */
const REST_OF_NUMBER = /^(\d+)(?:[(（].*)?$/

/** Whether a line goes on with the one above: the next character would not have fitted there. */
function wraps(above: Line, below: Line, width: number): boolean {
  if (above.open) return false
  const room = width - (above.right - above.left)
  if (!/\d$/.test(above.text) || !/^[\d.]/.test(below.text)) return isFull(above, width)
  // Two numbers on two lines are two, unless the first fills its line.
  const rest = REST_OF_NUMBER.exec(below.text)?.[1]
  const isOne = DIGITS_ONLY.test(above.text) && above.text.length > 2 && rest !== undefined && rest.length <= above.text.length
  return isOne && room < ROOM_FOR_DIGIT.digit * above.size + ROOM_FOR_DIGIT.margins
}
