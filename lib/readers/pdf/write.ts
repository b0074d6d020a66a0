import type { Place } from '../../report/index.ts'
import type { Block, Document, GridCell } from '../document.ts'
import { withoutFurniture } from './furniture.ts'
import { joinTables, type Table, type TableCell } from './join.ts'
import type { PageLayout } from './layout.ts'
import { withLoneRows } from './lone-rows.ts'
import { type PageLine, paragraphsOf } from './paragraphs.ts'
import { withoutUnruled } from './unruled.ts'

/** What follows each other in the whole file: a table may have begun pages before. */
type Part =
  | { readonly kind: 'lines'; readonly lines: PageLine[] }
  | { readonly kind: 'table'; table: Table }
  | { readonly kind: 'picture' | 'unread'; readonly page: number }

const CONTINUED = /^[(（]?(?:续表?|接上[页表]|表?续)[^。]{0,6}[)）]?$/

/** Writes the pages out as one document: paragraphs, tables and pictures in reading order. */
export function writePages(layouts: readonly PageLayout[]): Document {
  const pictures = layouts.filter(({ isPicture }) => isPicture).map(({ number }) => number)
  const read = withoutUnruled(withLoneRows(withoutFurniture(layouts)))
  const parts = partsOf(read)
  const paragraphs = paragraphsOf(parts.flatMap((part) => (part.kind === 'lines' ? [part.lines] : [])))
  const writer = new Writer()
  for (const part of parts) {
    if (part.kind === 'lines') for (const { text, page } of paragraphs.shift() ?? []) writer.paragraph(text, page)
    else if (part.kind === 'table') writer.table(part.table)
    else writer.picture(part.page, part.kind === 'unread')
  }
  const unread = read.filter(({ pieces }) => pieces.some(({ kind }) => kind === 'unread')).map(({ number }) => number)
  const messages = [
    ...(pictures.length > 0 ? [`第 ${pictures.join('、')} 页主要是图片（扫描件），图片里的文字和数字没有读取。`] : []),
    ...(unread.length > 0 ? [`第 ${unread.join('、')} 页有表格没有完整的框线，各个数字在哪一格无法确定，没有读取。`] : []),
  ]
  return { format: 'pdf', encoding: 'utf-8', text: writer.text, blocks: writer.blocks, messages }
}

function partsOf(pages: readonly PageLayout[]): Part[] {
  const parts: Part[] = []
  for (const { number, width, pieces, isPicture } of pages) {
    if (isPicture && pieces.every(({ kind }) => kind !== 'picture')) parts.push({ kind: 'picture', page: number })
    let isFirst = true
    for (const piece of pieces) {
      const last = parts.at(-1)
      if (piece.kind === 'table') {
        const table: Table = { xs: piece.frame.xs, rows: piece.frame.ys.length - 1, cells: piece.cells.map((cell) => ({ ...cell, page: number })) }
        const joined = isFirst && last?.kind === 'table' ? joinTables(last.table, table) : null
        if (joined && last?.kind === 'table') last.table = joined
        else parts.push({ kind: 'table', table })
      } else if (piece.kind !== 'line') {
        parts.push({ kind: piece.kind, page: number })
      } else {
        if (isFirst && last?.kind === 'table' && CONTINUED.test(piece.text.replace(/\s/g, ''))) continue
        const line = { ...piece, page: number, width }
        if (last?.kind === 'lines') last.lines.push(line)
        else parts.push({ kind: 'lines', lines: [line] })
      }
      isFirst = false
    }
  }
  return parts
}

class Writer {
  text = ''
  readonly blocks: Block[] = []
  #paragraphs = 0
  #tables = 0

  paragraph(text: string, page: number): void {
    this.#paragraphs += 1
    this.blocks.push({ kind: 'paragraph', text, place: { ...this.#write(text, '\n'), page, paragraph: this.#paragraphs } })
  }

  picture(page: number, unruled: boolean): void {
    this.blocks.push({ kind: 'image', ...(unruled && { unruled }), place: { start: this.text.length, end: this.text.length, page } })
  }

  table({ cells }: Table): void {
    this.#tables += 1
    const rows = starts(cells.map(({ row }) => row))
    const columns = starts(cells.map(({ column }) => column))
    const written: GridCell[] = []
    let before: TableCell | null = null
    for (const cell of cells.toSorted((a, b) => a.row - b.row || a.column - b.column)) {
      const [row, column] = [rank(rows, cell.row), rank(columns, cell.column)]
      const at = this.#write(cell.text, before?.row === cell.row ? '\t' : '\n')
      written.push({
        text: cell.text,
        place: { ...at, page: cell.page, table: this.#tables, row: row + 1, column: column + 1 },
        row,
        column,
        rowSpan: rank(rows, cell.row + cell.rowSpan) - row,
        colSpan: rank(columns, cell.column + cell.colSpan) - column,
      })
      before = cell
    }
    const [first, last] = [written[0]?.place, written.at(-1)?.place]
    const place: Place = { start: first?.start ?? 0, end: last?.end ?? 0, table: this.#tables, ...(first?.page !== undefined && { page: first.page }) }
    this.blocks.push({ kind: 'grid', rows: rows.length, columns: columns.length, cells: written, place })
  }

  #write(text: string, before: '\n' | '\t'): Place {
    if (this.text !== '') this.text += before
    const start = this.text.length
    this.text += text
    return { start, end: this.text.length }
  }
}

const starts = (values: readonly number[]): number[] => [...new Set(values)].sort((a, b) => a - b)
const rank = (sorted: readonly number[], value: number): number => sorted.filter((start) => start < value).length
