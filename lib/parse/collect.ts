import type { Place } from '../report/index.ts'
import type { FiledRow } from './filed.ts'
import { continues } from './labels.ts'
import type { Region } from './regions.ts'
import { type Atom, isEmpty, isValue, isWordyValue, type Row } from './rows.ts'
import { type Stream, streamRows } from './stream.ts'

/** What the walk over a region found. */
export interface Collection {
  readonly rows: FiledRow[]
  /** Labels that no form knows, and rows whose label stands twice. */
  readonly extra: Atom[]
  /** Rows of values without a label in front. */
  readonly orphans: Atom[][]
}

/** Decides which row of the table an atom names; null if none. */
export type Naming = (atom: Atom, row: Row, cell: number) => string | null

/**
 * Walks over the rows `from`..`to` of a table and gives each labelled row what belongs to it. `naming` is asked
 * for every atom in reading order; `complete` is how many values the table's widest rows hold.
 */
export function collect(text: string, rows: readonly Row[], { from, to }: Region, complete: number, naming: Naming): Collection {
  const walk = new Walk(text, complete)
  const closed = closesLines(rows, from, to)
  for (let at = from; at <= to; at++) {
    const row = rows[at]
    if (row) walk.take(row, at, closed, naming)
  }
  return walk.finish()
}

/** Whether a separator at the end of a line only closes its last cell: then no line ends without one. */
function closesLines(rows: readonly Row[], from: number, to: number): boolean {
  for (let at = from; at <= to; at++) {
    const row = rows[at]
    if (row?.kind === 'line' && row.closing === null) return false
  }
  return true
}

class Walk {
  readonly text: string
  readonly complete: number
  readonly rows: FiledRow[] = []
  readonly extra: Atom[] = []
  readonly orphans: Atom[][] = []
  #open: { key: string; label: Atom; row: number; lead: number; values: Atom[]; attached: boolean } | null = null
  #streams: Stream[] = []
  #groups = 0
  #afterExtra = false

  constructor(text: string, complete: number) {
    this.text = text
    this.complete = complete
  }

  take(row: Row, at: number, closed: boolean, naming: Naming): void {
    const names = row.cells.map((cell, index) => (isEmpty(cell) ? null : naming(cell, row, index)))
    const first = names.findIndex(name => name !== null)
    if (first === -1) {
      this.#unnamed(row)
      return
    }
    for (let index = first; index < row.cells.length; index++) {
      const key = names[index]
      const label = row.cells[index]
      if (key === undefined || key === null || label === undefined) continue
      let end = index + 1
      while (end < row.cells.length && (names[end] ?? null) === null) end++
      const own = row.cells.slice(index + 1, end)
      const last = end === row.cells.length
      this.#close(label)
      this.#afterExtra = false
      if (own.some(cell => !isEmpty(cell)) || own.length > 1 || (row.kind === 'grid' && own.length > 0)) {
        this.#filed(row, at, key, label, index, own, last && !closed ? row.closing : null)
      } else {
        const groups = row.kind === 'line' ? index : this.#groups
        this.#open = { key, label, row: at, lead: groups, values: [], attached: row.kind !== 'text' && row.kind !== 'spaced' }
      }
      this.#groups = 0
    }
  }

  #filed(row: Row, at: number, key: string, label: Atom, lead: number, own: readonly Atom[], closing: Place | null): void {
    const slots = own.map(cell => ({ value: isEmpty(cell) ? null : cell, place: cell.place, column: cell.columns?.from ?? null }))
    if (closing) slots.push({ value: null, place: closing, column: null })
    const lastValue = own.findLast(cell => !isEmpty(cell)) ?? label
    const tail = widthsBehind(this.text, lastValue.place.end, slots.length === 0 ? 0 : (slots.at(-1)?.place.end ?? 0))
    this.rows.push({ key, label, slots, source: row.kind, positional: row.positional, tail, lead, row: at, doubtful: false })
  }

  #unnamed(row: Row): void {
    const filled = row.cells.filter(cell => !isEmpty(cell))
    const [first] = filled
    if (!first) return
    if (first.label?.role === 'group') this.#groups++
    const values = filled.filter(isValue)
    const onlyValues = values.length === filled.length || filled.every(cell => isValue(cell) || isWordyValue(cell))
    if (this.#open) {
      const rest = !onlyValues && continues(this.#open.key, first.folded)
      if (onlyValues || (rest && filled.slice(1).every(isValue))) {
        this.#open.values.push(...(rest ? filled.slice(1) : filled))
        return
      }
      if (first.label?.role === 'row' && first.label.key === this.#open.key && this.#open.values.length === 0) return
      this.#close(first)
    } else if (onlyValues) {
      this.#doubt()
      if (!this.#afterExtra) this.orphans.push(values)
      return
    }
    if (first.label === null && !isValue(first) && !this.#isRest(first)) {
      this.extra.push(first)
      this.#afterExtra = true
    } else if (first.label !== null) {
      this.#afterExtra = false
    }
  }

  #doubt(): void {
    const last = this.#streams.at(-1)
    if (last) this.#streams[this.#streams.length - 1] = { ...last, doubtful: true }
    // A row of empty cells in front of values without a label is not blank: they may be its own.
    const filed = this.rows.at(-1)
    if (filed && filed.row > (last?.row ?? -1) && filed.slots.every(slot => slot.value === null)) this.rows[this.rows.length - 1] = { ...filed, doubtful: true }
  }

  /** The rest of a label whose values stood in the middle of it. */
  #isRest(atom: Atom): boolean {
    const last = this.rows.at(-1)?.key ?? this.#streams.at(-1)?.key
    return last !== undefined && continues(last, atom.folded)
  }

  #close(next: Atom | null): void {
    if (this.#open) this.#streams.push({ ...this.#open, next, doubtful: false })
    this.#open = null
  }

  finish(): Collection {
    this.#close(null)
    const rows = [...this.rows, ...streamRows(this.text, this.#streams, this.complete)].sort((a, b) => a.label.place.start - b.label.place.start)
    return { rows, extra: this.extra, orphans: this.orphans }
  }
}

/** Widths of the empty pieces between two offsets of one line. */
function widthsBehind(text: string, from: number, to: number): number[] {
  const end = text.slice(to).search(/[\r\n]|$/)
  return text.slice(from, to + end).split('|').slice(1).map(piece => piece.length)
}
