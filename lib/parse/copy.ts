import type { Document } from '../readers/document.ts'
import { inferLevel, type Report, type SectionKey } from '../report/index.ts'
import { periodIn, within } from './dates.ts'
import { endingIn, publishedIn } from './ending.ts'
import { headings } from './headings.ts'
import { agencyOf, yearOf } from './identity.ts'
import type { Region } from './regions.ts'
import type { Row } from './rows.ts'
import { isNarrative, sectionOf } from './sections.ts'
import { tableFromSection, tablesOf } from './tables.ts'
import { titleIn } from './title.ts'
import { type Unit, unitsOf } from './units.ts'

type Copy = Omit<Report, 'duplicate' | 'source' | 'text'>

const SECTION_OF: readonly (readonly [table: keyof Report['tables'], section: SectionKey])[] = [
  ['disclosure', 'disclosure'], ['requests', 'requests'], ['disputes', 'disputes'],
]

/** Parses rows that hold the report once. */
export function parseCopy(document: Document, rows: readonly Row[]): Copy {
  const { tables, regions } = withSections(document, rows)
  const units = unitsOf(document, rows, regions)
  const found = headings(units)
  const start = found[0]?.at ?? units.length
  const title = titleIn(units, found.length > 0 ? start : Math.min(units.length, 12))
  const ending = endingIn(found.length > 0 ? units.slice((found.at(-1)?.at ?? 0) + 1) : units.slice(title ? title.last + 1 : 0))
  const preamble = units.slice(title && title.last < start ? title.last + 1 : 0, start).filter(unit => !ending.taken.has(unit) && isNarrative(unit))
  const bodies = found.map(({ at }, index) => units.slice(at + 1, found[index + 1]?.at ?? units.length).filter(unit => !ending.taken.has(unit)))
  const sections = found.flatMap(({ at, heading }, index) => {
    const unit = units[at]
    return unit ? [sectionOf(unit, heading, bodies[index] ?? [])] : []
  })
  const overview = bodies[found.findIndex(({ heading }) => heading.key === 'overview')] ?? []
  const dates = { period: periodOf([...preamble, ...bodies.flat()]), signed: ending.signed, published: publishedIn(units.slice(0, start)) }
  const agency = agencyOf(title, units.slice(0, start), preamble, ending.signature)
  const year = yearOf(title, dates, preamble, overview)
  return {
    agency: agency?.name ?? null,
    year: year?.year ?? null,
    level: agency ? inferLevel(agency.name) : null,
    title: title?.text ?? null,
    places: { title: title?.place ?? null, agency: agency?.place ?? null, year: year?.place ?? null },
    preamble: preamble.map(({ text, place }) => ({ text, place })),
    sections,
    dates,
    signature: ending.signature,
    tables,
  }
}

/** Tables by their labels; where a table has none, its section tells whether it is unreadable or missing. */
function withSections(document: Document, rows: readonly Row[]): { tables: Report['tables']; regions: readonly Region[] } {
  const { tables, regions } = tablesOf(document, rows)
  if (Object.values(tables).every(table => table.status !== 'missing')) return { tables, regions }
  const units = unitsOf(document, rows, regions)
  const found = headings(units)
  const all = [...regions]
  const complete = { ...tables }
  for (const [table, section] of SECTION_OF) {
    const at = found.findIndex(({ heading }) => heading.key === section)
    if (tables[table].status !== 'missing' || at === -1) continue
    const from = (units[found[at]?.at ?? 0]?.row ?? 0) + 1
    const next = found[at + 1]
    const other = tableFromSection(document, rows, from, next ? (units[next.at]?.row ?? rows.length) : rows.length)
    if (!other) continue
    complete[table] = other.table
    all.push(other.region)
  }
  return { tables: complete, regions: all }
}

function periodOf(units: readonly Unit[]): Report['dates']['period'] {
  for (const unit of units) {
    const period = periodIn(unit.text)
    if (period) return { from: period.from, to: period.to, place: within(unit.place, period.start, period.end) }
  }
  return null
}
