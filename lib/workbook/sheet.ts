import type { CellStyle, WriteSheet } from 'hucre/xlsx'
import { cellText, looksLikeFormula } from './text.ts'

/** A cell of a sheet: text, a number, a day (midnight UTC), or nothing. */
export type Value = string | number | Date | null

/** A column of a sheet: its name, its width in characters, how it is shown, and what stands in it. */
export interface Column<Line> {
  readonly header: string
  readonly width: number
  /** `text` is wrapped; `short` text is centred; `mixed` holds numbers, or what was filed in place of one. */
  readonly kind: 'text' | 'short' | 'number' | 'mixed' | 'date'
  readonly value: (line: Line) => Value
}

/** A sheet that grows line by line; what a line was made of is not kept. */
export interface Sheet {
  readonly name: string
  readonly columns: readonly Column<never>[]
  readonly rows: Value[][]
  /** Columns on the left that stay in view. */
  readonly frozen: number
}

/** Rows of one sheet in Excel, the header among them. */
const MOST_ROWS = 1_048_576

const BORDER = { style: 'thin', color: { rgb: 'B8C2CC' } } as const
const HEADER: CellStyle = {
  font: { bold: true },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'E3EAF2' } },
  alignment: { horizontal: 'center', vertical: 'center', wrapText: true },
  border: { bottom: BORDER },
}
const STYLES: Readonly<Record<Column<never>['kind'], CellStyle>> = {
  text: { alignment: { vertical: 'top', wrapText: true } },
  short: { alignment: { horizontal: 'center', vertical: 'top', wrapText: true } },
  number: { alignment: { horizontal: 'right', vertical: 'top' } },
  mixed: { alignment: { horizontal: 'right', vertical: 'top', wrapText: true } },
  date: { alignment: { horizontal: 'center', vertical: 'top' }, numFmt: 'yyyy-mm-dd' },
}

/** `YYYY-MM-DD` as a day of Excel. */
export const dayOf = (date: string): Date => new Date(`${date}T00:00:00Z`)

/** A sheet as the writer takes it; more rows than Excel has go on in further sheets. `footer` stands below each printed page. */
export function layOut(sheet: Sheet, footer: string): WriteSheet[] {
  const perSheet = MOST_ROWS - 1
  const parts = Math.max(1, Math.ceil(sheet.rows.length / perSheet))
  return Array.from({ length: parts }, (_, part) =>
    layOutPart(sheet, footer, part === 0 ? sheet.name : `${sheet.name}（${part + 1}）`, sheet.rows.slice(part * perSheet, (part + 1) * perSheet)),
  )
}

function layOutPart({ columns, frozen }: Sheet, footer: string, name: string, lines: readonly Value[][]): WriteSheet {
  const rows = [columns.map(({ header }) => header), ...lines.map((line) => line.map(shown))]
  const cells: NonNullable<WriteSheet['cells']> = new Map(columns.map((_, column) => [`0,${column}`, { style: HEADER }]))
  for (const [row, line] of rows.entries())
    for (const [column, value] of line.entries())
      if (typeof value === 'string' && looksLikeFormula(value)) cells.set(`${row},${column}`, { style: { ...STYLES[columns[column]?.kind ?? 'text'], numFmt: '@' } })
  return {
    name,
    columns: columns.map(({ width, kind }) => ({ width, style: STYLES[kind] })),
    rows,
    cells,
    freezePane: { rows: 1, columns: frozen },
    autoFilter: { range: `A1:${letters(columns.length)}${rows.length}` },
    pageSetup: { paperSize: 'a4', orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0, printTitlesRow: '$1:$1' },
    headerFooter: { oddFooter: `&L${name}&C${footer}&R第&P页，共&N页` },
  }
}

/** Text that shows nothing leaves its cell empty. */
const shown = (value: Value): Value => (typeof value === 'string' ? cellText(value) || null : value)

/** The name of the n-th column, from 1. */
const letters = (column: number): string => (column <= 26 ? String.fromCharCode(64 + column) : letters(Math.floor((column - 1) / 26)) + letters(((column - 1) % 26) + 1))
