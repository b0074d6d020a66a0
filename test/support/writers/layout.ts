import { partsOf, type Part } from '../parts.ts'
import type { PrintedCell, PrintedTable } from '../printed-table.ts'
import type { ReportData } from '../report-data.ts'

/** One way in which a report reaches a file. */
export interface Layout {
  readonly name: string
  readonly format: 'text' | 'markdown' | 'html'
  /**
   * Which blank cells can be told for certain in it: `any`, or only those of `rows` that are blank throughout; of
   * other rows one cannot know whether their blanks were moved to the end.
   * A `destructive` layout loses more than that: what a reader says of its tables must not be wrong, and may be nothing.
   */
  readonly carries: { readonly blanks: 'any' | 'rows' } | 'destructive'
  readonly write: (report: ReportData) => string
}

export type WriteTable = (table: PrintedTable) => readonly string[]
export type WriteText = (part: Exclude<Part, { kind: 'table' }>) => readonly string[]

const plain: WriteText = ({ text }) => [text]

/** The report as lines, the tables by `table`, all else by `text`. */
export const lines = (report: ReportData, table: WriteTable, text: WriteText = plain): string[] =>
  partsOf(report).flatMap((part) => (part.kind === 'table' ? table(part.table) : text(part)))

/** How many squares of its row a printed row does not fill itself: they lie under a merged cell. */
export const covered = (table: PrintedTable, row: readonly PrintedCell[]): number => table.columns - row.length

/** All squares of a table; a square under a merged cell has no cell. */
export function squares(table: PrintedTable): (PrintedCell | undefined)[][] {
  const grid = table.rows.map(() => Array<PrintedCell | undefined>(table.columns).fill(undefined))
  const taken = table.rows.map(() => new Set<number>())
  table.rows.forEach((row, r) => {
    let column = 0
    for (const cell of row) {
      while (taken[r]?.has(column)) column += 1
      const line = grid[r]
      if (line) line[column] = cell
      for (let dr = 0; dr < cell.rowSpan; dr += 1)
        for (let dc = 0; dc < cell.colSpan; dc += 1) taken[r + dr]?.add(column + dc)
    }
  })
  return grid
}
