import { strToU8, zipSync } from 'fflate'
import { address } from '../../../lib/readers/sheets/sheet.ts'
import { partsOf, type Part } from '../../support/parts.ts'
import type { PrintedTable } from '../../support/printed-table.ts'
import type { CellData, ReportData } from '../../support/report-data.ts'
import { escapeXml } from './write-docx.ts'

/** The same report gives the same bytes on every day. */
const ZIPPED = new Date(2026, 0, 1)
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** A sheet as XML: what stands in `sheetData`, and what before and after it. */
export interface RawSheet {
  readonly name: string
  readonly state?: 'hidden' | 'veryHidden'
  readonly rows: string
  readonly before?: string
  readonly after?: string
}

/** A workbook of the given sheets; styles: 0 none, 1 a border, 2 `#,##0.00`, 3 a border and `0.00`, 4 a date. */
export function xlsx(sheets: readonly RawSheet[], parts: Readonly<Record<string, string>> = {}): Uint8Array {
  const targets = [...sheets.map((_, i) => ['worksheet', `worksheets/sheet${i + 1}.xml`]), ['styles', 'styles.xml'], ['sharedStrings', 'sharedStrings.xml']]
  const relationships = (list: readonly (readonly string[])[]) =>
    `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list
      .map(([type, target], i) => `<Relationship Id="rId${i + 1}" Type="${R}/${type}" Target="${target}"/>`)
      .join('')}</Relationships>`
  const files = {
    '_rels/.rels': relationships([['officeDocument', 'xl/workbook.xml']]),
    'xl/_rels/workbook.xml.rels': relationships(targets),
    'xl/workbook.xml': `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${R}"><sheets>${sheets
      .map(({ name, state }, i) => `<sheet name="${escapeXml(name)}" sheetId="${i + 1}"${state ? ` state="${state}"` : ''} r:id="rId${i + 1}"/>`)
      .join('')}</sheets></workbook>`,
    'xl/styles.xml': `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/></numFmts><borders><border><left/></border><border><left style="thin"/></border></borders><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0" borderId="0"/><xf numFmtId="0" borderId="1"/><xf numFmtId="4" borderId="0"/><xf numFmtId="2" borderId="1"/><xf numFmtId="164" borderId="0"/></cellXfs></styleSheet>`,
    'xl/sharedStrings.xml': `${HEAD}<sst xmlns="${MAIN}"/>`,
    ...Object.fromEntries(
      sheets.map(({ rows, before = '', after = '' }, i) => [
        `xl/worksheets/sheet${i + 1}.xml`,
        `${HEAD}<worksheet xmlns="${MAIN}" xmlns:r="${R}">${before}<sheetData>${rows}</sheetData>${after}</worksheet>`,
      ]),
    ),
    ...parts,
  }
  return zipSync(Object.fromEntries(Object.entries(files).map(([path, xml]) => [path, strToU8(xml)])), { mtime: ZIPPED })
}

/** How a dialect stores one cell: a value as XML, or nothing where no element is written. */
type StoreCell = (at: string, text: string, data: CellData | undefined, index: number) => string

class SheetWriter {
  readonly #store: StoreCell
  readonly #rows: string[] = []
  readonly #merges: string[] = []
  #index = 0

  constructor(store: StoreCell) {
    this.#store = store
  }

  /** A row of text over `width` columns, merged if more than one. */
  text(text: string, width = 1): void {
    const row = this.#rows.length
    this.#rows.push(this.#store(address(row, 0), text, undefined, this.#index))
    if (width > 1) this.#merge(row, 0, row, width - 1)
  }

  /** @param scale how many columns of the sheet each column of the table covers. */
  table(table: PrintedTable, scale: number): void {
    const first = this.#rows.length
    const taken = table.rows.map(() => new Set<number>())
    table.rows.forEach((cells, r) => {
      const written = new Map<number, string>()
      let column = 0
      for (const cell of cells) {
        while (taken[r]?.has(column)) column += 1
        for (let down = 0; down < cell.rowSpan; down += 1) for (let across = 0; across < cell.colSpan; across += 1) taken[r + down]?.add(column + across)
        written.set(column * scale, this.#store(address(first + r, column * scale), cell.text, cell.data, this.#index))
        this.#index += 1
        const [bottom, right] = [r + cell.rowSpan - 1, (column + cell.colSpan) * scale - 1]
        if (bottom > r || right > column * scale) this.#merge(first + r, column * scale, first + bottom, right)
      }
      const squares = Array.from({ length: table.columns * scale }, (_, at) => written.get(at) ?? this.#store(address(first + r, at), '', undefined, 0))
      this.#rows.push(squares.join(''))
    })
  }

  #merge(top: number, left: number, bottom: number, right: number): void {
    this.#merges.push(`<mergeCell ref="${address(top, left)}:${address(bottom, right)}"/>`)
  }

  finish(name: string): RawSheet {
    const rows = this.#rows.map((cells, row) => `<row r="${row + 1}">${cells}</row>`).join('')
    return { name, rows, after: this.#merges.length > 0 ? `<mergeCells>${this.#merges.join('')}</mergeCells>` : '' }
  }
}

export interface XlsxDialect {
  readonly name: string
  /** The whole report, or only some parts of it. */
  readonly write: (report: ReportData, parts?: readonly Part[]) => Uint8Array
}

const inline = (at: string, text: string, style = 0) =>
  `<c r="${at}" s="${style}" t="inlineStr"><is><r><t xml:space="preserve">${escapeXml(text.slice(0, 1))}</t></r><r><t xml:space="preserve">${escapeXml(text.slice(1))}</t></r><rPh sb="0" eb="1"><t>9</t></rPh></is></c>`
const stored = (at: string, value: number, style: number, formula = '') => `<c r="${at}" s="${style}">${formula && `<f>${formula}</f>`}<v>${value}</v></c>`
const isNumber = (data: CellData | undefined): data is CellData & { value: number } => data?.kind === 'number' && data.value !== null

/** With a border around each square, empty or not; floating point as Excel stores it. */
const bordered: StoreCell = (at, text, data) => {
  if (text === '') return `<c r="${at}" s="1"/>`
  if (!isNumber(data)) return inline(at, text, data ? 1 : 0)
  return Number.isInteger(data.value) ? `<c r="${at}" s="3"><v>${data.value}.0</v></c>` : `<c r="${at}" s="1"><v>${data.value.toPrecision(17)}</v></c>`
}

/** Without borders; numbers as text with blanks, as results of formulas, with separators of thousands. */
const motley: StoreCell = (at, text, data, index) => {
  if (text === '') return `<c r="${at}"/>`
  if (!isNumber(data)) return inline(at, text)
  const forms = [inline(at, ` ${data.value} `), stored(at, data.value, 0, `${data.value}*1`), stored(at, data.value, 2), stored(at, data.value, 0)]
  return forms[index % forms.length] ?? ''
}

/** Enough columns for tables of 4, 10 and 15 columns side by side. */
const WIDTH = 60

export const XLSX_DIALECTS: readonly XlsxDialect[] = [
  {
    name: 'one sheet for everything, each column spread over several merged ones',
    write: (report, parts = partsOf(report)) => {
      const sheet = new SheetWriter(bordered)
      for (const part of parts)
        if (part.kind === 'table') sheet.table(part.table, WIDTH / part.table.columns)
        else sheet.text(part.text, part.kind === 'title' || part.kind === 'heading' ? WIDTH : 1)
      return xlsx([sheet.finish('Sheet1')])
    },
  },
  {
    name: 'a sheet for each section, named by its heading; no borders; a hidden sheet',
    write: (report, parts = partsOf(report)) => {
      const sheets: { name: string; writer: SheetWriter }[] = [{ name: '封面', writer: new SheetWriter(motley) }]
      for (const part of parts) {
        if (part.kind === 'heading') sheets.push({ name: part.text, writer: new SheetWriter(motley) })
        else if (part.kind === 'table') sheets.at(-1)?.writer.table(part.table, 1)
        else sheets.at(-1)?.writer.text(part.text)
      }
      return xlsx([...sheets.map(({ name, writer }) => writer.finish(name)), { name: '旧数据', state: 'hidden', rows: `<row r="1">${stored('A1', 999, 0)}</row>` }])
    },
  },
]
