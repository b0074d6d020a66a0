import { damaged, locked, overfull, Refusal } from '../refusal.ts'
import { BUILT_IN, type CellStyle } from '../sheets/style.ts'
import { RECORD, recordAt } from './records.ts'
import { shortText, Texts } from './strings.ts'

interface SheetEntry {
  readonly name: string
  /** Where it begins in the stream. */
  readonly offset: number
  readonly hidden: boolean
  /** Holds cells: no chart, no macros. */
  readonly hasCells: boolean
}

/** What all sheets of a workbook share. */
export interface Workbook {
  readonly sheets: readonly SheetEntry[]
  readonly strings: readonly string[]
  readonly styles: readonly CellStyle[]
  readonly from1904: boolean
}

/** Excel 97. */
const BIFF8 = 0x0600
const MAX_STRINGS = 500_000
/** The widths of the four sides. */
const BORDERS = 0xffff

/** @throws {Refusal} `password`; `unsupported-type` for Excel 5 and 95; `damaged-file`; `too-large`. */
export function readWorkbook(stream: Buffer): Workbook {
  const first = recordAt(stream, 0)
  if (first.type !== RECORD.begin) throw damaged()
  if (first.data.readUInt16LE(0) !== BIFF8)
    throw new Refusal('unsupported-type', '这是 Excel 95 或更早的工作簿，版本太旧，无法读取。请用 Excel 或 WPS 打开，另存为 .xlsx 后重新上传。')
  const formats = new Map<number, string>()
  const styles: { format: number; hasBorder: boolean }[] = []
  const sheets: SheetEntry[] = []
  let strings: readonly string[] = []
  let from1904 = false
  for (let record = recordAt(stream, first.next); record.type !== RECORD.end; record = recordAt(stream, record.next)) {
    const { type, data, parts } = record
    if (type === RECORD.password) throw locked()
    if (type === RECORD.sheet) sheets.push(sheetEntry(data))
    else if (type === RECORD.strings) strings = sharedStrings(parts)
    else if (type === RECORD.format) formats.set(data.readUInt16LE(0), new Texts(parts, 2).next())
    else if (type === RECORD.style) styles.push({ format: data.readUInt16LE(2), hasBorder: (data.readUInt16LE(10) & BORDERS) !== 0 })
    else if (type === RECORD.date1904) from1904 = data.readUInt16LE(0) === 1
  }
  return { sheets, strings, from1904, styles: styles.map(({ format, hasBorder }) => ({ hasBorder, format: formatOf(formats, format) })) }
}

function formatOf(formats: ReadonlyMap<number, string>, number: number): string {
  const format = formats.get(number) ?? BUILT_IN[number] ?? ''
  return /^general$/i.test(format) ? '' : format
}

const sheetEntry = (data: Buffer): SheetEntry => ({
  offset: data.readUInt32LE(0),
  hidden: (data.readUInt8(4) & 3) !== 0,
  hasCells: data.readUInt8(5) === 0,
  name: shortText(data, 6),
})

function sharedStrings(parts: readonly Buffer[]): string[] {
  const count = parts[0]?.readUInt32LE(4) ?? 0
  if (count > MAX_STRINGS) throw overfull(`工作簿里的文字超过 ${MAX_STRINGS} 段`)
  const texts = new Texts(parts, 8)
  return Array.from({ length: count }, () => texts.next())
}
