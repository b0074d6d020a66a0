import type { Entry, List, PassageClaims, Total } from '../../claims/index.ts'

/** What a sum may be, given figures of which some are approximate. */
interface Bounds {
  readonly value: number
  readonly low: number
  readonly high: number
  readonly exact: boolean
}

const NOTHING: Bounds = { value: 0, low: 0, high: 0, exact: true }
const plus = (a: Bounds, b: Bounds): Bounds => ({ value: a.value + b.value, low: a.low + b.low, high: a.high + b.high, exact: a.exact && b.exact })

const boundsOf = (entries: readonly Entry[], indices: readonly number[]): Bounds =>
  indices.reduce((sum, index) => plus(sum, entries[index]?.quantity ?? NOTHING), NOTHING)

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
  if (sequence.length > 2 && readings.some(({ total }) => isDividedAgain(entries, sequence, total, same))) return { state: 'holds', sum: all, ...nearest }
  const largest = readings.reduce((best, candidate) => (candidate.total.high > best.total.high ? candidate : best), nearest)
  if (sure.low > largest.total.high) return { state: 'over', total: largest.total, sum: all.low > largest.total.high ? all : sure, reading: largest.reading }
  if (list.kind === 'after' && list.whole !== null && all.low > nearest.total.high) return { state: 'over', ...nearest, sum: all }
  if (list.kind === 'after' && sure.low > nearest.total.high) return { state: 'over', ...nearest, sum: sure }
  const short = readings.find(({ total }) => all.high < total.low) ?? largest
  return list.whole !== null && all.high < short.total.low ? { state: 'short', ...short, sum: all } : { state: all.high < nearest.total.low ? 'short' : 'holds', ...nearest, sum: all }
}

/** One outcome after another divides the same whole, whatever mark parts them. */
const OUTCOME = /^(?:结果)?(?:予以公开|部分公开|不予公开|无法提供|不予处理|其他处理|维持|纠正|撤销|驳回|撤回|终止|[尚正]在审理[^，]{0,3}|告知不属于本机关(?:公开|职责)?范围)$/u

/** 网站40条、公众号60条、公示栏20条: no list ends within what 、 holds together; reasons told behind their result may. */
function isGlued(entries: readonly Entry[], index: number | undefined, same: readonly number[]): boolean {
  const entry = index === undefined ? undefined : entries[index]
  if (entry === undefined || index === undefined || !same.includes(index)) return false
  if (/^(?:[^，；。]{2,8})?，/u.test(entry.gap) && OUTCOME.test(entry.label === '' ? entry.tail : entry.label)) return true
  return /^[)]?(?:、|和|及|以及)/u.test(entry.gap) && !/属于|因|不掌握|另行|重复|信访|逾期|不明确|其中/u.test(entry.label)
}

/** A list may end before its sentence does: wherever it has reached its total. An approximate total is reached too easily for that. */
function prefixes(entries: readonly Entry[], sequence: readonly number[], shortest: number, same: readonly number[]): Bounds[] {
  const least = Math.min(shortest, sequence.length)
  const sums: Bounds[] = []
  let all: Bounds = NOTHING
  let alike: Bounds = NOTHING
  sequence.forEach((index, position) => {
    const own = boundsOf(entries, [index])
    all = plus(all, own)
    if (same.includes(index)) alike = plus(alike, own)
    if (position + 1 >= least && !isGlued(entries, sequence[position + 1], same)) sums.push(all, alike)
  })
  return sums
}

/**
 * Whether more than the total is told because something is divided twice: the total itself (自然人5件、企业3件、
 * 网络提交6件、信函提交2件 of 8), or one part (8件申请协议，公开6件、部分公开2件；另外2件…… of 10).
 */
function isDividedAgain(entries: readonly Entry[], sequence: readonly number[], total: Bounds, same: readonly number[]): boolean {
  const { length } = sequence
  const until = running(entries, sequence)
  const alike = running(entries, sequence, same)
  const between = (sums: readonly Bounds[], from: number, to: number): number => (sums[to] ?? NOTHING).value - (sums[from] ?? NOTHING).value
  const all = until[length] ?? NOTHING
  if (!all.exact || !total.exact) return false
  for (let cut = 2; cut <= length - 2; cut++) if (between(until, 0, cut) === total.value && between(until, cut, length) === total.value) return true
  return sequence.some((_, index) => {
    if (isGlued(entries, sequence[index + 1], same)) return false
    for (let end = index + 3; end <= length; end++) {
      const divides = between(until, index + 1, end) === between(until, index, index + 1)
      if (divides && between(alike, 0, length) - between(alike, index + 1, end) <= total.value) return true
    }
    return false
  })
}

/** The sums of the first 0, 1, 2 … figures; only of `counted` where that is given. */
function running(entries: readonly Entry[], sequence: readonly number[], counted: readonly number[] = sequence): Bounds[] {
  const sums = [NOTHING]
  for (const index of sequence) sums.push(plus(sums.at(-1) ?? NOTHING, counted.includes(index) ? boundsOf(entries, [index]) : NOTHING))
  return sums
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
