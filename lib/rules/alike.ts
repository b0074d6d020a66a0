import type { Place, Report } from '../report/index.ts'
import { type Narrative, narrativeOf, type Passage } from '../similarity/index.ts'
import { quoteOf } from './places.ts'

/** Both families compare the same report. */
const known = new WeakMap<Report, Map<string, Narrative>>()

/** The narrative of a report, ready for comparison; `agency` as the register calls it. */
export function narrative(report: Report, agency = ''): Narrative {
  const narratives = known.get(report) ?? new Map<string, Narrative>()
  known.set(report, narratives)
  const found = narratives.get(agency) ?? narrativeOf(report, agency === '' ? [] : [agency])
  narratives.set(agency, found)
  return found
}

/** Passages that a message shows, and how much of each. */
const SHOWN = 3
const LONGEST = 60

/** The longest passages, those first in the report first. */
export const longest = (passages: readonly Passage[]): Passage[] =>
  passages.toSorted((a, b) => b.length - a.length || a.own.start - b.own.start).slice(0, SHOWN).toSorted((a, b) => a.own.start - b.own.start)

/** A passage as a message shows it: on one line, the end of a long one left out. */
export function excerpt(report: Report, place: Place): string {
  const words = Array.from(quoteOf(report, place).replaceAll(/\s+/gu, ''))
  return words.length > LONGEST ? `${words.slice(0, LONGEST).join('')}……` : words.join('')
}

export const percent = (share: number): string => `${Math.floor(share * 100)}%`
