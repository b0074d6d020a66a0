import type { FiledRow, Slot } from './filed.ts'
import { commonest, type Gap, gapBetween } from './gaps.ts'
import type { Atom } from './rows.ts'

/** A label and the values on the lines below it, up to what comes next. */
export interface Stream {
  readonly key: string
  readonly label: Atom
  readonly row: number
  readonly lead: number
  readonly values: readonly Atom[]
  readonly next: Atom | null
  readonly doubtful: boolean
}

/** What follows a table's last row is no row of it: its width is not comparable with the others'. */
const ENDS = -1

/**
 * Rows of a table printed with one cell per line. An empty cell shows as one separator (or, without separators,
 * one line) more than stands between two filled cells elsewhere in the same table.
 */
export function streamRows(text: string, streams: readonly Stream[], complete: number): FiledRow[] {
  const gaps = streams.map(({ label, values, next }) => {
    const stops = [label, ...values, ...(next ? [next] : [])]
    return stops.slice(1).map((stop, at) => gapBetween(text, stops[at]?.place.end ?? 0, stop.place.start))
  })
  const inner = streams.flatMap(({ values }, at) => gaps[at]?.slice(1, values.length) ?? [])
  const withBars = (commonest(inner.map(gap => gap.bars)) ?? commonest(gaps.flat().map(gap => gap.bars)) ?? 0) > 0
  const size = (gap: Gap) => (withBars ? gap.bars : gap.breaks)
  const bars = commonest(inner.map(gap => gap.bars)) ?? 0
  const breaks = commonest(inner.map(gap => gap.breaks)) ?? 0
  const full = gaps.filter((_, at) => streams[at]?.values.length === complete)
  const base = commonest(inner.map(size)) ?? commonest(gaps.flatMap(all => all.slice(0, 1).map(size))) ?? 1
  const baseHead = commonest(full.flatMap(all => all.slice(0, 1).map(size))) ?? base
  const baseTail = withBars ? base : (commonest(full.flatMap(all => all.slice(complete, complete + 1).map(size))) ?? base)
  /** An empty cell prints all separators that a filled one has, but only one line. */
  const unit = withBars ? Math.max(base, 1) : 1
  /** Values side by side on one line: an empty cell between them leaves nothing. */
  const vanishes = !withBars && base === 0
  const irregular = full.filter(all => all.slice(1, complete).some(gap => size(gap) !== base)).length
  // A blank line may stand anywhere; separators come with cells, so that one odd row does not discredit the others.
  const reliable = !vanishes && (irregular === 0 || (withBars && (full.length === 1 || irregular * 2 <= full.length)))
  return streams.map((stream, at) => {
    const own = gaps[at] ?? []
    const slots: Slot[] = []
    let sound = reliable
    let torn = false
    own.forEach((gap, index) => {
      const last = index === stream.values.length
      const usual = index === 0 && !last ? baseHead : last ? baseTail : base
      if (index > 0 && !last && isTorn(gap, bars, breaks)) torn = true
      const more = (size(gap) - usual) / unit
      if (!gap.clean || (more < 0 && !last) || !Number.isInteger(more)) sound = false
      else for (let blank = 0; blank < Math.min(more, 40); blank++) slots.push(blankAt(stream, index))
      const value = stream.values[index]
      if (value) slots.push({ value, place: value.place, column: null })
    })
    return {
      key: stream.key, label: stream.label, slots: sound ? slots : slots.filter(slot => slot.value !== null),
      source: 'stream', positional: sound && !withBars, tail: own.length > stream.values.length ? (own.at(-1)?.runs ?? []) : [], lead: stream.next ? stream.lead : ENDS - stream.lead, row: stream.row, doubtful: stream.doubtful, torn,
    }
  })
}

/** Two values closer to each other than those of the table's other rows: one line too few, or a separator. */
const isTorn = (gap: Gap, bars: number, breaks: number): boolean => gap.bars < bars || (gap.breaks === 0 && breaks > 0)

/** An empty cell that left no character of its own: a point right behind what stands before it. */
function blankAt(stream: Stream, index: number): Slot {
  const before = stream.values[index - 1] ?? stream.label
  return { value: null, place: { ...before.place, start: before.place.end }, column: null }
}
