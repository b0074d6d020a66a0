import type { Cell, Paragraph, Report, Table } from '../report/index.ts'
import { fold } from './fold.ts'
import { headingOf } from './headings.ts'
import { titleIn } from './title.ts'
import type { Unit } from './units.ts'

/** Sections that must have passed before the first one may begin a second copy. */
const ENOUGH = 4
const LOOK_BACK = 15

/** The index of the row at which a second copy of the report begins; null if it stands once. */
export function secondCopy(units: readonly Unit[]): number | null {
  const seen = new Set<string>()
  let first = -1
  for (const [at, unit] of units.entries()) {
    const key = headingOf(unit)?.key ?? null
    if (key === null) continue
    if (first === -1) first = at
    if (seen.size >= ENOUGH && seen.has(key) && (key === 'overview' || key === 'disclosure') && goesOn(units, at, key)) return units[beginning(units, first, at)]?.row ?? null
    seen.add(key)
  }
  return null
}

/** A single repeated heading is none of a copy: the other sections follow it again. */
function goesOn(units: readonly Unit[], from: number, first: string): boolean {
  const keys = new Set(units.slice(from).map(unit => headingOf(unit)?.key ?? null))
  keys.delete(null)
  return keys.has(first as never) && keys.size >= ENOUGH
}

/** Where the copy's own title, or what stands above its first heading as above the first one, begins. */
function beginning(units: readonly Unit[], first: number, second: number): number {
  const title = titleIn(units, first)
  const words = title?.lines[0]?.text
  for (let at = second - 1; words !== undefined && at >= Math.max(first, second - LOOK_BACK); at--) {
    if (fold(units[at]?.text ?? '') === fold(words)) return at
  }
  let at = second
  while (second - at < first && units[at - 1]?.folded === units[first - (second - at) - 1]?.folded) at--
  return at
}

type Copy = Pick<Report, 'sections' | 'tables' | 'preamble'>
type Difference = { first: Paragraph; second: Paragraph }

/** What differs between two copies: cells of tables, headings and paragraphs, each pair with both places. */
export function differences(first: Copy, second: Copy): Difference[] {
  const tables = (['disclosure', 'requests', 'disputes'] as const).flatMap(key => cellDifferences(first.tables[key], second.tables[key]))
  return [...textDifferences(textsOf(first), textsOf(second)), ...tables].sort((a, b) => a.first.place.start - b.first.place.start)
}

function cellDifferences(first: Table, second: Table): Difference[] {
  if (first.status !== 'read' || second.status !== 'read') return []
  return Object.entries(first.rows).flatMap(([row, cells]) =>
    Object.entries(cells).flatMap(([column, cell]) => {
      const other = second.rows[row]?.[column]
      return other && !sameCell(cell, other) ? [{ first: asParagraph(cell), second: asParagraph(other) }] : []
    }),
  )
}

const sameCell = (a: Cell, b: Cell): boolean => a.kind === b.kind && a.value === b.value && fold(a.raw) === fold(b.raw)
const asParagraph = ({ raw, place }: Cell): Paragraph => ({ text: raw, place })

function textsOf(copy: Copy): Paragraph[] {
  const sections = copy.sections.flatMap(section => [
    { text: section.heading, place: section.place },
    ...section.subsections.map(({ heading, place }) => ({ text: heading, place })),
    ...section.paragraphs,
  ])
  return [...copy.preamble, ...sections].sort((a, b) => a.place.start - b.place.start)
}

/** Pairs texts in order; those that stand in only one copy are paired with the point where they are lacking. */
function textDifferences(first: readonly Paragraph[], second: readonly Paragraph[]): Difference[] {
  const found: Difference[] = []
  const later = new Map<string, number[]>()
  second.forEach(({ text }, at) => later.set(fold(text), [...(later.get(fold(text)) ?? []), at]))
  let next = 0
  let open: Paragraph[] = []
  const settle = (until: number) => {
    const lacking = second.slice(next, until)
    for (let at = 0; at < Math.max(open.length, lacking.length); at++) {
      const a = open[at] ?? pointBefore(open.at(-1) ?? first[0])
      const b = lacking[at] ?? pointBefore(second[Math.min(until, second.length - 1)])
      if (a && b) found.push({ first: a, second: b })
    }
    open = []
  }
  for (const paragraph of first) {
    const match = later.get(fold(paragraph.text))?.find(at => at >= next)
    if (match === undefined) {
      open.push(paragraph)
      continue
    }
    settle(match)
    next = match + 1
  }
  settle(second.length)
  return found
}

function pointBefore(paragraph: Paragraph | undefined): Paragraph | null {
  return paragraph ? { text: '', place: { ...paragraph.place, end: paragraph.place.start } } : null
}
