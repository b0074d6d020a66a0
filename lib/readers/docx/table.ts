import type { Frame, Item, Merge, Row, Table } from '../flow/items.ts'

/** Columns of a Word table are counted, not measured; this far apart no two are taken for one. */
const COLUMN = 1000
/** Word itself allows 63. */
const MAX_SPAN = 1000

interface OpenCell {
  readonly items: Item[]
  span: number
  across: Merge
  down: Merge
  deleted: boolean
}

/** A table while the walk is inside it. */
export class OpenTable {
  readonly #rows: Row[] = []
  #cells: (readonly Item[])[] = []
  #frames: Frame[] = []
  #column = 0
  #cell: OpenCell | null = null
  /** Set where the current row is hidden, or deleted. */
  rowUnseen = false

  beginRow(): void {
    this.#cells = []
    this.#frames = []
    this.#column = 0
    this.rowUnseen = false
  }

  /** Leaves `columns` free before the next cell. */
  skip(columns: number): void {
    this.#column += clamp(columns)
  }

  /** @returns where its content goes. */
  beginCell(): Item[] {
    this.#cell = { items: [], span: 1, across: 'none', down: 'none', deleted: false }
    return this.#cell.items
  }

  /** What a property of the open cell says. */
  cellProperty(name: string, value: string | undefined): void {
    const cell = this.#cell
    if (!cell) return
    const merge = value === 'restart' ? 'first' : 'continued'
    if (name === 'gridSpan') cell.span = clamp(Number(value))
    else if (name === 'vMerge') cell.down = merge
    else if (name === 'hMerge') cell.across = merge
    else if (name === 'cellDel') cell.deleted = true
  }

  endCell(): void {
    const cell = this.#cell
    this.#cell = null
    if (!cell) return
    const left = this.#column * COLUMN
    this.#column += cell.span
    if (cell.deleted) return
    this.#cells.push(cell.items)
    this.#frames.push({ left, right: this.#column * COLUMN, across: cell.across, down: cell.down })
  }

  endRow(): void {
    if (!this.rowUnseen && this.#cells.length > 0) this.#rows.push({ cells: this.#cells, frames: this.#frames })
    this.beginRow()
  }

  finish(): Table {
    return { kind: 'table', rows: this.#rows }
  }
}

const clamp = (columns: number) => (columns >= 1 ? Math.min(Math.floor(columns), MAX_SPAN) : columns === 0 ? 0 : 1)
