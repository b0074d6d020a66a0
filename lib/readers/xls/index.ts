import type { ReadResult } from '../document.ts'
import { CompoundFile } from '../ole/index.ts'
import { damaged, orRefuse, Refusal } from '../refusal.ts'
import type { Sheet } from '../sheets/sheet.ts'
import { writeSheets } from '../sheets/write.ts'
import { SheetReader } from './sheet.ts'
import { readWorkbook } from './workbook.ts'

const MAX_SHEETS = 255
/** No report has more; a sheet may claim millions of empty cells. */
const MAX_CELLS = 300_000
const MAX_RECORDS = 1_000_000

/**
 * Reads a workbook of Excel 97 to 2003, or of WPS in that format ([MS-XLS], BIFF8): all sheets that are shown, the saved
 * results of formulas, numbers with every digit that is stored. Hidden sheets, rows and columns are not read; the
 * messages name them.
 * @returns a rejection `password`, `damaged-file`, `too-large`, `empty-file`, or `unsupported-type` for Excel 5 and 95.
 */
export const readXls = (bytes: Uint8Array): ReadResult =>
  orRefuse(() => {
    const { sheets, messages } = xlsSheets(bytes)
    return { ok: true, document: writeSheets(sheets, 'xls', 'utf-16le', messages) }
  })

/**
 * The sheets that are shown, square by square, for whoever wants a table and no document.
 * @throws {Refusal} as `readXls` refuses.
 */
export function xlsSheets(bytes: Uint8Array): { readonly sheets: readonly Sheet[]; readonly messages: readonly string[] } {
  try {
    const file = new CompoundFile(bytes)
    const stream = file.stream('Workbook') ?? file.stream('Book')
    if (!stream) throw damaged()
    return readSheets(stream)
  } catch (error) {
    // A number in the file that points out of it.
    throw error instanceof RangeError ? damaged() : error
  }
}

function readSheets(stream: Buffer): ReturnType<typeof xlsSheets> {
  const workbook = readWorkbook(stream)
  const sheets: Sheet[] = []
  const messages: string[] = []
  const allowance = { cells: MAX_CELLS, records: MAX_RECORDS }
  if (workbook.sheets.length > MAX_SHEETS) throw new Refusal('too-large', `工作簿有 ${workbook.sheets.length} 个工作表，没有读取。请只保留报告的工作表，再重新上传。`)
  for (const { name, offset, hidden, hasCells } of workbook.sheets) {
    if (!hasCells) continue
    if (hidden) {
      messages.push(`工作表“${name}”已隐藏，没有读取。`)
      continue
    }
    const reader = new SheetReader(workbook, allowance)
    sheets.push(reader.read(stream, offset, name))
    const unread = reader.cells.some(({ row, column }) => reader.hiddenRows.has(row) || reader.hiddenColumns.some(({ first, last }) => column >= first && column <= last))
    if (unread) messages.push(`工作表“${name}”中有隐藏的行或列，其中的内容没有读取。`)
  }
  return { sheets, messages }
}
