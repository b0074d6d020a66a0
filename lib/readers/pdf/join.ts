import type { Cell } from './cells.ts'
import { SLACK } from './walls.ts'

/** A table, or the parts of one on several pages. */
export interface Table {
  /** Where the walls between its columns stand. */
  readonly xs: readonly number[]
  readonly rows: number
  readonly cells: readonly TableCell[]
}
export interface TableCell extends Cell {
  readonly page: number
}

/** How far apart the edges of the same table may be on two pages. */
const EDGES = 2 * SLACK
const HAN = /\p{Script=Han}/u
const ENUMERATED = /^\s*(?:[(（]?[一二三四五六七八九十]{1,3}[)）、.．]|[(（]?\d{1,2}[)）、.．](?!\d)|第.{1,3}条)/
/** A value, perhaps with a remark; no label of the form goes on with a digit, or with that word alone. */
const VALUE = /^\s*(?:[+-]?\d|无\s*$)/

/** A number, perhaps with a remark behind it. */
const NUMBER = /^\s*[+-]?\d[\d.]*\s*(?:$|[(（])/

/**
 * A table that goes on at the top of the next page. Header rows that are printed again are left out, cells that the
 * page cut in two are one again.
 * @returns null if the second is another table: its edges stand elsewhere.
 */
export function joinTables(above: Table, below: Table): Table | null {
  if (!haveSameEdges(above.xs, below.xs) && !isPartOf(above.xs, below.xs)) return null
  const walls = sharedWalls(above.xs, below.xs)
  if (!walls) return null
  const upper = above.cells.map((cell) => onWalls(cell, walls.above))
  const lower = withoutHeader(upper, below.cells.map((cell) => onWalls(cell, walls.below)))
  if (lower.length === 0) return { xs: walls.xs, rows: above.rows, cells: upper }
  const rows = below.rows - (below.cells.length === lower.length ? 0 : headerRows(upper, below.cells.map((cell) => onWalls(cell, walls.below))))
  return { xs: walls.xs, ...sew(upper, above.rows, lower, rows) }
}

/** Whether tables with these walls are equally wide and stand at the same place. */
export const haveSameEdges = (above: readonly number[], below: readonly number[]): boolean => meet(above[0], below[0]) && meet(above.at(-1), below.at(-1))

const meet = (a: number | undefined, b: number | undefined): boolean => a !== undefined && b !== undefined && Math.abs(a - b) <= EDGES

/** A program may leave out the borders of a merged cell that only goes on: then all other walls stand where they stood. */
const isPartOf = (above: readonly number[], below: readonly number[]): boolean =>
  below.length > 3 && above.length - below.length <= 2 && meet(above.at(-1), below.at(-1)) && below.every((at) => above.some((wall) => Math.abs(wall - at) <= SLACK))

interface SharedWalls {
  readonly xs: readonly number[]
  readonly above: readonly number[]
  readonly below: readonly number[]
}

/** The walls of both parts, and which of them each wall of either part is. Thick ones may stand apart by as much as edges. */
const sharedWalls = (above: readonly number[], below: readonly number[]): SharedWalls | null => wallsWithin(EDGES, above, below) ?? wallsWithin(SLACK, above, below)

function wallsWithin(distance: number, above: readonly number[], below: readonly number[]): SharedWalls | null {
  const xs: number[] = []
  for (const at of [...above, ...below].sort((a, b) => a - b)) if (at - (xs.at(-1) ?? -Infinity) > distance) xs.push(at)
  const numbers = (walls: readonly number[]) => walls.map((at) => xs.findLastIndex((x) => x <= at))
  const [first, second] = [numbers(above), numbers(below)]
  const isDistinct = (walls: readonly number[]) => new Set(walls).size === walls.length
  return isDistinct(first) && isDistinct(second) ? { xs, above: first, below: second } : null
}

function onWalls(cell: TableCell, walls: readonly number[]): TableCell {
  const [from, to] = [walls[cell.column] ?? 0, walls[cell.column + cell.colSpan] ?? 0]
  return { ...cell, column: from, colSpan: to - from }
}

const inRow = (cells: readonly TableCell[], row: number): TableCell[] => cells.filter((cell) => cell.row === row).sort((a, b) => a.column - b.column)
const shape = (cells: readonly TableCell[]): string =>
  cells.map(({ text, column, rowSpan, colSpan }) => `${text.replace(/\s/g, '')}@${column}+${rowSpan}x${colSpan}`).join('|')

/** How many rows at the top of `below` are those at the top of `above` again. */
function headerRows(above: readonly TableCell[], below: readonly TableCell[]): number {
  let rows = 0
  let same = 0
  let hasWords = false
  for (; ; rows += 1) {
    const [first, again] = [inRow(above, rows), inRow(below, rows)]
    if (again.length === 0 || shape(first) !== shape(again)) break
    hasWords ||= again.some(({ text }) => HAN.test(text))
    const isClosed = below.every(({ row, rowSpan }) => row > rows || row + rowSpan <= rows + 1)
    if (isClosed && hasWords) same = rows + 1
  }
  return same
}

function withoutHeader(above: readonly TableCell[], below: readonly TableCell[]): TableCell[] {
  const rows = headerRows(above, below)
  return below.filter(({ row }) => row >= rows).map((cell) => ({ ...cell, row: cell.row - rows }))
}

/** Puts the rows of `lower` below those of `upper`. */
function sew(upper: readonly TableCell[], height: number, lower: readonly TableCell[], rows: number): Pick<Table, 'rows' | 'cells'> {
  const first = inRow(lower, 0)
  const pairs = new Map(first.map((cell) => [cell, upper.find((other) => other.row + other.rowSpan === height && other.column === cell.column && other.colSpan === cell.colSpan)]))
  const isCut = first.every((cell) => goesOn(pairs.get(cell), cell)) || isRest(first, pairs)
  const overlap = isCut ? 1 : 0
  /** Where the rows are not alike, that below is no further one of the same kind. */
  const isOther = first.some((cell) => !pairs.get(cell))
  const [label] = first
  const labelAbove = label && pairs.get(label)
  /** The break is within the header: cells that go on may stand anywhere, not only on the left. */
  const isHead = isOther && labelAbove && isSpanning(labelAbove, label, isOther) && upper.every(({ text }) => text === '' || HAN.test(text))
  const grown = new Map<TableCell, TableCell>()
  const taken = new Set<TableCell>()
  let leading = true
  for (const cell of first) {
    const partner = pairs.get(cell)
    const isOne = partner && (isCut || ((leading || (isHead && (partner.text === '' || cell.text === ''))) && isSpanning(partner, cell, isOther)))
    if (isOne) {
      grown.set(partner, { ...partner, text: textOf(partner, cell), full: cell.full, rowSpan: partner.rowSpan + cell.rowSpan - overlap })
      taken.add(cell)
    } else leading = false
  }
  const cells = [
    ...upper.map((cell) => grown.get(cell) ?? cell),
    ...lower.filter((cell) => !taken.has(cell)).map((cell) => ({ ...cell, row: cell.row + height - overlap })),
  ]
  return { rows: height + rows - overlap, cells }
}

/** Whether a cell below the break can be the rest of the one above it. */
function goesOn(above: TableCell | undefined, below: TableCell): boolean {
  if (!above) return false
  if (above.text === '' || below.text === '') return true
  return above.full && !ENUMERATED.test(below.text) && !VALUE.test(below.text) && HAN.test(above.text) && HAN.test(below.text)
}

/** Whether a row is the rest of the one above the break: it goes on with values, and has nothing where others of that one are whole. */
function isRest(row: readonly TableCell[], above: ReadonlyMap<TableCell, TableCell | undefined>): boolean {
  const isValue = (cell: TableCell): boolean => NUMBER.test(above.get(cell)?.text ?? '')
  return row.every((cell) => goesOn(above.get(cell), cell) || isValue(cell)) && row.some((cell) => cell.text === '' && isValue(cell))
}

/** What both parts of a cell say. Digits on two pages may be one number or two, as on two lines. */
function textOf(above: TableCell, below: TableCell): string {
  if (above.text === '' || below.text === '') return above.text + below.text
  return above.full && !(/\d$/.test(above.text) && /^\d/.test(below.text)) ? above.text + below.text : `${above.text}\n${below.text}`
}

/** Whether both are parts of a cell that names a group of rows, whose words stand in one part or run over the break. */
function isSpanning(above: TableCell, below: TableCell, isOther: boolean): boolean {
  if (below.text === '') return true
  return (isOther || above.rowSpan > 1 || below.rowSpan > 1) && goesOn(above, below)
}
