import type { Block, Document, GridBlock, LineBlock, ParagraphBlock } from '../readers/document.ts'
import type { Place } from '../report/index.ts'
import { fold } from './fold.ts'
import { isPageMark } from './furniture.ts'
import { headerWords, type Label, labelOf, labelWithin } from './labels.ts'
import { type Reading, readNumber } from './numbers.ts'

/** One piece of text that may be a cell. */
export interface Atom {
  readonly text: string
  readonly folded: string
  readonly place: Place
  readonly label: Label | null
  readonly reading: Reading
  /** Columns of the grid that it covers, from 0; null outside of grids. */
  readonly columns: { readonly from: number; readonly to: number } | null
}

/**
 * What stands side by side in the source.
 * - `grid`: a row of a grid; its columns are certain
 * - `line`: pieces between separators
 * - `spaced`: words and numbers with only blanks between them, where empty cells leave nothing
 * - `text`: one piece alone: a cell on its own line, or a sentence
 */
export interface Row {
  readonly kind: 'grid' | 'line' | 'spaced' | 'text'
  /** Empty cells included. */
  readonly cells: readonly Atom[]
  /** Empty cells stand where they stood: a grid, tabs, a Markdown table. */
  readonly positional: boolean
  /** The line ended in a separator, which is not among the cells. */
  readonly closing: Place | null
  /** The line began with a separator, which is not among the cells. */
  readonly opening: Place | null
  readonly block: number
}

function atomOf(text: string, place: Place, columns: Atom['columns'] = null, label?: Label | null): Atom {
  const folded = fold(text)
  const reading: Reading = text.length > 40 ? { kind: 'text', value: null } : readNumber(text)
  return { text, folded, place, columns, reading, label: label === undefined ? labelOf(folded) : label }
}

/** Whether a cell surely holds a value: a number, also with a remark, or a mark for not applicable. */
export function isValue(atom: Atom): boolean {
  return atom.reading.kind === 'number' || atom.reading.kind === 'annotated' || atom.reading.kind === 'notApplicable'
}

/** A cell of words that can only be a value: `减4`, `约5`. */
export function isWordyValue(atom: Atom): boolean {
  return atom.reading.kind === 'text' && atom.label === null && /^(?=.*\d|持平|不变)[^、。(]{1,8}$/.test(atom.folded)
}

export const isEmpty = (atom: Atom): boolean => atom.text === ''

/** The document as rows, from block `from` up to block `to`; pictures and rules are left out. */
export function rowsOf(document: Document, from = 0, to = document.blocks.length): Row[] {
  const rows: Row[] = []
  let markdownTable = -2
  let markdownColumns = 0
  for (let at = from; at < to; at++) {
    const block = document.blocks[at]
    if (!block || block.kind === 'image') continue
    if (block.kind === 'grid') {
      rows.push(...gridRows(block, at))
    } else if (block.kind === 'paragraph') {
      const row = paragraphRow(block, at)
      if (row) rows.push(row)
    } else if (block.rule) {
      if (block.separator !== '|') continue
      markdownTable = at
      markdownColumns = block.cells.length
    } else {
      const group = tabbedCells(document, at, to)
      if (group) {
        rows.push({ kind: 'line', cells: group.cells, positional: true, closing: null, opening: null, block: at })
        at = group.last
        continue
      }
      const inMarkdown = markdownTable === at - 1 && block.separator === '|'
      if (inMarkdown) markdownTable = at
      const row = lineRow(block, at, block.separator === '\t' || (inMarkdown && block.cells.length === markdownColumns))
      if (row) rows.push(row)
    }
  }
  return rows
}

/**
 * A separator at the start of a line only opens its first cell where no line begins without one; otherwise an empty
 * cell stands before it, which is added here to the lines `from`..`to`.
 */
export function withOpeningCells(rows: readonly Row[], { from, to }: { readonly from: number; readonly to: number }): readonly Row[] {
  if (!rows.slice(from, to + 1).some(row => row.kind === 'line' && row.opening === null)) return rows
  return rows.map((row, at) =>
    row.kind === 'line' && row.opening && at >= from && at <= to ? { ...row, cells: [atomOf('', row.opening), ...row.cells], opening: null } : row,
  )
}

function gridRows(grid: GridBlock, block: number): Row[] {
  const cells: Atom[][] = Array.from({ length: grid.rows }, () => [])
  for (const cell of grid.cells) {
    cells[cell.row]?.push(atomOf(cell.text, cell.place, { from: cell.column, to: cell.column + cell.colSpan - 1 }))
  }
  return cells.filter(row => row.length > 0).map(row => ({ kind: 'grid', cells: row, positional: true, closing: null, opening: null, block }))
}

function lineRow(line: LineBlock, block: number, positional: boolean): Row | null {
  let pieces = line.cells
  if (pieces.every(piece => piece.text === '')) return null
  let opening: Place | null = null
  if (line.separator === '|' && pieces[0]?.text === '') {
    opening = pieces[0].place
    pieces = pieces.slice(1)
  }
  const last = pieces.at(-1)
  let closing: Place | null = null
  if (last?.text === '' && pieces.length > 1) {
    closing = last.place
    pieces = pieces.slice(0, -1)
  }
  const cells = pieces.map(piece => atomOf(piece.text, piece.place))
  if (line.separator === '\t' && cells[0]?.text === '' && cells.length === 2) return { kind: 'text', cells: cells.slice(1), positional, closing, opening, block }
  if (cells.length === 1) return { kind: 'text', cells, positional: false, closing, opening, block }
  return { kind: 'line', cells, positional, closing, opening, block }
}

/** A tab before each cell, one cell per line, rows apart by blank lines; a cell may go on in a next line. */
function tabbedCells(document: Document, at: number, to: number): { cells: Atom[]; last: number } | null {
  const cells: { text: string; place: Place }[] = []
  let line: number | undefined
  let next = at
  for (; next < to; next++) {
    const block = document.blocks[next]
    if (!block || (line !== undefined && block.place.line !== line + 1)) break
    const piece = tabbedCell(block)
    if (piece) {
      cells.push(piece)
    } else {
      const open = cells.at(-1)
      if (block.kind !== 'paragraph' || !open || open.text === '' || block.text.length > 20) break
      const place = { ...open.place, end: block.place.end }
      cells[cells.length - 1] = { text: document.text.slice(place.start, place.end), place }
    }
    line = block.place.line
  }
  if (cells.length < 2) return null
  return { cells: cells.map(({ text, place }) => atomOf(text, place)), last: next - 1 }
}

function tabbedCell(block: Block): { text: string; place: Place } | null {
  if (block.kind !== 'line' || block.separator !== '\t' || block.cells.length !== 2) return null
  const [before, cell] = block.cells
  return before?.text === '' && cell ? cell : null
}

const LONGEST_SPACED = 400

function paragraphRow(block: ParagraphBlock, at: number): Row | null {
  const whole = atomOf(block.text, block.place)
  if (isPageMark(whole.folded)) return null
  const spaced = spacedRow(block, whole)
  return spaced
    ? { kind: 'spaced', cells: spaced, positional: false, closing: null, opening: null, block: at }
    : { kind: 'text', cells: [whole], positional: false, closing: null, opening: null, block: at }
}

function tokensOf({ text, place }: ParagraphBlock): { text: string; place: Place }[] {
  if (text.length > LONGEST_SPACED || !/[\s\u3000]/.test(text)) return []
  return [...text.matchAll(/\S+/g)].map(token => {
    const start = place.start + token.index
    return { text: token[0], place: { ...place, start, end: start + token[0].length } }
  })
}

function spacedRow(block: ParagraphBlock, whole: Atom): Atom[] | null {
  if (isValue(whole)) return null
  const cells = spacedCells(block)
  if (whole.label === null) return cells ?? spacedHeaders(block)
  return cells?.[0]?.label?.role === 'row' ? cells : null
}

/** Several headers with blanks between them, perhaps between all their characters. */
function spacedHeaders({ text, place }: ParagraphBlock): Atom[] | null {
  if (text.length > LONGEST_SPACED || !/[\s\u3000]/.test(text)) return null
  const words = headerWords(text)
  return words && words.length > 1
    ? words.map(({ start, end }) => atomOf(text.slice(start, end), { ...place, start: place.start + start, end: place.start + end }))
    : null
}

/** Words and then numbers, or numbers only, with blanks between them. */
function spacedCells(block: ParagraphBlock): Atom[] | null {
  const { text, place } = block
  const tokens = tokensOf(block)
  const values: Atom[] = []
  for (let index = tokens.length - 1; index >= 0; index--) {
    const token = tokens[index]
    if (!token) break
    const atom = atomOf(token.text, token.place)
    if (!isValue(atom)) break
    values.unshift(atom)
  }
  const first = values[0]
  if (!first) return null
  const words = text.slice(0, first.place.start - place.start).trimEnd()
  if (words === '') return values.length > 1 ? values : null
  const folded = fold(words)
  // Digits among the words are values of another row: which of all are this one's cannot be told.
  if (/\d/.test(folded.replace(/\d[.、)]/g, ''))) return null
  const label = labelOf(folded)
  const named = label?.role === 'row' ? label : (labelWithin(folded) ?? label)
  return [atomOf(words, { ...place, end: place.start + words.length }, null, named), ...values]
}
