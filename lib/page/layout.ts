import type { Document, GridBlock, LineBlock } from '../readers/document.ts'
import type { Report } from '../report/index.ts'
import { drawnTables, type Drawn } from './drawn.ts'
import { cellAt, textAt, type Unit } from './unit.ts'

export interface GridSquare {
  /** None where no cell of the source covers the square. */
  readonly unit: Unit | null
  readonly rowSpan: number
  readonly colSpan: number
}

/** A part of the source as the page shows it. */
export type Piece =
  | { readonly kind: 'paragraph'; readonly unit: Unit; readonly heading: number | null }
  | { readonly kind: 'grid'; readonly rows: readonly (readonly GridSquare[])[] }
  /** Lines with separators, and which columns they mean is not known. */
  | { readonly kind: 'lines'; readonly rows: readonly (readonly Unit[])[] }
  /** Many short lines: the cells of a table that was taken apart. */
  | { readonly kind: 'run'; readonly units: readonly Unit[] }
  | { readonly kind: 'image'; readonly unit: Unit }
  | Drawn

/** A line longer than this is a sentence, no cell: the longest labels of the form are shorter. */
const SHORT = 40
/** From this many short lines on they are shown side by side. */
const MANY = 8

/**
 * The source in reading order, as it is to be shown. A table of the form that arrived line by line is drawn as a table,
 * from what was read of it.
 */
export function layOut(document: Document, report: Report | undefined): Piece[] {
  const pieces: Piece[] = []
  const headings = headingsOf(report)
  const drawn = report === undefined ? [] : drawnTables(document, report)
  let run: Unit[] = []
  let lines: Unit[][] = []
  const flush = (): void => {
    if (run.length >= MANY) pieces.push({ kind: 'run', units: run })
    else for (const unit of run) pieces.push({ kind: 'paragraph', unit, heading: null })
    if (lines.length > 0) pieces.push({ kind: 'lines', rows: lines })
    run = []
    lines = []
  }
  const addAlone = (unit: Unit, heading: number | null): void => {
    if (lines.length > 0) flush()
    if (heading === null && unit.place.end - unit.place.start <= SHORT && !/[。；：;:]$/u.test(document.text.slice(unit.place.start, unit.place.end))) {
      run.push(unit)
      return
    }
    flush()
    pieces.push({ kind: 'paragraph', unit, heading })
  }
  for (const block of document.blocks) {
    const table = drawn.find(({ blocks }) => blocks.has(block))
    if (table !== undefined) {
      if (!pieces.includes(table)) {
        flush()
        pieces.push(table)
      }
    } else if (block.kind === 'paragraph') addAlone(textAt(block.place), headings.get(block.place.start) ?? block.heading ?? null)
    else if (block.kind === 'line') {
      const units = unitsOf(block)
      const [alone] = units
      if (units.length > 1) {
        if (run.length > 0) flush()
        lines.push(units)
      } else if (alone !== undefined) addAlone(alone, headings.get(alone.place.start) ?? null)
    } else {
      flush()
      pieces.push(block.kind === 'grid' ? { kind: 'grid', rows: squaresOf(block) } : { kind: 'image', unit: textAt(block.place) })
    }
  }
  flush()
  return pieces
}

/** All units of a piece in reading order; of a drawn table, the source's own lines last. */
export function unitsIn(piece: Piece): readonly Unit[] {
  switch (piece.kind) {
    case 'grid':
      return piece.rows.flatMap((squares) => squares.flatMap(({ unit }) => unit ?? []))
    case 'lines':
      return piece.rows.flat()
    case 'run':
      return piece.units
    case 'drawn':
      return piece.units
    default:
      return [piece.unit]
  }
}

/** Titles and headings, by where they begin: in plain text nothing else tells that they are such. */
function headingsOf(report: Report | undefined): ReadonlyMap<number, number> {
  const levels = new Map<number, number>()
  for (const section of report?.sections ?? []) {
    for (const { place } of section.subsections) if (place.end - place.start <= 2 * SHORT) levels.set(place.start, 3)
    levels.set(section.place.start, 2)
  }
  const title = report?.places.title
  if (title) levels.set(title.start, 1)
  return levels
}

/** The filled cells of a line; separators at its ends stand for nothing that can be shown. */
function unitsOf(line: LineBlock): Unit[] {
  if (line.rule) return []
  const filled = line.cells.filter(({ text }) => text !== '')
  const first = line.cells.findIndex(({ text }) => text !== '')
  const last = line.cells.findLastIndex(({ text }) => text !== '')
  const shown = filled.length > 1 ? line.cells.slice(first, last + 1) : filled
  return shown.map(({ place }) => cellAt(place))
}

/** The rows of a grid as HTML counts them: each square once, at the first row and column of its cell. */
function squaresOf({ rows, columns, cells }: GridBlock): GridSquare[][] {
  const covered = new Set<number>()
  const starts = new Map(cells.map((cell) => [cell.row * columns + cell.column, cell]))
  return Array.from({ length: rows }, (_, row) => {
    const squares: GridSquare[] = []
    for (let column = 0; column < columns; column++) {
      const at = row * columns + column
      const cell = starts.get(at)
      if (cell === undefined) {
        if (!covered.has(at)) squares.push({ unit: null, rowSpan: 1, colSpan: 1 })
        continue
      }
      const { rowSpan, colSpan } = cell
      for (let down = 0; down < rowSpan; down++) for (let right = 0; right < colSpan; right++) covered.add(at + down * columns + right)
      squares.push({ unit: cellAt(cell.place), rowSpan, colSpan })
    }
    return squares
  })
}
