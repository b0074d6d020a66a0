import type { Place } from '../../report/index.ts'
import type { Block, Document, GridCell } from '../document.ts'
import { placeCells, type PlacedTable } from './grid.ts'
import type { Item, Paragraph, Table } from './items.ts'

/** The most that a cell of a form holds is a label with a legal explanation; more is a page laid out in a table. */
const MAX_CELL_TEXT = 800
const MAX_CELL_PARAGRAPHS = 30

/** Writes paragraphs and tables out as a document: text, and blocks with their places in it. */
export function writeDocument(items: readonly Item[], format: Document['format'], encoding: string, messages: readonly string[] = []): Document {
  const writer = new Writer()
  writer.items(items)
  return { format, encoding, text: writer.text, blocks: writer.blocks, messages: [...messages, ...writer.messages] }
}

class Writer {
  text = ''
  readonly blocks: Block[] = []
  readonly messages: string[] = []
  #paragraphs = 0
  #tables = 0

  items(items: readonly Item[]): void {
    for (const item of items) {
      if (item.kind === 'paragraph') this.#paragraph(item)
      else if (item.kind === 'table') this.#table(item)
      else this.blocks.push({ kind: 'image', place: { start: this.text.length, end: this.text.length } })
    }
  }

  /** A break within a paragraph ends a line that a person sees; each line is a block. */
  #paragraph({ text, heading }: Paragraph): void {
    for (const line of text.split('\n')) {
      const words = line.trim()
      if (words === '') continue
      this.#paragraphs += 1
      this.blocks.push({
        kind: 'paragraph',
        text: words,
        place: { ...this.#write(words, '\n'), paragraph: this.#paragraphs },
        ...(heading !== undefined && { heading }),
      })
    }
  }

  #table(table: Table): void {
    if (!holdsData(table)) {
      for (const { cells } of table.rows) for (const items of cells) this.items(items)
      return
    }
    this.#tables += 1
    const placed = placeCells(table)
    if (placed) this.#grid(placed)
    else this.#lines(table)
  }

  #grid({ rows, columns, cells }: PlacedTable): void {
    const written: GridCell[] = []
    for (const [index, { items, row, column, rowSpan, colSpan }] of cells.entries()) {
      const text = cellText(items)
      const before = cells[index - 1]?.row === row ? '\t' : '\n'
      const place = { ...this.#write(text, before), table: this.#tables, row: row + 1, column: column + 1 }
      written.push({ text, place, row, column, rowSpan, colSpan })
    }
    const place = { start: written[0]?.place.start ?? 0, end: written.at(-1)?.place.end ?? 0, table: this.#tables }
    this.blocks.push({ kind: 'grid', rows, columns, cells: written, place })
  }

  /** Where the walls are not known, only the order of the cells is certain. */
  #lines({ rows }: Table): void {
    this.messages.push(`第 ${this.#tables} 个表格没有写明各列的位置，只能按单元格的先后读取。`)
    for (const [index, { cells }] of rows.entries()) {
      const at = { table: this.#tables, row: index + 1 }
      const written = cells.map((items, column) => {
        const text = cellText(items)
        return { text, place: { ...this.#write(text, column === 0 ? '\n' : '\t'), ...at, column: column + 1 } }
      })
      const place = { start: written[0]?.place.start ?? 0, end: written.at(-1)?.place.end ?? 0, ...at }
      this.blocks.push({ kind: 'line', separator: '\t', cells: written, place })
    }
  }

  #write(text: string, before: '\n' | '\t'): Place {
    if (this.text !== '') this.text += before
    const start = this.text.length
    this.text += text
    return { start, end: this.text.length }
  }
}

/** Tables with one column, with tables inside, or with whole pages in their cells only lay the page out. */
const holdsData = ({ rows }: Table): boolean => rows.some(({ cells }) => cells.length > 1) && rows.every(({ cells }) => cells.every(isDataCell))

function isDataCell(items: readonly Item[]): boolean {
  let length = 0
  for (const item of items) {
    if (item.kind === 'paragraph') length += item.text.length
    else if (item.kind === 'table' && holdsSeveral(item)) return false
  }
  return length <= MAX_CELL_TEXT && items.length <= MAX_CELL_PARAGRAPHS
}

const holdsSeveral = ({ rows }: Table): boolean => rows.length > 1 || (rows[0]?.cells.length ?? 0) > 1

function cellText(items: readonly Item[]): string {
  const lines = items.flatMap((item): string[] => {
    if (item.kind === 'table') return item.rows.flatMap(({ cells }) => cells.map(cellText))
    return item.kind === 'picture' ? [] : item.text.split('\n')
  })
  return lines
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n')
}
