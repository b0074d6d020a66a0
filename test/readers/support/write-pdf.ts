import { deflateSync } from 'node:zlib'
import { encode } from '../../support/encode.ts'
import { partsOf } from '../../support/parts.ts'
import type { PrintedCell, PrintedTable } from '../../support/printed-table.ts'
import type { ReportData } from '../../support/report-data.ts'
import { mergedRows, type RowCell } from './merged-rows.ts'

/** One way in which programs put a report on pages. */
export interface PdfDialect {
  readonly name: string
  /** Of two non-embedded fonts, told apart by how their strings are written. */
  readonly encoding: 'UniGB-UCS2-H' | 'GBK-EUC-H'
  /** How the borders of cells are drawn: lines through the table, thin rectangles, a box around each cell, dashes; or not at all. */
  readonly borders: 'lines' | 'bars' | 'boxes' | 'dashes' | 'none'
  /** What is shown by one operator: a line of a cell, one character, or a whole row in one string with gaps. */
  readonly strings: 'lines' | 'characters' | 'rows'
  /** Header rows are printed again on each page. */
  readonly repeats?: true
  readonly furniture?: true
  /** The page is stored on its side and shown upright. */
  readonly rotated?: true
  readonly compressed?: true
}

export const PDF_DIALECTS: readonly PdfDialect[] = [
  { name: 'lines through the table, page numbers, running heads', encoding: 'UniGB-UCS2-H', borders: 'lines', strings: 'lines', furniture: true },
  { name: 'bars, header rows again on each page', encoding: 'GBK-EUC-H', borders: 'bars', strings: 'lines', repeats: true, furniture: true },
  { name: 'a box for each cell, each character alone', encoding: 'UniGB-UCS2-H', borders: 'boxes', strings: 'characters', compressed: true },
  { name: 'dashes, a row in one string, pages on their side', encoding: 'GBK-EUC-H', borders: 'dashes', strings: 'rows', rotated: true },
]

const GBK = { name: 'GBK', encoding: 'gb18030', mark: false } as const
const PAGE = { width: 595, height: 842, margin: 56 }
const SIZE = 10.5
const LEADING = 17
const PADDING = 4

interface Placed {
  readonly text: string
  readonly x: number
  readonly y: number
}
type Box = readonly [left: number, top: number, right: number, bottom: number]

class Sheet {
  readonly texts: Placed[][] = []
  readonly boxes: Box[] = []
}

const isWide = (char: string) => char.charCodeAt(0) > 0xff
const widthOf = (text: string) => Array.from(text).reduce((sum, char) => sum + (isWide(char) ? 1 : 0.5), 0) * SIZE

function wrap(text: string, width: number, indent = 0): string[] {
  const lines: string[] = []
  let line = ''
  for (const char of text) {
    const room = lines.length === 0 ? width - indent : width
    if (char === '\n' || (line !== '' && widthOf(line + char) > room + 0.01)) {
      lines.push(line)
      line = char === '\n' ? '' : char
    } else line += char
  }
  return [...lines, line]
}

const COLUMNS: Readonly<Record<PrintedTable['key'], (columns: number) => number[]>> = {
  disclosure: () => [140, 114, 114, 115],
  requests: (columns) => [46, 62, 96, ...Array.from({ length: columns - 3 }, () => 39.8)],
  disputes: (columns) => Array.from({ length: columns }, () => 483 / columns),
}
const HEADS: Readonly<Record<PrintedTable['key'], number>> = { disclosure: 2, requests: 3, disputes: 3 }

/** Sets a report on pages, from `offset` points below the top of the first one. */
class Press {
  readonly sheets: Sheet[] = [new Sheet()]
  #y: number
  readonly #dialect: PdfDialect

  constructor(dialect: PdfDialect, offset: number) {
    this.#dialect = dialect
    this.#y = PAGE.margin + 30 + offset
  }

  paragraph(text: string, layout: 'center' | 'indented' | 'right'): void {
    const full = PAGE.width - 2 * PAGE.margin
    const indent = layout === 'indented' ? 2 * SIZE : 0
    for (const [index, line] of wrap(text, full, indent).entries()) {
      this.#room(LEADING)
      const shift = layout === 'center' ? (full - widthOf(line)) / 2 : layout === 'right' ? full - widthOf(line) : index === 0 ? indent : 0
      this.#sheet.texts.push([{ text: line, x: PAGE.margin + shift, y: this.#y + 12 }])
      this.#y += LEADING
    }
  }

  table(printed: PrintedTable): void {
    const widths = COLUMNS[printed.key](printed.columns)
    const xs = widths.reduce((all, width) => [...all, (all.at(-1) ?? 0) + width], [PAGE.margin])
    const rows = mergedRows(printed)
    const heights = rows.map((cells) => Math.max(22, ...cells.filter(({ cell }) => cell.rowSpan === 1).map(({ cell, column }) => heightOf(cell, column, xs))))
    spread(rows, heights, xs)
    const rest = new Map<PrintedCell, string>()
    let from = 0
    for (let row = 0; row <= rows.length; row += 1) {
      const height = heights[row] ?? 0
      if (row < rows.length && this.#y + sum(heights.slice(from, row)) + height <= PAGE.height - PAGE.margin - 24) continue
      this.#rows(rows, heights, xs, from, row, rest)
      this.#y += sum(heights.slice(from, row))
      from = row
      if (row === rows.length) break
      this.#turn()
      if (this.#dialect.repeats && row > HEADS[printed.key]) {
        this.#rows(rows, heights, xs, 0, HEADS[printed.key])
        this.#y += sum(heights.slice(0, HEADS[printed.key]))
      }
    }
    this.#y += 6
  }

  /** The rows `from` up to `to`, with the parts of merged cells that reach into them; what of a text does not fit goes on in the next. */
  #rows(rows: readonly RowCell[][], heights: readonly number[], xs: readonly number[], from: number, to: number, rest = new Map<PrintedCell, string>()): void {
    let top = this.#y
    for (let row = from; row < to; row += 1) {
      const texts: Placed[] = []
      for (const { cell, column, continued } of rows[row] ?? []) {
        if (continued && row > from) continue
        const end = Math.min(to, endOf(rows, row, column, cell))
        const box: Box = [xs[column] ?? 0, top, xs[column + cell.colSpan] ?? 0, top + sum(heights.slice(row, end))]
        this.#sheet.boxes.push(box)
        const text = continued ? (rest.get(cell) ?? '') : cell.text
        const isCut = end < endOf(rows, row, column, cell)
        const lines = text === '' ? [] : wrap(text, box[2] - box[0] - 2 * PADDING)
        const fitting = isCut ? lines.slice(0, Math.floor((box[3] - box[1] - 6) / 13)) : lines
        rest.set(cell, lines.slice(fitting.length).join(''))
        texts.push(...setIn(box, fitting))
      }
      this.#sheet.texts.push(...(this.#dialect.strings === 'rows' ? linesOfRow(texts) : texts.map((text) => [text])))
      top += heights[row] ?? 0
    }
  }

  #room(height: number): void {
    if (this.#y + height > PAGE.height - PAGE.margin - 24) this.#turn()
  }

  #turn(): void {
    this.sheets.push(new Sheet())
    this.#y = PAGE.margin + 30
  }

  get #sheet(): Sheet {
    const sheet = this.sheets.at(-1)
    if (!sheet) throw new Error('no sheet')
    return sheet
  }
}

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)
const heightOf = (cell: PrintedCell, column: number, xs: readonly number[]) =>
  wrap(cell.text, (xs[column + cell.colSpan] ?? 0) - (xs[column] ?? 0) - 2 * PADDING).length * 13 + 8

/** Gives the last row of a merged cell what its text needs. */
function spread(rows: readonly RowCell[][], heights: number[], xs: readonly number[]): void {
  for (const [row, cells] of rows.entries())
    for (const { cell, column, continued } of cells) {
      if (continued || cell.rowSpan === 1) continue
      const last = row + cell.rowSpan - 1
      heights[last] = Math.max(heights[last] ?? 0, heightOf(cell, column, xs) - sum(heights.slice(row, last)))
    }
}

function endOf(rows: readonly RowCell[][], row: number, column: number, cell: PrintedCell): number {
  let end = row + 1
  while (rows[end]?.some((other) => other.cell === cell && other.column === column && other.continued)) end += 1
  return end
}

/** The lines of a cell, in the middle of its box. */
function setIn([left, top, right, bottom]: Box, lines: readonly string[]): Placed[] {
  const first = (top + bottom) / 2 - (lines.length * 13) / 2 + 10.5
  return lines.map((line, index) => ({ text: line, x: (left + right) / 2 - widthOf(line) / 2, y: first + index * 13 }))
}

/** What stands on one height, as one string. */
function linesOfRow(texts: readonly Placed[]): Placed[][] {
  const lines = new Map<number, Placed[]>()
  for (const text of texts) lines.set(text.y, [...(lines.get(text.y) ?? []), text])
  return [...lines.values()].map((line) => line.sort((a, b) => a.x - b.x))
}

function furnish(sheets: readonly Sheet[], report: ReportData): string[] {
  return sheets.map((sheet, index) => {
    sheet.texts.unshift([{ text: `${report.agency}文件`, x: PAGE.margin, y: 40 }])
    sheet.texts.push([{ text: `- ${index + 1} -`, x: PAGE.width / 2 - 13, y: PAGE.height - 40 }])
    return `0.5 w ${PAGE.margin} ${PAGE.height - 46} m ${PAGE.width - PAGE.margin} ${PAGE.height - 46} l S\n`
  })
}

const f = (value: number) => value.toFixed(2)

function borders(boxes: readonly Box[], how: PdfDialect['borders']): string {
  const sides = boxes.flatMap(([left, top, right, bottom]): Box[] => [
    [left, top, right, top],
    [left, bottom, right, bottom],
    [left, top, left, bottom],
    [right, top, right, bottom],
  ])
  const y = (down: number) => PAGE.height - down
  if (how === 'none') return ''
  if (how === 'boxes') return boxes.map(([left, top, right, bottom]) => `${f(left)} ${f(y(bottom))} ${f(right - left)} ${f(bottom - top)} re S\n`).join('')
  if (how === 'bars') return sides.map(([left, top, right, bottom]) => `${f(left)} ${f(y(bottom))} ${f(Math.max(0.48, right - left))} ${f(Math.max(0.48, bottom - top))} re f\n`).join('')
  const lines = sides.map(([left, top, right, bottom]) => `${f(left)} ${f(y(top))} m ${f(right)} ${f(y(bottom))} l S\n`).join('')
  return `${how === 'dashes' ? '[3 2] 0 d ' : ''}0.7 w\n${lines}[] 0 d\n`
}

export function show(line: readonly Placed[], dialect: Pick<PdfDialect, 'encoding' | 'strings'>): string {
  const [first] = line
  if (!first) return ''
  const at = (x: number, y: number) => `1 0 0 1 ${f(x)} ${f(PAGE.height - y)} Tm`
  if (dialect.strings === 'characters') {
    return line
      .flatMap(({ text, x, y }) => Array.from(text, (char, index) => `BT /F1 ${SIZE} Tf ${at(x + widthOf(Array.from(text).slice(0, index).join('')), y)} <${hex(char, dialect.encoding)}> Tj ET\n`))
      .join('')
  }
  let end = first.x
  const pieces = line.map(({ text, x }) => {
    const gap = ((end - x) / SIZE) * 1000
    end = x + widthOf(text)
    return `${f(gap)} <${hex(text, dialect.encoding)}>`
  })
  return `BT /F1 ${SIZE} Tf ${at(first.x, first.y)} [${pieces.join(' ')}] TJ ET\n`
}

/** A string of the font, in hexadecimal. */
function hex(text: string, encoding: PdfDialect['encoding']): string {
  if (encoding === 'UniGB-UCS2-H') return Buffer.from(text, 'utf16le').swap16().toString('hex')
  return Buffer.from(encode(text, GBK)).toString('hex')
}

/** The report as a PDF file. */
export function writePdf(report: ReportData, dialect: PdfDialect, offset = 0): Uint8Array {
  const press = new Press(dialect, offset)
  for (const part of partsOf(report)) {
    if (part.kind === 'table') press.table(part.table)
    else press.paragraph(part.text, part.kind === 'title' ? 'center' : part.kind === 'signature' ? 'right' : 'indented')
  }
  const drawn = dialect.furniture ? furnish(press.sheets, report) : []
  const contents = press.sheets.map(({ texts, boxes }, index) => `${drawn[index] ?? ''}${borders(boxes, dialect.borders)}${texts.map((line) => show(line, dialect)).join('')}`)
  return pdf(contents, dialect)
}

const WIDTHS = { 'UniGB-UCS2-H': '[1 95 500]', 'GBK-EUC-H': '[814 939 500 7716 [500]]' }

interface PdfExtras {
  /** What the pages refer to beside `/F1`. */
  readonly resources?: string
  readonly catalog?: string
  /** Numbered on behind two for each page, from 5 + 2 * pages. */
  readonly objects?: readonly (string | Uint8Array)[]
}

/** A PDF file of pages with these contents. `/F1` is a Chinese font that is not embedded. */
export function pdf(contents: readonly string[], { encoding = 'UniGB-UCS2-H', rotated, compressed }: Partial<PdfDialect> = {}, { resources = '', catalog = '', objects = [] }: PdfExtras = {}): Uint8Array {
  const kids = contents.map((_, index) => `${5 + 2 * index} 0 R`).join(' ')
  const box = rotated ? `/MediaBox [0 0 ${PAGE.height} ${PAGE.width}] /Rotate 90` : `/MediaBox [0 0 ${PAGE.width} ${PAGE.height}]`
  return assemble([
    `<< /Type /Catalog /Pages 2 0 R ${catalog} >>`,
    `<< /Type /Pages /Kids [${kids}] /Count ${contents.length} >>`,
    `<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /${encoding} /DescendantFonts [4 0 R] >>`,
    `<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 /W ${WIDTHS[encoding]} >>`,
    ...contents.flatMap((content, index) => [
      `<< /Type /Page /Parent 2 0 R ${box} /Contents ${6 + 2 * index} 0 R /Resources << /Font << /F1 3 0 R >> ${resources} >> >>`,
      stream(rotated ? `q 0 1 -1 0 ${PAGE.height} 0 cm ${content} Q` : content, compressed),
    ]),
    ...objects,
  ])
}

export function stream(content: string | Uint8Array, compressed = false, dictionary = ''): Uint8Array {
  const raw = typeof content === 'string' ? Buffer.from(content, 'latin1') : content
  const data = compressed ? deflateSync(raw) : raw
  const head = `<< ${dictionary} /Length ${data.length}${compressed ? ' /Filter /FlateDecode' : ''} >>\nstream\n`
  return Buffer.concat([Buffer.from(head, 'latin1'), data, Buffer.from('\nendstream', 'latin1')])
}

/** A file of these objects, numbered from 1; the first is the catalog. */
export function assemble(objects: readonly (string | Uint8Array)[], trailer = ''): Uint8Array {
  let bytes = Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')
  const offsets: number[] = []
  for (const [index, object] of objects.entries()) {
    offsets.push(bytes.length)
    bytes = Buffer.concat([bytes, Buffer.from(`${index + 1} 0 obj\n`), typeof object === 'string' ? Buffer.from(object, 'latin1') : object, Buffer.from('\nendobj\n')])
  }
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const end = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${bytes.length}\n%%EOF\n`
  return Buffer.concat([bytes, Buffer.from(end, 'latin1')])
}
