import { attribute, isOn, parseXml, type XmlHandler } from '../ooxml/xml.ts'
import { damaged, raise } from '../refusal.ts'
import { numberText } from '../sheets/number-text.ts'
import { address, squareOf, type Area, type Sheet, type SheetCell } from '../sheets/sheet.ts'
import type { CellStyle } from '../sheets/style.ts'
import { RichText, unescape } from './strings.ts'

/** What all sheets of a workbook share. */
export interface Shared {
  readonly strings: readonly string[]
  readonly styles: readonly CellStyle[]
  readonly from1904: boolean
}

type Attributes = Parameters<XmlHandler['open']>[1]
interface OpenCell {
  readonly row: number
  readonly column: number
  readonly type: string
  readonly style: CellStyle | undefined
  value: string
  formula: string
  readonly inline: RichText
}

/** Collects the cells of a sheet, while its XML streams by. */
export class SheetReader implements XmlHandler {
  readonly cells: SheetCell[] = []
  readonly merges: Area[] = []
  readonly hiddenRows = new Set<number>()
  readonly hiddenColumns: { first: number; last: number }[] = []
  /** Addresses of formulas whose result was not saved. */
  readonly unsaved: string[] = []
  /** The relationship to the part with its pictures. */
  drawing: string | undefined
  readonly #shared: Shared
  readonly #bordered: [row: number, column: number][] = []
  readonly #present: [row: number, column: number][] = []
  readonly #seen = new Set<number>()
  #row = -1
  #column = -1
  #cell: OpenCell | null = null
  #open: 'v' | 'f' | null = null

  constructor(shared: Shared) {
    this.#shared = shared
  }

  sheet(name: string, pictures: readonly number[]): Sheet {
    const hasBorders = this.#bordered.length > 0
    const { cells, merges, hiddenRows, hiddenColumns } = this
    return { name, cells, merges, drawn: hasBorders ? this.#bordered : this.#present, hasBorders, hiddenRows, hiddenColumns, pictures }
  }

  open(name: string, attributes: Attributes): void {
    if (name === 'row') this.#beginRow(attributes)
    else if (name === 'c') this.#beginCell(attributes)
    else if (name === 'v' || name === 'f') this.#open = name
    else if (name === 'mergeCell') this.#merge(attribute(attributes, 'ref') ?? '')
    else if (name === 'col' && isHidden(attributes)) this.hiddenColumns.push({ first: Number(attribute(attributes, 'min')) - 1, last: Number(attribute(attributes, 'max')) - 1 })
    else if (name === 'drawing') this.drawing = attribute(attributes, 'id')
    else this.#cell?.inline.open(name)
  }

  close(name: string): void {
    if (name === 'c') this.#endCell()
    else if (name === 'v' || name === 'f') this.#open = null
    else this.#cell?.inline.close(name)
  }

  text(value: string): void {
    const cell = this.#cell
    if (!cell) return
    if (this.#open === 'v') cell.value += value
    else if (this.#open === 'f') cell.formula += value
    else cell.inline.text(value)
  }

  #beginRow(attributes: Attributes): void {
    const number = attribute(attributes, 'r')
    this.#row = number === undefined ? this.#row + 1 : Number(number) - 1
    this.#column = -1
    if (isHidden(attributes)) this.hiddenRows.add(this.#row)
  }

  #beginCell(attributes: Attributes): void {
    const reference = attribute(attributes, 'r')
    const square = reference === undefined ? ([this.#row, this.#column + 1] as const) : squareOf(reference)
    if (!square) throw damaged()
    const [row, column] = square
    this.#column = column
    this.#cell = {
      row,
      column,
      type: attribute(attributes, 't') ?? 'n',
      style: this.#shared.styles[Number(attribute(attributes, 's') ?? 0)],
      value: '',
      formula: '',
      inline: new RichText(),
    }
  }

  #endCell(): void {
    const cell = this.#cell
    this.#cell = null
    if (!cell) return
    const { row, column } = cell
    const key = row * 16_384 + column
    // Two cells at one square: no program writes that, and nobody could tell which one is shown.
    if (this.#seen.has(key)) throw damaged()
    this.#seen.add(key)
    const text = this.#textOf(cell)
    if (text.trim() !== '') this.cells.push({ row, column, text, ...markOf(cell, text) })
    else {
      this.#present.push([row, column])
      if (cell.style?.hasBorder) this.#bordered.push([row, column])
    }
  }

  #textOf(cell: OpenCell): string {
    const { type, value, formula, inline, style } = cell
    if (type === 'inlineStr') return unescape(inline.value)
    if (value === '') {
      if (formula === '' || type === 'str') return ''
      this.unsaved.push(address(cell.row, cell.column))
      return `=${formula}`
    }
    // A text that is not there: the file is not whole.
    if (type === 's') return this.#shared.strings[Number(value)] ?? raise(damaged())
    if (type === 'b') return value === '0' ? 'FALSE' : 'TRUE'
    if (type !== 'n') return unescape(value)
    const number = Number(value)
    return Number.isFinite(number) ? numberText(number, style?.format ?? '', this.#shared.from1904) : value
  }

  #merge(reference: string): void {
    const [from = '', to = from] = reference.split(':')
    const [first, last] = [squareOf(from), squareOf(to)]
    if (first && last) this.merges.push({ top: first[0], left: first[1], bottom: Math.max(first[0], last[0]), right: Math.max(first[1], last[1]) })
  }
}

/** What is to be known of a cell besides its text. */
function markOf({ type, value, formula, style }: OpenCell, text: string): Pick<SheetCell, 'padded' | 'unsaved'> {
  if (value === '' && formula !== '') return { unsaved: true }
  const zeros = type === 'n' ? /^0{2,}$/.exec(style?.format ?? '')?.[0].length : undefined
  return zeros === undefined || !/^\d+$/.test(text) ? {} : { padded: text.padStart(zeros, '0') }
}

const isHidden = (attributes: Attributes): boolean => {
  const hidden = attribute(attributes, 'hidden')
  return hidden !== undefined && isOn({ val: hidden })
}

/** The rows at which pictures stand, from 0. */
export function readPictures(source: string): number[] {
  const rows: number[] = []
  let isFrom = false
  let row = ''
  let inRow = false
  parseXml(source, {
    open(name) {
      if (name === 'from') [isFrom, row] = [true, '']
      else if (name === 'row') inRow = isFrom
      else if (name === 'pic') rows.push(Number(row))
    },
    close(name) {
      if (name === 'from') isFrom = false
      else if (name === 'row') inRow = false
    },
    text(value) {
      if (inRow) row += value
    },
  })
  return rows
}
