import { damaged, overfull } from '../refusal.ts'
import { numberText } from '../sheets/number-text.ts'
import type { Area, Sheet, SheetCell } from '../sheets/sheet.ts'
import { RECORD, recordAt, type RecordData } from './records.ts'
import { Texts } from './strings.ts'
import { errorText, smallNumber, truthText } from './values.ts'
import type { Workbook } from './workbook.ts'

/** How much may still be read of a workbook: its sheets may lie over one another. */
export interface Allowance {
  cells: number
  records: number
}

const COLUMNS = 256
const [NO_NUMBER, TEXT, TRUTH, ERROR] = [0xffff, 0, 1, 2]
const PICTURE = 8
/** Where a drawing hangs ([MS-XLS] 2.5.193 OfficeArtClientAnchorSheet): its type, and its length. */
const ANCHOR = Buffer.of(0x10, 0xf0, 0x12, 0, 0, 0)

/** Collects the cells of one sheet, record by record. */
export class SheetReader {
  readonly cells: SheetCell[] = []
  readonly hiddenRows = new Set<number>()
  readonly hiddenColumns: { first: number; last: number }[] = []
  readonly #merges: Area[] = []
  readonly #bordered: [row: number, column: number][] = []
  readonly #present: [row: number, column: number][] = []
  readonly #pictures: number[] = []
  readonly #seen = new Set<number>()
  readonly #workbook: Workbook
  readonly #allowance: Allowance
  #anchor = 0
  /** The cell whose formula gave a text that is still to come. */
  #pending: { readonly row: number; readonly column: number; readonly style: number } | null = null

  constructor(workbook: Workbook, allowance: Allowance) {
    this.#workbook = workbook
    this.#allowance = allowance
  }

  /** @throws {Refusal} `damaged-file`, `too-large`. */
  read(stream: Buffer, offset: number, name: string): Sheet {
    let record = recordAt(stream, offset)
    if (record.type !== RECORD.begin) throw damaged()
    // Charts stand in a sheet as sheets of their own.
    for (let depth = 1; depth > 0; ) {
      record = recordAt(stream, record.next)
      this.#allowance.records -= 1
      if (this.#allowance.records < 0) throw overfull('工作簿的内容过多')
      if (record.type === RECORD.begin) depth += 1
      else if (record.type === RECORD.end) depth -= 1
      else if (depth === 1) this.#record(record)
    }
    const hasBorders = this.#bordered.length > 0
    const { cells, hiddenRows, hiddenColumns } = this
    cells.sort((a, b) => a.row - b.row || a.column - b.column)
    return { name, cells, merges: this.#merges, drawn: hasBorders ? this.#bordered : this.#present, hasBorders, hiddenRows, hiddenColumns, pictures: this.#pictures }
  }

  #record({ type, data, parts }: RecordData): void {
    switch (type) {
      case RECORD.sharedLabel:
        this.#cell(data, this.#workbook.strings[data.readUInt32LE(6)] ?? missing())
        break
      case RECORD.label:
      case RECORD.richLabel:
        this.#cell(data, new Texts(parts, 6).next())
        break
      case RECORD.number:
        this.#cell(data, data.readDoubleLE(6))
        break
      case RECORD.smallNumber:
        this.#cell(data, smallNumber(data, 6))
        break
      case RECORD.truth:
        this.#cell(data, data.readUInt8(7) === 1 ? errorText(data.readUInt8(6)) : truthText(data.readUInt8(6)))
        break
      case RECORD.formula:
        this.#formula(data)
        break
      case RECORD.result:
        this.#result(new Texts(parts, 0).next())
        break
      case RECORD.blank:
        this.#cell(data, '')
        break
      case RECORD.numbers:
      case RECORD.blanks:
        this.#several(type, data)
        break
      default:
        this.#about(type, data)
    }
  }

  /** What a sheet says of itself besides its cells. */
  #about(type: number, data: Buffer): void {
    if (type === RECORD.merges) this.#merge(data)
    else if (type === RECORD.row && (data.readUInt8(12) & 0x20) !== 0) this.hiddenRows.add(data.readUInt16LE(0))
    else if (type === RECORD.column && (data.readUInt8(8) & 1) !== 0) this.hiddenColumns.push({ first: data.readUInt16LE(0), last: data.readUInt16LE(2) })
    else if (type === RECORD.drawing) {
      const at = data.indexOf(ANCHOR)
      if (at >= 0 && at + 14 <= data.length) this.#anchor = data.readUInt16LE(at + 12)
    } else if (type === RECORD.picture && data.length >= 6 && data.readUInt16LE(4) === PICTURE) this.#pictures.push(this.#anchor)
  }

  #cell(data: Buffer, value: string | number): void {
    this.#put(data.readUInt16LE(0), data.readUInt16LE(2), data.readUInt16LE(4), value)
  }

  #formula(data: Buffer): void {
    if (data.readUInt16LE(12) !== NO_NUMBER) {
      this.#cell(data, data.readDoubleLE(6))
      return
    }
    const kind = data.readUInt8(6)
    if (kind === TEXT) this.#pending = { row: data.readUInt16LE(0), column: data.readUInt16LE(2), style: data.readUInt16LE(4) }
    else this.#cell(data, kind === TRUTH ? truthText(data.readUInt8(8)) : kind === ERROR ? errorText(data.readUInt8(8)) : '')
  }

  #result(text: string): void {
    if (this.#pending) this.#put(this.#pending.row, this.#pending.column, this.#pending.style, text)
    this.#pending = null
  }

  /** Neighbours in one row, each with its style and, if it is not blank, its number. */
  #several(type: number, data: Buffer): void {
    const size = type === RECORD.numbers ? 6 : 2
    const [row, first] = [data.readUInt16LE(0), data.readUInt16LE(2)]
    for (let at = 4; at + size <= data.length - 2; at += size)
      this.#put(row, first + (at - 4) / size, data.readUInt16LE(at), type === RECORD.numbers ? smallNumber(data, at + 2) : '')
  }

  #put(row: number, column: number, style: number, value: string | number): void {
    const key = row * COLUMNS + column
    // Two cells at one square: no program writes that, and nobody could tell which one is shown.
    if (column >= COLUMNS || this.#seen.has(key)) throw damaged()
    this.#seen.add(key)
    this.#spend(1)
    const { format = '', hasBorder = false } = this.#workbook.styles[style] ?? {}
    const text = typeof value === 'string' ? value : Number.isFinite(value) ? numberText(value, format, this.#workbook.from1904) : missing()
    if (text.trim() !== '') this.cells.push({ row, column, text })
    else {
      this.#present.push([row, column])
      if (hasBorder) this.#bordered.push([row, column])
    }
  }

  #spend(cells: number): void {
    this.#allowance.cells -= cells
    if (this.#allowance.cells < 0) throw overfull('工作簿的单元格过多')
  }

  #merge(data: Buffer): void {
    const count = Math.min(data.readUInt16LE(0), Math.floor((data.length - 2) / 8))
    this.#spend(count)
    for (let at = 2; at < 2 + count * 8; at += 8) {
      const [top, bottom, left, right] = [data.readUInt16LE(at), data.readUInt16LE(at + 2), data.readUInt16LE(at + 4), data.readUInt16LE(at + 6)]
      this.#merges.push({ top, left, bottom: Math.max(top, bottom), right: Math.max(left, right) })
    }
  }
}

/** What a cell refers to is not there: the file is not whole. */
function missing(): never {
  throw damaged()
}
