import type { ShownCell, ShownRow } from './layout.ts'

/** Rows that belong together: those of one table, or a single row of text. */
export interface Run {
  readonly isTable: boolean
  readonly rows: readonly ShownRow[]
}

/** A heading of the report: 三、收到和处理政府信息公开申请情况. */
export const HEADING = /^[一二三四五六七八九十]+[、.．]/
/** A label of the forms is shorter, a sentence longer. */
const LABEL_LENGTH = 60
/** More cells than a line of text has side by side. */
const LINE_CELLS = 2

/**
 * Parts the rows of a sheet into tables and text. A row of several cells is one of a table, and so is a row of one cell with
 * empty ones drawn beside it; a cell over the whole width, or alone in its row, is text.
 */
export function runsOf(rows: readonly ShownRow[], hasBorders: boolean): Run[] {
  const runs: { isTable: boolean; rows: ShownRow[] }[] = []
  rows.forEach((row, index) => {
    const last = runs.at(-1)
    const before = last?.isTable ? last.rows.at(-1) : undefined
    const follows = before !== undefined && (row.isNext || row.isCovered)
    const next = rows[index + 1]
    const leads = next?.isNext === true && isTableRow(next, hasBorders)
    if (isTableRow(row, hasBorders) || (follows && (row.isCovered || filled(row).length === 0 || isLabel(row, leads)))) {
      if (follows) last?.rows.push(row)
      else runs.push({ isTable: true, rows: [row] })
    } else if (filled(row).length > 0) runs.push({ isTable: false, rows: [row] })
  })
  return runs.map((run) => (isLine(run) ? { ...run, isTable: false } : run))
}

const filled = ({ cells }: ShownRow): ShownCell[] => cells.filter(({ text }) => text.trim() !== '')

function isTableRow(row: ShownRow, hasBorders: boolean): boolean {
  const count = filled(row).length
  return count > 1 || (count === 1 && row.cells.length + (hasBorders ? row.drawn.length : 0) > 1)
}

/** In a table without borders: a label whose values are all empty. Where something was once beside it, or the table goes on. */
function isLabel(row: ShownRow, leads: boolean): boolean {
  const [cell] = filled(row)
  if (!cell || cell.right > cell.left || cell.text.length > LABEL_LENGTH || HEADING.test(cell.text.trim())) return false
  return leads || row.drawn.length > 0
}

const isLine = ({ rows }: Run): boolean => rows.length === 1 && rows.every((row) => filled(row).length <= LINE_CELLS && row.drawn.length === 0 && row.cells.length <= LINE_CELLS)
