import type { PrintedCell, PrintedTable } from '../../support/printed-table.ts'

/** A cell as word processors keep it: one in every row that a merged area crosses. */
export interface RowCell {
  readonly cell: PrintedCell
  readonly column: number
  /** The cell begins in a row above. */
  readonly continued: boolean
}

/** The rows of a table, with the cells that reach into them from above. */
export function mergedRows({ rows, columns }: PrintedTable): RowCell[][] {
  const merged = rows.map((): (RowCell | undefined)[] => Array<RowCell | undefined>(columns))
  for (const [row, cells] of rows.entries()) {
    let column = 0
    for (const cell of cells) {
      while (covered(merged[row], column)) column += 1
      for (let down = 0; down < cell.rowSpan; down += 1) {
        const line = merged[row + down]
        if (line) line[column] = { cell, column, continued: down > 0 }
      }
      column += cell.colSpan
    }
  }
  return merged.map((line) => line.filter((cell) => cell !== undefined))
}

const covered = (line: readonly (RowCell | undefined)[] | undefined, column: number): boolean =>
  line?.some((cell) => cell !== undefined && column >= cell.column && column < cell.column + cell.cell.colSpan) ?? false
