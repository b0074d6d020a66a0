import type { Place } from '../report/index.ts'
import { continues } from './labels.ts'
import type { Region } from './regions.ts'
import { type Atom, isEmpty, isValue, isWordyValue, type Row } from './rows.ts'

/** A position behind a label: a value as filed, or an empty cell (null). */
export interface Slot {
  readonly value: Atom | null
  readonly place: Place
  /** The first column of the grid that it covers; null outside of grids. */
  readonly column: number | null
}

/** A labelled row of a table with all that certainly belongs to it. */
export interface FiledRow {
  readonly key: string
  readonly label: Atom
  readonly slots: readonly Slot[]
  /** `stream`: one cell per line, so that only the next label ends the row. */
  readonly source: Row['kind'] | 'stream'
  /** Empty cells stand where they stood. */
  readonly positional: boolean
  /**
   * How empty cells behind the last value were printed: of pieces in a line their widths, of one cell per line the
   * number of separators in each line. What complete rows print there too is left over from merged cells.
   */
  readonly tail: readonly number[]
  /** How many cells stand before the first slot; rows of equal `lead` and equal width are built alike. */
  readonly lead: number
  readonly row: number
}

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
  #streams: { key: string; label: Atom; row: number; lead: number; values: Atom[]; next: Atom | null }[] = []
  #groups = 0

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
    this.rows.push({ key, label, slots, source: row.kind, positional: row.positional, tail, lead, row: at })
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
      this.#close(first)
    } else if (onlyValues) {
      this.orphans.push(values)
      return
    }
    if (first.label === null && !isValue(first) && !this.#isRest(first)) {
      this.extra.push(first)
      if (values.length > 0 && row.kind !== 'spaced') return
    }
  }

  /** The rest of a label whose values stood in the middle of it. */
  #isRest(atom: Atom): boolean {
    const last = this.rows.at(-1)?.key ?? this.#streams.at(-1)?.key
    return last !== undefined && continues(last, atom.folded)
  }

  #close(next: Atom | null): void {
    if (this.#open) this.#streams.push({ ...this.#open, next })
    this.#open = null
  }

  finish(): Collection {
    this.#close(null)
    const rows = [...this.rows, ...streamRows(this.text, this.#streams, this.complete)].sort((a, b) => a.label.place.start - b.label.place.start)
    return { rows, extra: this.extra, orphans: this.orphans }
  }
}

interface Stream {
  readonly key: string
  readonly label: Atom
  readonly row: number
  readonly lead: number
  readonly values: readonly Atom[]
  readonly next: Atom | null
}

/** Widths of the empty pieces between two offsets of one line. */
function widthsBehind(text: string, from: number, to: number): number[] {
  const end = text.slice(to).search(/[\r\n]|$/)
  return text.slice(from, to + end).split('|').slice(1).map(piece => piece.length)
}

interface Gap {
  readonly bars: number
  readonly breaks: number
  /** Separators in each line that has any. */
  readonly runs: readonly number[]
  /** Nothing but blanks and separators stands between. */
  readonly clean: boolean
}

function gapBetween(text: string, from: number, to: number): Gap {
  let bars = 0
  let breaks = 0
  let clean = true
  let run = 0
  const runs: number[] = []
  for (let at = from; at < to; at++) {
    const char = text[at]
    if (char === '|' || char === '｜' || char === '\t') {
      bars++
      run++
    } else if (char === '\n') {
      breaks++
      if (run > 0) runs.push(run)
      run = 0
    } else if (clean && char !== undefined && !/[\s\u3000\ufeff*_]/.test(char)) clean = false
  }
  if (run > 0) runs.push(run)
  return { bars, breaks, clean, runs }
}

function commonest(counts: readonly number[]): number | null {
  const seen = new Map<number, number>()
  for (const count of counts) seen.set(count, (seen.get(count) ?? 0) + 1)
  let best: number | null = null
  for (const [count, times] of seen) if (best === null || times > (seen.get(best) ?? 0)) best = count
  return best
}

/**
 * Rows of a table printed with one cell per line. An empty cell shows as one separator (or, without separators,
 * one line) more than stands between two filled cells elsewhere in the same table.
 */
function streamRows(text: string, streams: readonly Stream[], complete: number): FiledRow[] {
  const gaps = streams.map(({ label, values, next }) => {
    const stops = [label, ...values, ...(next ? [next] : [])]
    return stops.slice(1).map((stop, at) => gapBetween(text, stops[at]?.place.end ?? 0, stop.place.start))
  })
  const inner = streams.flatMap(({ values }, at) => gaps[at]?.slice(1, values.length) ?? [])
  const withBars = (commonest(inner.map(gap => gap.bars)) ?? commonest(gaps.flat().map(gap => gap.bars)) ?? 0) > 0
  const size = (gap: Gap) => (withBars ? gap.bars : gap.breaks)
  const full = gaps.filter((_, at) => streams[at]?.values.length === complete)
  const base = commonest(inner.map(size)) ?? commonest(gaps.flatMap(all => all.slice(0, 1).map(size))) ?? 1
  const baseHead = commonest(full.flatMap(all => all.slice(0, 1).map(size))) ?? base
  const baseTail = withBars ? base : (commonest(full.flatMap(all => all.slice(complete, complete + 1).map(size))) ?? base)
  /** An empty cell prints all separators that a filled one has, but only one line. */
  const unit = withBars ? Math.max(base, 1) : 1
  /** Values side by side on one line: an empty cell between them leaves nothing. */
  const vanishes = !withBars && base === 0
  const reliable = !vanishes && full.every(all => all.slice(1, complete).every(gap => size(gap) === base))
  return streams.map((stream, at) => {
    const own = gaps[at] ?? []
    const slots: Slot[] = []
    let sound = reliable
    own.forEach((gap, index) => {
      const last = index === stream.values.length
      const usual = index === 0 && !last ? baseHead : last ? baseTail : base
      const more = (size(gap) - usual) / unit
      if (!gap.clean || (more < 0 && !last) || !Number.isInteger(more)) sound = false
      else for (let blank = 0; blank < Math.min(more, 40); blank++) slots.push(blankAt(stream, index))
      const value = stream.values[index]
      if (value) slots.push({ value, place: value.place, column: null })
    })
    return {
      key: stream.key, label: stream.label, slots: sound ? slots : slots.filter(slot => slot.value !== null),
      source: 'stream', positional: sound && !withBars, tail: own.length > stream.values.length ? (own.at(-1)?.runs ?? []) : [], lead: stream.lead, row: stream.row,
    }
  })
}

/** An empty cell that left no character of its own: a point right behind what stands before it. */
function blankAt(stream: Stream, index: number): Slot {
  const before = stream.values[index - 1] ?? stream.label
  return { value: null, place: { ...before.place, start: before.place.end }, column: null }
}
