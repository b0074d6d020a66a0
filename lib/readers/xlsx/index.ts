import type { ReadResult } from '../document.ts'
import { OfficePackage } from '../ooxml/package.ts'
import { parseXml } from '../ooxml/xml.ts'
import { orRefuse, Refusal } from '../refusal.ts'
import type { Sheet } from '../sheets/sheet.ts'
import { writeSheets } from '../sheets/write.ts'
import { readPictures, SheetReader, type Shared } from './sheet.ts'
import { readSharedStrings } from './strings.ts'
import { readStyles } from './styles.ts'
import { readWorkbook } from './workbook.ts'

/**
 * Reads an Excel workbook (.xlsx, ECMA-376 transitional or strict): all sheets that are shown, the saved results of
 * formulas, numbers with every digit that is stored. Hidden sheets, rows and columns are not read; the messages name them.
 * @returns a rejection `damaged-file`, `too-large`, `password`, `empty-file` or `unsupported-type` for what cannot be read.
 */
export const readXlsx = (bytes: Uint8Array): ReadResult =>
  orRefuse(() => {
    const { sheets, messages } = xlsxSheets(bytes)
    return { ok: true, document: writeSheets(sheets, 'xlsx', 'utf-8', messages) }
  })

/**
 * The sheets that are shown, square by square, for whoever wants a table and no document.
 * @throws {Refusal} as `readXlsx` refuses.
 */
export function xlsxSheets(bytes: Uint8Array): { readonly sheets: readonly Sheet[]; readonly messages: readonly string[] } {
  const office = new OfficePackage(bytes)
  const path = office.main
  if (path.endsWith('.bin'))
    throw new Refusal('unsupported-type', '这是二进制格式的 Excel 工作簿（.xlsb），不能直接检查。请用 Excel 或 WPS 另存为 .xlsx，再重新上传。')
  const workbook = readWorkbook(office.xml(path))
  const shared: Shared = { strings: readPart(office, path, 'sharedStrings', readSharedStrings), styles: readPart(office, path, 'styles', readStyles), from1904: workbook.from1904 }
  const messages: string[] = []
  const sheets: Sheet[] = []
  for (const { name, id, hidden } of workbook.sheets) {
    if (hidden) messages.push(`工作表“${name}”已隐藏，没有读取。`)
    else sheets.push(...readSheet(office, path, id, name, shared, messages))
  }
  return { sheets, messages }
}

function readPart<T>(office: OfficePackage, main: string, type: string, reader: (source: string) => T[]): T[] {
  const [path] = office.related(main, type)
  return path === undefined ? [] : reader(office.xml(path))
}

/** @returns one sheet; none for what is no sheet of cells, such as a chart. */
function readSheet(office: OfficePackage, main: string, id: string, name: string, shared: Shared, messages: string[]): Sheet[] {
  const path = office.target(main, id)
  if (path === undefined || !office.related(main, 'worksheet').includes(path)) return []
  const reader = new SheetReader(shared)
  parseXml(office.xml(path), reader)
  const drawing = reader.drawing === undefined ? undefined : office.target(path, reader.drawing)
  messages.push(...notesOn(name, reader))
  return [reader.sheet(name, drawing === undefined ? [] : readPictures(office.xml(drawing)))]
}

/** The most places that a message lists. */
const LISTED = 5

function notesOn(name: string, { unsaved, hiddenRows, hiddenColumns, cells }: SheetReader): string[] {
  const notes: string[] = []
  if (unsaved.length > 0)
    notes.push(`工作表“${name}”中 ${unsaved.slice(0, LISTED).join('、')}${unsaved.length > LISTED ? ` 等 ${unsaved.length} 个单元格` : ''}的公式没有保存计算结果，无法读取数值。`)
  const unread = cells.some(({ row, column }) => hiddenRows.has(row) || hiddenColumns.some(({ first, last }) => column >= first && column <= last))
  if (unread) notes.push(`工作表“${name}”中有隐藏的行或列，其中的内容没有读取。`)
  return notes
}
