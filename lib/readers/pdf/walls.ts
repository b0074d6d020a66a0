import type { Rule } from './page.ts'

/** How much lines may miss each other, and where they should stand, by a hand's slip or because they are drawn twice. */
export const SLACK = 3.6

/** Lines closer than `apart` are one, if it is at most `thick` from the first to the last of them. */
interface Closeness {
  readonly apart: number
  readonly thick: number
}
/** What is drawn twice, or in pieces. */
const LINE: Closeness = { apart: 0.6, thick: 1.2 }
/** Both lines of a double border, the borders of neighbouring cells: no text fits in between. */
export const BORDER: Closeness = { apart: 1.75 * SLACK, thick: 2 * SLACK }
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

/** The lines that are drawn in pieces, twice, dotted or dashed. @returns null if there are too many for a table. */
export function drawnLines(rules: readonly Rule[]): Rule[] | null {
  if (rules.length > MAX_DRAWN) return null
  const lines = cluster(withoutDots(rules), LINE).flatMap(({ at, spans }) => spans.map(({ from, to }) => ({ at, from, to })))
  return lines.length > MAX_RULES ? null : lines
}

/**
 * What dots, dashes and pieces on one line make, where they do. What remains alone is no line: of a dotted border each dot
 * has a side across it, and all of these would part a table at random.
 */
function withoutDots(rules: readonly Rule[]): Rule[] {
  const strips = new Map<number, Rule[]>()
  for (const rule of rules) {
    const first = Math.floor(rule.at / ALIGNED)
    for (const at of [first, first + 1]) {
      const strip = strips.get(at) ?? []
      strip.push(rule)
      strips.set(at, strip)
    }
  }
  return [...strips.values()].flatMap((strip) => joined(strip).map(({ from, to }) => ({ at: weightedMiddle(strip), from, to })))
}

/** Puts lines together that stand at about one position. */
export function cluster(rules: readonly Rule[], { apart, thick }: Closeness): Wall[] {
  const sorted = rules.toSorted((a, b) => a.at - b.at)
  const walls: Wall[] = []
  for (let from = 0; from < sorted.length; ) {
    let to = from + 1
    const at = (index: number) => sorted[index]?.at ?? Infinity
    while (at(to) - at(to - 1) <= apart && at(to) - at(from) <= thick) to += 1
    const group = sorted.slice(from, to)
    const spans = joined(group)
    if (spans.length > 0) walls.push({ at: weightedMiddle(group), spans })
    from = to
  }
  return walls
}

/** Dotted borders come dot by dot. */
const MAX_DRAWN = 100_000
/** Pieces of one line stand in one strip of this width, in points, or in two next to each other. */
const ALIGNED = 0.3
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
