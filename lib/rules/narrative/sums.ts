import type { Entry, List, PassageClaims, Quantity, Total } from '../../claims/index.ts'

/** What a sum may be, given figures of which some are approximate. */
export interface Bounds {
  readonly value: number
  readonly low: number
  readonly high: number
  readonly exact: boolean
}

function add(quantities: readonly Quantity[]): Bounds {
  const sum = (of: (quantity: Quantity) => number) => quantities.reduce((total, quantity) => total + of(quantity), 0)
  return { value: sum(({ value }) => value), low: sum(({ low }) => low), high: sum(({ high }) => high), exact: quantities.every(({ exact }) => exact) }
}

export const boundsOf = (entries: readonly Entry[], indices: readonly number[]): Bounds =>
  add(indices.flatMap((index) => entries[index]?.quantity ?? []))

const meets = (a: Bounds, b: Bounds): boolean => a.low <= b.high && b.low <= a.high

/** Units that parts of one total may mix; a part in another may be no part at all. */
const unitOf = (entries: readonly Entry[], total: Total): string => entries[total[0] ?? -1]?.quantity.unit ?? ''

export interface Judged {
  /** `holds`: some reading of the words adds up; `over`, `short`: no reading does. */
  readonly state: 'holds' | 'over' | 'short'
  readonly total: Bounds
  readonly sum: Bounds
  readonly reading: Total
}

/**
 * Judges a list by every reading that its words allow: which figure is its total, where it ends, whether parts in
 * another unit belong to it. `over` and `short` say that none of them adds up.
 */
export function judge({ entries }: PassageClaims, list: List): Judged {
  const sequence = [...list.parts, ...list.further].toSorted((a, b) => a - b)
  const readings = list.totals.map((reading) => ({ reading, total: boundsOf(entries, reading) }))
  const [nearest = { reading: [], total: boundsOf(entries, []) }] = readings
  const same = list.parts.filter((index) => entries[index]?.quantity.unit === unitOf(entries, nearest.reading))
  const sure = boundsOf(entries, same.length > 0 ? same : list.parts)
  const all = boundsOf(entries, list.parts)
  const fits = readings.find(({ total }) => prefixes(entries, sequence, total.exact ? 2 : list.parts.length, same).some((sum) => meets(sum, total)))
  if (fits !== undefined || (list.kind === 'after' && fitsAnySubset(entries, list.parts, nearest.total))) return { state: 'holds', sum: all, ...nearest }
  const largest = readings.reduce((best, candidate) => (candidate.total.high > best.total.high ? candidate : best), nearest)
  if (sure.low > largest.total.high) return { state: 'over', total: largest.total, sum: all.low > largest.total.high ? all : sure, reading: largest.reading }
  if (list.kind === 'after' && sure.low > nearest.total.high) return { state: 'over', ...nearest, sum: sure }
  const short = readings.find(({ total }) => all.high < total.low) ?? largest
  return list.whole && all.high < short.total.low ? { state: 'short', ...short, sum: all } : { state: all.high < nearest.total.low ? 'short' : 'holds', ...nearest, sum: all }
}

/** A list may end before its sentence does: wherever it has reached its total. An approximate total is reached too easily for that. */
function prefixes(entries: readonly Entry[], sequence: readonly number[], shortest: number, same: readonly number[]): Bounds[] {
  const ends = sequence.map((_, index) => sequence.slice(0, index + 1)).filter((indices) => indices.length >= Math.min(shortest, sequence.length))
  return ends.flatMap((indices) => [boundsOf(entries, indices), boundsOf(entries, indices.filter((index) => same.includes(index)))])
}

/** Beyond it, trying all subsets costs more than it tells. */
const MOST_SUBSETS = 10

function fitsAnySubset(entries: readonly Entry[], parts: readonly number[], total: Bounds): boolean {
  const few = parts.slice(-MOST_SUBSETS)
  for (let chosen = 1; chosen < 2 ** few.length; chosen++) {
    const subset = few.filter((_, index) => (chosen >> index) % 2 === 1)
    if (subset.length > 1 && meets(boundsOf(entries, subset), total)) return true
  }
  return false
}
