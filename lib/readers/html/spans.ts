import type { Place } from '../../report/index.ts'
import type { GridBlock, GridCell } from '../document.ts'

/** A cell as its tag describes it; spans are what the page claims, however large. */
export interface RawCell {
  readonly text: string
  readonly place: Place
  readonly rowSpan: number
  readonly colSpan: number
}
/** A row, and the number of its row group (`thead`, `tbody` …), beyond which no cell reaches. */
export interface RawRow {
  readonly group: number
  readonly cells: readonly RawCell[]
}

interface Placed {
  readonly raw: RawCell
  readonly row: number
  readonly column: number
  readonly rowEnd: number
  readonly columnEnd: number
}

const MAX_COL_SPAN = 1000
/** No form needs more squares; beyond them the page is not worth its memory. */
const MAX_SQUARES = 200_000

/**
 * Puts cells where a browser shows them, spans cut to what the table really has: rows and columns in which no
 * cell begins are left out, and of two cells that claim one square the earlier keeps it.
 * @returns null if the table has more squares than any form.
 */
export function toGrid(rows: readonly RawRow[], place: Place, table: number): GridBlock | null {
  const placed = placeCells(rows)
  if (!placed) return null
  const columns = starts(placed.map(({ column }) => column))
  const lines = starts(placed.map(({ row }) => row))
  const cells = placed.map(({ raw, row, column, rowEnd, columnEnd }): GridCell => {
    const [r, c] = [rank(lines, row), rank(columns, column)]
    return {
      text: raw.text,
      place: { ...raw.place, table, row: r + 1, column: c + 1 },
      row: r,
      column: c,
      rowSpan: rank(lines, rowEnd) - r,
      colSpan: rank(columns, columnEnd) - c,
    }
  })
  return { kind: 'grid', rows: lines.length, columns: columns.length, cells, place: { ...place, table } }
}

function placeCells(rows: readonly RawRow[]): Placed[] | null {
  const placed: Placed[] = []
  /** For each column the row at which it is free again. */
  const freeAt: number[] = []
  const ends = groupEnds(rows)
  let squares = 0
  for (const [row, { cells }] of rows.entries()) {
    let column = 0
    for (const raw of cells) {
      for (; (freeAt[column] ?? 0) > row; column += 1) squares += 1
      const end = ends[row] ?? rows.length
      const rowEnd = raw.rowSpan === 0 ? end : Math.min(end, row + raw.rowSpan)
      let columnEnd = column
      do {
        freeAt[columnEnd] = rowEnd
        columnEnd += 1
      } while (columnEnd < column + Math.min(raw.colSpan, MAX_COL_SPAN) && (freeAt[columnEnd] ?? 0) <= row)
      squares += columnEnd - column
      if (squares > MAX_SQUARES) return null
      placed.push({ raw, row, column, rowEnd, columnEnd })
      column = columnEnd
    }
  }
  return placed
}

/** For each row, the row after the last of its group. */
function groupEnds(rows: readonly RawRow[]): number[] {
  const ends: number[] = []
  let end = rows.length
  for (let row = rows.length - 1; row >= 0; row -= 1) {
    if (rows[row]?.group !== rows[row + 1]?.group) end = row + 1
    ends[row] = end
  }
  return ends
}

const starts = (values: readonly number[]): number[] => [...new Set(values)].sort((a, b) => a - b)

/** How many of the sorted `values` are below `value`. */
function rank(values: readonly number[], value: number): number {
  let [low, high] = [0, values.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((values[middle] ?? 0) < value) low = middle + 1
    else high = middle
  }
  return low
}
