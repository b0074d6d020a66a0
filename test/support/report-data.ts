import { FORMS, type Block, type Cell, type FormId, type TableKey } from '../../lib/report/index.ts'

/** A cell as an agency typed it; what a reader must find again. */
export type CellData = Pick<Cell, 'kind' | 'value' | 'raw'>
export type TableData = Record<string, Record<string, CellData>>

/** How the agency's word processor prints labels; the numbers are the same. */
interface Style {
  readonly brackets: 'full' | 'half'
  /** `商 业 企 业` instead of `商业企业`. */
  readonly spacedHeaders: boolean
}

/** A report before it is written down in any layout. */
export interface ReportData {
  readonly agency: string
  readonly year: number
  readonly form: FormId
  readonly title: string
  readonly preamble: string
  /** The sub-sections of section one, numbered in this order. */
  readonly overview: readonly { readonly heading: string; readonly text: string }[]
  readonly problems: readonly string[]
  readonly other: readonly string[]
  readonly tables: Readonly<Record<TableKey, TableData>>
  /** Rows that the agency took out of its tables, by key; none if absent. */
  readonly lacking?: readonly string[]
  /** `YYYY-MM-DD`; null for a report without a date under it. */
  readonly signed: string | null
  readonly style: Style
}

export const number = (value: number): CellData => ({ kind: 'number', value, raw: String(value) })
export const blank: CellData = { kind: 'blank', value: null, raw: '' }
export const notApplicable: CellData = { kind: 'notApplicable', value: null, raw: '/' }
export const annotated = (value: number, note: string): CellData => ({ kind: 'annotated', value, raw: `${value}(${note})` })

export function blocksOf(form: FormId, table: TableKey): readonly Block[] {
  return FORMS[form].tables[table]
}

export interface CellKey {
  readonly table: TableKey
  readonly row: string
  readonly column: string
}

/** Every cell of the form in printed order. */
export function* cellKeys(form: FormId): Generator<CellKey> {
  for (const table of ['disclosure', 'requests', 'disputes'] as const)
    for (const block of blocksOf(form, table))
      for (const row of block.rows)
        for (const column of block.columns) yield { table, row: row.key, column: column.key }
}

export function cellOf(report: ReportData, table: TableKey, row: string, column: string): CellData {
  const cell = report.tables[table][row]?.[column]
  if (!cell) throw new Error(`no cell ${table}.${row}.${column} in the form of ${report.form}`)
  return cell
}

/** The same report with one cell replaced; totals are not updated. */
export function withCell(report: ReportData, table: TableKey, row: string, column: string, cell: CellData | number): ReportData {
  cellOf(report, table, row, column)
  const rows = report.tables[table]
  const replaced = typeof cell === 'number' ? number(cell) : cell
  return { ...report, tables: { ...report.tables, [table]: { ...rows, [row]: { ...rows[row], [column]: replaced } } } }
}
