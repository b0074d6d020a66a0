import type { Place } from '../../report/index.ts'
import { attribute } from './elements.ts'
import type { RawCell, RawRow } from './spans.ts'
import type { Line } from './text.ts'
import type { Element } from './tree.ts'

interface OpenCell {
  readonly element: Element
  readonly lines: string[]
  start: number
  end: number
}

/** A data table while the walk is inside it. Tables within its cells are part of their text. */
export class OpenGrid {
  readonly table: Element
  readonly #rows: { group: number; cells: RawCell[] }[] = []
  #group = 0
  #cell: OpenCell | null = null

  constructor(table: Element) {
    this.table = table
  }

  get rows(): readonly RawRow[] {
    return this.#rows
  }

  /** The cell that is open. */
  get cell(): Element | null {
    return this.#cell?.element ?? null
  }

  get isCellBlank(): boolean {
    return this.#cell?.lines.length === 0
  }

  get isRowEmpty(): boolean {
    return (this.#rows.at(-1)?.cells.length ?? 0) === 0
  }

  /** From the first cell to the last. */
  get place(): Place {
    const first = this.#rows.find(({ cells }) => cells.length > 0)
    const last = this.#rows.findLast(({ cells }) => cells.length > 0)
    return { start: first?.cells[0]?.place.start ?? 0, end: last?.cells.at(-1)?.place.end ?? 0 }
  }

  beginGroup(): void {
    this.#group += 1
  }

  beginRow(): void {
    this.#rows.push({ group: this.#group, cells: [] })
  }

  /** @param at where its text will stand. */
  beginCell(element: Element, at: number): void {
    this.#cell = { element, lines: [], start: at, end: at }
  }

  addLine({ text, start, end }: Line): void {
    const cell = this.#cell
    if (!cell) return
    if (cell.lines.length === 0) cell.start = start
    cell.lines.push(text)
    cell.end = end
  }

  /** Ends the cell if `element` is the one that is open. */
  endCell(element: Element): void {
    const cell = this.#cell
    if (cell?.element !== element) return
    this.#rows.at(-1)?.cells.push({
      text: cell.lines.join('\n'),
      place: { start: cell.start, end: cell.end },
      rowSpan: span(element, 'rowspan'),
      colSpan: Math.max(1, span(element, 'colspan')),
    })
    this.#cell = null
  }
}

/** As browsers read it: what is no number is 1; a `rowspan` of 0 reaches to the end of the group. */
function span(element: Element, name: 'rowspan' | 'colspan'): number {
  const value = Number.parseInt(attribute(element, name) ?? '1', 10)
  return value >= 0 ? value : 1
}
