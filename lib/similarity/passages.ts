import type { Place } from '../report/index.ts'
import { BREAK, type Narrative } from './narrative.ts'

/** Words that stand in both reports, but for numbers, dates and names. */
export interface Passage {
  readonly own: Place
  readonly other: Place
  /** Characters in common, punctuation not counted. */
  readonly length: number
}

export interface Likeness {
  /** Which part of the own narrative stands in the other one, 0-1. */
  readonly share: number
  /** Characters of the own narrative that stand in the other one. */
  readonly common: number
  /** Characters of the own narrative. */
  readonly total: number
  /** In reading order. */
  readonly passages: readonly Passage[]
}

/** Shorter runs are what all officials write. */
const SHORTEST = 10
/** A changed word between two runs does not end a passage. */
const GAP = 8
/** The same words stand at few places; what stands at more of them is no evidence. */
const MOST_PLACES = 8

interface Run {
  readonly at: number
  readonly other: number
  readonly length: number
}

/** What of `own` stands in `other` too: the longest common runs from the beginning on. */
export function compare(own: Narrative, other: Narrative): Likeness {
  const runs = commonRuns(own.text, other.text)
  const common = runs.reduce((sum, { length }) => sum + length, 0)
  const total = lengthOf(own)
  return { share: total === 0 ? 0 : common / total, common, total, passages: joined(runs, own, other) }
}

/** How much text there is to compare: breaks not counted. */
export const lengthOf = ({ text }: Narrative): number => text.replaceAll(BREAK, '').length

function commonRuns(own: string, other: string): Run[] {
  const places = placesOf(other)
  const runs: Run[] = []
  let at = 0
  while (at + SHORTEST <= own.length) {
    let best: Run | null = null
    for (const start of places.get(own.slice(at, at + SHORTEST)) ?? []) {
      let length = SHORTEST
      while (own[at + length] !== undefined && own[at + length] !== BREAK && own[at + length] === other[start + length]) length += 1
      if (best === null || length > best.length) best = { at, other: start, length }
    }
    if (best !== null) runs.push(best)
    at += best?.length ?? 1
  }
  return runs
}

function placesOf(text: string): Map<string, number[]> {
  const places = new Map<string, number[]>()
  for (let at = 0; at + SHORTEST <= text.length; at += 1) {
    const key = text.slice(at, at + SHORTEST)
    if (key.includes(BREAK)) continue
    const known = places.get(key)
    if (known === undefined) places.set(key, [at])
    else if (known.length < MOST_PLACES) known.push(at)
  }
  return places
}

function joined(runs: readonly Run[], own: Narrative, other: Narrative): Passage[] {
  const groups: { first: Run; last: Run; length: number }[] = []
  for (const run of runs) {
    const open = groups.at(-1)
    if (open && follows(open.last, run, own, other)) {
      open.last = run
      open.length += run.length
    } else groups.push({ first: run, last: run, length: run.length })
  }
  return groups.map(({ first, last, length }) => ({
    own: placeOf(own, first.at, last.at + last.length - 1),
    other: placeOf(other, first.other, last.other + last.length - 1),
    length,
  }))
}

function follows(last: Run, next: Run, own: Narrative, other: Narrative): boolean {
  const gaps = [next.at - last.at - last.length, next.other - last.other - last.length]
  if (gaps.some((gap) => gap < 0 || gap > GAP)) return false
  return own.paragraphs[last.at] === own.paragraphs[next.at] && other.paragraphs[last.other] === other.paragraphs[next.other]
}

function placeOf({ paragraphs, starts, ends }: Narrative, from: number, to: number): Place {
  return { ...paragraphs[from]?.place, start: starts[from] ?? 0, end: ends[to] ?? 0 }
}
