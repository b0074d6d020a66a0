import { overfull } from '../refusal.ts'
import type { Area, Sheet } from './sheet.ts'

/** A cell where it is shown. A merged area is one cell, an empty one too; a single empty square is none. */
export interface ShownCell extends Area {
  readonly text: string
}

/** A row of a sheet in which something begins. */
export interface ShownRow {
  readonly row: number
  /** Whether it is shown right below the row before it. */
  readonly isNext: boolean
  /** From left to right. */
  readonly cells: readonly ShownCell[]
  /** Whether a cell from a row above reaches into this one. */
  readonly isCovered: boolean
  /** Columns of empty squares that the sheet draws and no cell covers. */
  readonly drawn: readonly number[]
}

/** No form needs more. */
const MAX_SQUARES = 500_000
const COLUMNS = 16_384

/**
 * The rows of a sheet as they are shown: merged areas cut to what the sheet uses, hidden rows and columns left out, and so
 * what a merged area covers. Of two areas that claim one square the earlier keeps it.
 * @throws {Refusal} `too-large` if areas lie over more squares than any form has.
 */
export function layOut(sheet: Sheet): ShownRow[] {
  const cells = shownCells(sheet)
  const rows = new Map<number, { cells: ShownCell[]; drawn: number[] }>()
  const rowOf = (row: number) => {
    const known = rows.get(row) ?? { cells: [], drawn: [] }
    rows.set(row, known)
    return known
  }
  for (const cell of cells) rowOf(cell.top).cells.push(cell)
  const isHidden = hiddenParts(sheet)
  for (const [row, column] of sheet.drawn) if (!isHidden.row(row) && !isHidden.column(column)) rowOf(row).drawn.push(column)
  return place(rows, isHidden.row)
}

function place(rows: ReadonlyMap<number, { cells: ShownCell[]; drawn: number[] }>, isHidden: (row: number) => boolean): ShownRow[] {
  /** For each column the row at which it is free again. */
  const freeAt: number[] = []
  let coveredUpTo = 0
  let next = 0
  let squares = 0
  return [...rows.keys()].sort((a, b) => a - b).map((row) => {
    const { cells, drawn } = rows.get(row) ?? { cells: [], drawn: [] }
    const isCovered = coveredUpTo > row
    while (next < row && isHidden(next)) next += 1
    const isNext = next === row
    next = row + 1
    const isFree = (column: number) => (freeAt[column] ?? 0) <= row
    const placed = cells.sort((a, b) => a.left - b.left).flatMap((cell) => {
      if (!isFree(cell.left)) return []
      let right = cell.left
      do {
        freeAt[right] = cell.bottom + 1
        right += 1
      } while (right <= cell.right && isFree(right))
      squares += right - cell.left
      if (squares > MAX_SQUARES) throw overfull('工作表的单元格过多')
      return [{ ...cell, right: right - 1 }]
    })
    for (const { bottom } of placed) coveredUpTo = Math.max(coveredUpTo, bottom + 1)
    return { row, isNext, cells: placed, isCovered, drawn: drawn.filter(isFree) }
  })
}

function shownCells(sheet: Sheet): ShownCell[] {
  const isHidden = hiddenParts(sheet)
  const texts = new Map(sheet.cells.map(({ row, column, text }) => [row * COLUMNS + column, text]))
  const squares = [...sheet.cells.map(({ row, column }) => [row, column] as const), ...sheet.drawn]
  const lastRow = squares.reduce((last, [row]) => Math.max(last, row), 0)
  const lastColumn = squares.reduce((last, [, column]) => Math.max(last, column), 0)
  const shown: ShownCell[] = []
  for (const area of sheet.merges) {
    const key = area.top * COLUMNS + area.left
    const [bottom, right] = [Math.min(area.bottom, lastRow), Math.min(area.right, lastColumn)]
    let { top, left } = area
    while (top <= bottom && isHidden.row(top)) top += 1
    while (left <= right && isHidden.column(left)) left += 1
    if (top <= bottom && left <= right) shown.push({ top, left, bottom, right, text: texts.get(key) ?? '' })
    texts.delete(key)
  }
  for (const [key, text] of texts) {
    const [row, column] = [Math.floor(key / COLUMNS), key % COLUMNS]
    if (!isHidden.row(row) && !isHidden.column(column)) shown.push({ top: row, left: column, bottom: row, right: column, text })
  }
  return shown
}

function hiddenParts({ hiddenRows, hiddenColumns }: Sheet) {
  return {
    row: (row: number) => hiddenRows.has(row),
    column: (column: number) => hiddenColumns.some(({ first, last }) => column >= first && column <= last),
  }
}
