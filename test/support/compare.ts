import type { Report } from '../../lib/report/index.ts'
import { cellKeys, cellOf, type CellKey, type ReportData, type TableData } from './report-data.ts'

const show = ({ kind, value }: { kind: string; value: number | null }) => `${kind} ${value ?? ''}`.trim()

/** Every cell that was read as something else than was filed, one line each; empty if all are the same. */
export function misread(read: Report, filed: ReportData): string[] {
  return [...cellKeys(filed.form)].flatMap((key) => difference(read, filed, key))
}

/**
 * The same, but only for printed rows in which no cell is blank; table 4 is one row in print. A table with such rows
 * may be unreadable as a whole.
 */
export function misreadInFullRows(read: Report, filed: ReportData): string[] {
  const hasBlank = (rows: readonly (TableData[string] | undefined)[]) =>
    rows.some((cells) => Object.values(cells ?? {}).some(({ kind }) => kind === 'blank'))
  const mayFail = ({ table, row }: CellKey) => {
    const rows = Object.values(filed.tables[table])
    return hasBlank(table === 'disputes' || read.tables[table].status === 'unreadable' ? rows : [filed.tables[table][row]])
  }
  return [...cellKeys(filed.form)].filter((key) => !mayFail(key)).flatMap((key) => difference(read, filed, key))
}

function difference(read: Report, filed: ReportData, { table, row, column }: CellKey): string[] {
  const expected = show(cellOf(filed, table, row, column))
  const { status, rows } = read.tables[table]
  const found = rows[row]?.[column]
  const actual = found ? show(found) : `no cell (table ${status})`
  return expected === actual ? [] : [`${table}.${row}.${column}: filed ${expected}, read ${actual}`]
}

/**
 * Only what is worse than not reading a cell: a number that was not filed there, or a blank where a number was.
 * A conclusion that is flagged (`inferred`) is no claim.
 */
export function invented(read: Report, filed: ReportData): string[] {
  const wrong: string[] = []
  for (const { table, row, column } of cellKeys(filed.form)) {
    const found = read.tables[table].rows[row]?.[column]
    if (!found || found.inferred || found.kind === 'missing') continue
    const expected = cellOf(filed, table, row, column)
    if (found.value !== expected.value) wrong.push(`${table}.${row}.${column}: filed ${show(expected)}, read ${show(found)}`)
  }
  return wrong
}
