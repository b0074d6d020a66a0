import { overfull } from '../refusal.ts'
import type { Frame, Item, Row } from './items.ts'

interface OpenTable {
  readonly rows: Row[]
  cells: Item[][]
  items: Item[]
}

const MAX_DEPTH = 16
/** A real report has a few thousand. */
const MAX_ITEMS = 200_000

/** Puts a stream of paragraphs, cell ends and row ends together, each at its depth: 0 is the body, 1 a table in it. */
export class FlowBuilder {
  readonly #body: Item[] = []
  readonly #tables: OpenTable[] = []
  #count = 0

  /** @throws {Refusal} `too-large`, as `endCell` does, beyond the paragraphs and cells that any report has. */
  add(item: Item, depth: number): void {
    this.#countOne()
    this.#open(depth)
    this.#items().push(item)
  }

  endCell(depth: number): void {
    this.#countOne()
    const table = this.#open(Math.max(1, depth))
    table?.cells.push(table.items)
    if (table) table.items = []
  }

  endRow(depth: number, frames: readonly Frame[] | null): void {
    const table = this.#open(Math.max(1, depth))
    if (!table || table.cells.length === 0) return
    table.rows.push({ cells: table.cells, frames })
    table.cells = []
  }

  finish(): readonly Item[] {
    this.#open(0)
    return this.#body
  }

  #countOne(): void {
    this.#count += 1
    if (this.#count > MAX_ITEMS) throw overfull(`文件里的段落和单元格超过 ${MAX_ITEMS} 个`)
  }

  #items(): Item[] {
    return this.#tables.at(-1)?.items ?? this.#body
  }

  /** Ends the tables below `depth`, begins those above. */
  #open(depth: number): OpenTable | undefined {
    const wanted = Math.min(depth, MAX_DEPTH)
    while (this.#tables.length > wanted) this.#close()
    while (this.#tables.length < wanted) this.#tables.push({ rows: [], cells: [], items: [] })
    return this.#tables.at(-1)
  }

  /** What stood in a row that never ended is text behind the table. */
  #close(): void {
    const table = this.#tables.pop()
    if (!table) return
    const outer = this.#items()
    if (table.rows.length > 0) outer.push({ kind: 'table', rows: table.rows })
    for (const items of [...table.cells, table.items]) for (const item of items) outer.push(item)
  }
}
