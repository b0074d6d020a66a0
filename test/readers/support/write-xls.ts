import { utils, write, type WorkSheet } from '@e965/xlsx'
import { partsOf } from '../../support/parts.ts'
import type { PrintedTable } from '../../support/printed-table.ts'
import type { ReportData } from '../../support/report-data.ts'
import { squares } from '../../support/writers/layout.ts'

/** Cells as the library takes them: numbers as numbers. */
const valueOf = (text: string): string | number => (/^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text) ? Number(text) : text)

function table(sheet: WorkSheet, printed: PrintedTable, top: number): number {
  squares(printed).forEach((line, row) =>
    line.forEach((cell, column) => {
      if (!cell) return
      if (cell.text !== '') utils.sheet_add_aoa(sheet, [[valueOf(cell.text)]], { origin: { r: top + row, c: column } })
      if (cell.rowSpan * cell.colSpan > 1)
        (sheet['!merges'] ??= []).push({ s: { r: top + row, c: column }, e: { r: top + row + cell.rowSpan - 1, c: column + cell.colSpan - 1 } })
    }),
  )
  return top + printed.rows.length
}

/** The report on one sheet of a workbook of Excel 97. */
export function writeXls(report: ReportData): Uint8Array {
  const sheet = utils.aoa_to_sheet([])
  let row = 0
  for (const part of partsOf(report)) {
    if (part.kind === 'table') row = table(sheet, part.table, row)
    else {
      utils.sheet_add_aoa(sheet, [[part.text]], { origin: { r: row, c: 0 } })
      row += 1
    }
  }
  return workbook({ 年报: sheet })
}

/** A workbook of the given sheets, some of them hidden. */
export function workbook(sheets: Readonly<Record<string, WorkSheet>>, hidden: readonly string[] = []): Uint8Array {
  const book = utils.book_new()
  for (const [name, sheet] of Object.entries(sheets)) utils.book_append_sheet(book, sheet, name)
  book.Workbook = { Sheets: book.SheetNames.map((name) => ({ name, Hidden: hidden.includes(name) ? 1 : 0 })) }
  const written: unknown = write(book, { bookType: 'biff8', type: 'base64' })
  return Buffer.from(String(written), 'base64')
}
