import type { Frame, FrameCell } from './frames.ts'
import { baselinesOf, isDigit, type Line, linesOf, ONE_NUMBER } from './lines.ts'
import { type Glyph, middleOf } from './page.ts'
import { UNKNOWN } from './text.ts'

/** A cell of a table, and what stands in it. */
export interface Cell extends FrameCell {
  readonly text: string
  /** No further character would have fitted into its last line. */
  readonly full: boolean
}

/** A gap wider than the others of a number by this (of its size), in which a wall stands, parts it. */
const PARTED = 0.03
/** How far (of its size) a digit may reach over a wall. */
const OVER = 0.1

/** What a table holds, and which characters are of it. */
export interface Filled {
  readonly cells: readonly Cell[]
  readonly taken: ReadonlySet<Glyph>
}

/**
 * Puts every character into the cell in which its middle stands, so that what a program wrote in one go across several
 * cells is parted at their walls. A number that runs across a wall belongs to no cell: its digits cannot be told there.
 * @param glyphs those inside the table, and those beside it, into which a number may run.
 */
export function fill(frame: Frame, glyphs: readonly Glyph[]): Filled {
  const squares = squaresOf(frame)
  const contents = frame.cells.map((): Glyph[] => [])
  const torn = tornNumbers(frame, squares, glyphs)
  const taken = new Set<Glyph>(torn)
  for (const glyph of glyphs) {
    const cell = squares(...middleOf(glyph))
    if (cell === null) continue
    contents[cell]?.push(torn.has(glyph) ? { ...glyph, text: UNKNOWN } : glyph)
    taken.add(glyph)
  }
  return { cells: frame.cells.map((cell, index) => ({ ...cell, ...contentOf(contents[index] ?? [], widthOf(frame, cell)) })), taken }
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

/** The characters of numbers that stand in several cells at once, or partly beside the table. */
function tornNumbers(frame: Frame, squares: Squares, glyphs: readonly Glyph[]): ReadonlySet<Glyph> {
  const torn = new Set<Glyph>()
  for (const row of baselinesOf(glyphs.filter((glyph) => isDigit(glyph) || glyph.text === '.')))
    for (const run of runsOf(row))
      for (const number of parted(run, frame.xs)) if (new Set(number.map((digit) => squares(...middleOf(digit)))).size > 1) for (const digit of number) torn.add(digit)
  return torn
}

const gapOf = (left: Glyph, right: Glyph): number => right.x - left.x - left.advance

/** Digits on one baseline that are close to each other. */
function runsOf(row: readonly Glyph[]): Glyph[][] {
  const runs: Glyph[][] = []
  for (const glyph of row) {
    const run = runs.at(-1)
    const before = run?.at(-1)
    if (run && before && gapOf(before, glyph) < ONE_NUMBER * glyph.size) run.push(glyph)
    else runs.push([glyph])
  }
  return runs
}

/** The numbers of narrow cells side by side: between them the gap is wider than between their digits, and a wall stands in it. */
function parted(run: readonly Glyph[], walls: readonly number[]): Glyph[][] {
  const isAtWall = (left: Glyph, right: Glyph): boolean =>
    walls.some((wall) => wall > left.x + left.advance / 2 && wall < right.x + right.advance / 2 && wall >= left.x + left.advance - OVER * left.size && wall <= right.x + OVER * right.size)
  const pairs = run.slice(1).map((right, at) => ({ left: run[at] ?? right, right }))
  const widest = Math.max(0, ...pairs.filter(({ left, right }) => !isAtWall(left, right)).map(({ left, right }) => gapOf(left, right)))
  const numbers: Glyph[][] = [run.slice(0, 1)]
  for (const { left, right } of pairs) {
    if (isAtWall(left, right) && gapOf(left, right) > widest + PARTED * right.size) numbers.push([right])
    else numbers.at(-1)?.push(right)
  }
  return numbers
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
