import type { Place } from '../../report/index.ts'
import type { Block, Document, GridBlock, GridCell } from '../document.ts'
import { LIMITS } from '../limits.ts'
import { empty, overfull } from '../refusal.ts'
import { layOut, type ShownRow } from './layout.ts'
import { HEADING, runsOf } from './runs.ts'
import { address, type Sheet } from './sheet.ts'

/** No form needs more squares. */
const MAX_SQUARES = 200_000
/**
 * Writes the sheets of a workbook out as a document, in their order: rows of one cell become paragraphs, rows of several a
 * grid, whose columns are those in which any of its cells begin (a column spread over several of the sheet is one).
 * @throws {Refusal} `empty-file` if nothing is shown, `too-large`.
 */
export function writeSheets(sheets: readonly Sheet[], format: Document['format'], encoding: string, messages: readonly string[]): Document {
  const writer = new Writer()
  for (const sheet of sheets) writer.sheet(sheet, sheets.length > 1)
  if (writer.blocks.length === 0) throw empty()
  return { format, encoding, text: writer.text, blocks: writer.blocks, messages }
}

class Writer {
  text = ''
  readonly blocks: Block[] = []
  #tables = 0

  sheet(sheet: Sheet, isOneOfSeveral: boolean): void {
    const name = sheet.name.trim()
    if (isOneOfSeveral && HEADING.test(name)) this.#paragraphs(name, { sheet: name })
    const pictures = [...sheet.pictures].sort((a, b) => a - b)
    for (const run of runsOf(layOut(sheet), sheet.hasBorders)) {
      while ((pictures[0] ?? Infinity) <= (run.rows[0]?.row ?? 0)) this.#picture(sheet.name, pictures.shift())
      if (run.isTable) this.#grid(run.rows, sheet.name)
      else
        for (const { cells } of run.rows)
          for (const { text, top, left } of cells) this.#paragraphs(text, { sheet: sheet.name, cell: address(top, left) })
    }
    for (const row of pictures) this.#picture(sheet.name, row)
  }

  #paragraphs(text: string, where: Omit<Place, 'start' | 'end'>): void {
    for (const line of linesOf(text)) this.blocks.push({ kind: 'paragraph', text: line, place: { ...this.#write(line, '\n'), ...where } })
  }

  #picture(sheet: string, row: number | undefined): void {
    const at = this.text.length
    this.blocks.push({ kind: 'image', place: { start: at, end: at, sheet, ...(row !== undefined && { row: row + 1 }) } })
  }

  #grid(rows: readonly ShownRow[], sheet: string): void {
    this.#tables += 1
    const grid = gridOf(rows)
    const written: GridCell[] = []
    for (const [index, { text, row, column, rowSpan, colSpan, cell }] of grid.cells.entries()) {
      const words = linesOf(text).join('\n')
      const before = grid.cells[index - 1]?.row === row ? '\t' : '\n'
      const place = { ...this.#write(words, before), sheet, cell, table: this.#tables, row: row + 1, column: column + 1 }
      written.push({ text: words, place, row, column, rowSpan, colSpan })
    }
    const place = { start: written[0]?.place.start ?? 0, end: written.at(-1)?.place.end ?? 0, sheet, table: this.#tables }
    const block: GridBlock = { kind: 'grid', rows: rows.length, columns: grid.columns, cells: written, place }
    this.blocks.push(block)
  }

  #write(text: string, before: '\n' | '\t'): Place {
    // Cells can share one long text: what is small as a file need not be small as text.
    if (this.text.length + text.length > LIMITS.text) throw overfull('工作簿的文字过多')
    if (this.text !== '') this.text += before
    const start = this.text.length
    this.text += text
    return { start, end: this.text.length }
  }
}

const linesOf = (text: string): string[] => text.split(/\r\n?|\n/).map((line) => line.trim()).filter((line) => line !== '')

interface SheetGridCell {
  readonly text: string
  readonly cell: string
  readonly row: number
  readonly column: number
  readonly rowSpan: number
  readonly colSpan: number
}

function gridOf(rows: readonly ShownRow[]): { columns: number; cells: SheetGridCell[] } {
  const starts = [...new Set(rows.flatMap(({ cells }) => cells.map(({ left }) => left)))].sort((a, b) => a - b)
  if (starts.length * rows.length > MAX_SQUARES) throw overfull('工作表的单元格过多')
  /** For each column of the grid the row at which it is free again. */
  const freeAt = starts.map(() => 0)
  const cells: SheetGridCell[] = []
  rows.forEach(({ row, cells: shown }, line) => {
    const byColumn = new Map(shown.map((cell) => [cell.left, cell]))
    for (let column = 0; column < starts.length; ) {
      const left = starts[column] ?? 0
      if ((freeAt[column] ?? 0) > line) {
        column += 1
        continue
      }
      const cell = byColumn.get(left)
      let [end, bottom] = [column + 1, line + 1]
      while (cell && (starts[end] ?? Infinity) <= cell.right) end += 1
      while (cell && (rows[bottom]?.row ?? Infinity) <= cell.bottom) bottom += 1
      cells.push({ text: cell?.text ?? '', cell: address(row, left), row: line, column, rowSpan: bottom - line, colSpan: end - column })
      for (; column < end; column += 1) freeAt[column] = bottom
    }
  })
  return { columns: starts.length, cells }
}
