import type { Rule } from './page.ts'

/** Lines closer than this are one: both lines of a double border, the borders of neighbouring cells, a hand's slip. */
export const SLACK = 3.6
/** No table has more lines on a page; beyond this it is a drawing. */
const MAX_RULES = 4000

/** All lines that stand at about one position, joined where they meet. */
export interface Wall {
  readonly at: number
  readonly spans: readonly Span[]
}
interface Span {
  readonly from: number
  readonly to: number
}

/** Puts lines together that are drawn in pieces, twice, or dashed. @returns null if there are too many for a table. */
export function wallsOf(rules: readonly Rule[]): Wall[] | null {
  if (rules.length > MAX_DRAWN) return null
  const walls = cluster(rules)
  return walls.reduce((sum, { spans }) => sum + spans.length, 0) > MAX_RULES ? null : walls
}

export function cluster(rules: readonly Rule[]): Wall[] {
  const sorted = rules.toSorted((a, b) => a.at - b.at)
  const walls: Wall[] = []
  for (let from = 0; from < sorted.length; ) {
    let to = from
    const first = sorted[from]?.at ?? 0
    while (to < sorted.length && (sorted[to]?.at ?? 0) - first <= SLACK) to += 1
    const group = sorted.slice(from, to)
    const spans = joined(group)
    if (spans.length > 0) walls.push({ at: weightedMiddle(group), spans })
    from = to
  }
  return walls
}

/** Dotted borders come dot by dot. */
const MAX_DRAWN = 100_000
/** A dash or a dot alone is no border. */
const SHORTEST = 5

function joined(rules: readonly Rule[]): Span[] {
  const spans: { from: number; to: number }[] = []
  for (const { from, to } of rules.toSorted((a, b) => a.from - b.from)) {
    const open = spans.at(-1)
    if (open && from - open.to <= SLACK) open.to = Math.max(open.to, to)
    else spans.push({ from, to })
  }
  return spans.filter(({ from, to }) => to - from >= SHORTEST)
}

/** Long lines say better where a wall stands than short ones. */
function weightedMiddle(rules: readonly Rule[]): number {
  let [sum, weight] = [0, 0]
  for (const { at, from, to } of rules) {
    const length = to - from + 0.01
    sum += at * length
    weight += length
  }
  return sum / weight
}

/** How much of `from`..`to` the wall covers, 0 to 1. */
export function coverage({ spans }: Wall, from: number, to: number): number {
  if (to <= from) return 0
  let covered = 0
  for (const span of spans) covered += Math.max(0, Math.min(span.to, to) - Math.max(span.from, from))
  return covered / (to - from)
}
