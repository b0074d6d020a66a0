import type { Block } from '../document.ts'
import { readText } from '../text/index.ts'
import { headingLevel, PREFORMATTED, roleOf, rowWrapsText } from './elements.ts'
import { OpenGrid } from './grid.ts'
import { ListNumbers } from './lists.ts'
import { toGrid } from './spans.ts'
import { PageText, type Line } from './text.ts'
import type { Visitor } from './traverse.ts'
import type { Element, Tree } from './tree.ts'

/** Collects what a person sees on the page, block by block, while the tree is walked. */
export class Page implements Visitor {
  readonly blocks: Block[] = []
  readonly messages: string[] = []
  readonly #text = new PageText()
  readonly #numbers = new ListNumbers()
  readonly #dataTables: ReadonlySet<Element>
  readonly #unclosedCells: Tree['unclosedCells']
  #grid: OpenGrid | null = null
  /** How many elements are open in which line breaks of the source are seen. */
  #raw: number
  #heading: number | undefined
  #number: string | undefined
  #pictures = 0
  #paragraphs = 0
  #tables = 0

  /** @param keepLines whether line breaks of the source are seen everywhere but in tables. */
  constructor(dataTables: ReadonlySet<Element>, unclosedCells: Tree['unclosedCells'], keepLines: boolean) {
    this.#dataTables = dataTables
    this.#unclosedCells = unclosedCells
    this.#raw = keepLines ? 1 : 0
  }

  /** All text so far; complete after the walk and `flush`. */
  toString(): string {
    return this.#text.toString()
  }

  text(value: string): void {
    if (this.#isRaw) this.#text.writeRaw(value)
    else this.#text.write(value)
  }

  enter(element: Element): 'skip' | 'through' | 'leave' {
    switch (roleOf(element)) {
      case 'unseen':
        return 'skip'
      case 'break':
        this.#lineBreak()
        return 'skip'
      case 'picture':
        this.#pictures += 1
        return 'skip'
      case 'inline':
        return 'through'
      case 'block':
        this.flush()
        this.#leaveUnclosedCell()
        this.#begin(element)
        return 'leave'
    }
  }

  leave(element: Element): void {
    this.flush()
    this.#end(element)
  }

  /** Ends the line and makes a block of it, or a line of the open cell. */
  flush(): void {
    const line = this.#isRaw ? this.#text.endRaw() : this.#text.endLine(this.#number, this.#grid !== null)
    if (line) this.#number = undefined
    if (line && this.#grid?.cell) this.#grid.addLine(line)
    else if (line) this.#addBlocks(line)
    const at = this.#text.length
    for (; this.#pictures > 0; this.#pictures -= 1)
      if (!this.#grid?.cell) this.blocks.push({ kind: 'image', place: { start: at, end: at } })
  }

  get #isRaw(): boolean {
    return this.#raw > 0 && !this.#grid
  }

  #lineBreak(): void {
    if (this.#isRaw) this.#text.writeRaw('\n')
    else this.flush()
  }

  /** A cell that nothing ends holds its first line; what follows stands below the table. */
  #leaveUnclosedCell(): void {
    const grid = this.#grid
    if (!grid?.cell || !this.#unclosedCells.has(grid.cell)) return
    if (grid.isCellBlank && rowWrapsText(grid.cell)) return
    grid.endCell(grid.cell)
    this.#closeGrid(grid)
  }

  #begin(element: Element): void {
    const { tagName } = element
    if (PREFORMATTED.has(tagName)) this.#raw += 1
    else if (tagName === 'li') this.#number = this.#numbers.next(element)
    else if (this.#grid) this.#beginInGrid(this.#grid, element)
    else if (this.#dataTables.has(element)) this.#openGrid(element)
    else this.#heading = headingLevel(element) ?? this.#heading
  }

  #beginInGrid(grid: OpenGrid, element: Element): void {
    if (grid.cell) return
    const { tagName } = element
    if (tagName === 'tr') grid.beginRow()
    else if (tagName === 'thead' || tagName === 'tbody' || tagName === 'tfoot') grid.beginGroup()
    else if (tagName === 'td' || tagName === 'th') {
      if (grid.isRowEmpty) this.#text.freshLine()
      else this.#text.separate('\t')
      grid.beginCell(element, this.#text.length)
    }
  }

  #end(element: Element): void {
    const { tagName } = element
    if (PREFORMATTED.has(tagName)) this.#raw -= 1
    else if (tagName === 'li') this.#number = undefined
    else if (this.#grid) this.#endInGrid(this.#grid, element)
    else if (headingLevel(element)) this.#heading = undefined
  }

  #endInGrid(grid: OpenGrid, element: Element): void {
    const { tagName } = element
    if (tagName === 'td' || tagName === 'th') grid.endCell(element)
    else if (tagName === 'tr' && !grid.cell && !grid.isRowEmpty) this.#text.separate('\n')
    else if (element === grid.table) this.#closeGrid(grid)
  }

  #openGrid(table: Element): void {
    this.#grid = new OpenGrid(table)
    this.#number = undefined
  }

  #closeGrid(grid: OpenGrid): void {
    this.#grid = null
    this.#tables += 1
    const block = toGrid(grid.rows, grid.place, this.#tables)
    if (block) {
      this.blocks.push(block)
      return
    }
    this.messages.push(`第 ${this.#tables} 个表格的合并单元格过大，无法按表格读取，已按文字读取。`)
    for (const { text, place } of grid.rows.flatMap(({ cells }) => cells)) if (text) this.blocks.push({ kind: 'paragraph', text, place })
  }

  #addBlocks(line: Line): void {
    if (this.#isRaw || line.text.includes('|')) {
      for (const block of readText(line.text, '').blocks) this.blocks.push(moved(block, line))
      return
    }
    this.#paragraphs += 1
    this.blocks.push({
      kind: 'paragraph',
      text: line.text,
      place: { start: line.start, end: line.end, paragraph: this.#paragraphs },
      ...(this.#heading && { heading: this.#heading }),
    })
  }
}

/** A block of the text that stands at `by`. Only where it holds several lines do their numbers say something. */
function moved(block: Block, by: Line): Block {
  const severalLines = by.text.includes('\n')
  const shift = ({ start, end, line }: Block['place']) => ({
    start: start + by.start,
    end: end + by.start,
    ...(severalLines && line !== undefined && { line: line + by.line - 1 }),
  })
  const place = shift(block.place)
  if (block.kind === 'line') return { ...block, place, cells: block.cells.map((cell) => ({ ...cell, place: shift(cell.place) })) }
  return { ...block, place }
}
