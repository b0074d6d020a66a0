import { Report, type Section, type SectionKey, type TableKey } from '../report/index.ts'
import { baseName } from './facts.ts'

/** One of the files that make a report, and what was read from it. */
export interface Part {
  readonly path: string
  readonly report: Report
}

/**
 * One report of several files: the first has the narrative, the others have the tables that it lacks (as `plan` found
 * for certain). Every place names its file; the texts follow one another in `text`. Nothing is changed otherwise.
 * @param notes in Chinese: which files these are.
 */
export function combine(body: Part, sheets: readonly Part[], notes: readonly string[]): Report {
  const parts = [body, ...sheets].map(({ path, report }) => ({ file: baseName(path), report }))
  let offset = 0
  const placed = parts.map(({ file, report }) => {
    const moved = Report.parse(inFile(report, file, offset))
    offset += report.text.length + 1
    return moved
  })
  const [first = body.report, ...others] = placed
  const tableOf = (key: TableKey) => placed.find(({ tables }) => tables[key].status !== 'missing')?.tables[key] ?? first.tables[key]
  const named = placed.find(({ agency }) => agency !== null) ?? first
  const dated = placed.find(({ year }) => year !== null) ?? first
  return {
    ...first,
    agency: named.agency,
    level: named.level,
    year: dated.year,
    places: { title: first.places.title, agency: named.places.agency, year: dated.places.year },
    sections: others.reduce((sections, { sections: more }) => withSections(sections, more), first.sections),
    tables: { disclosure: tableOf('disclosure'), requests: tableOf('requests'), disputes: tableOf('disputes') },
    source: {
      ...first.source,
      messages: [...notes, ...parts.flatMap(({ file, report }) => report.source.messages.map((message) => `“${file}”：${message}`))],
    },
    text: placed.map(({ text }) => text).join('\n'),
  }
}

/** The same value with every place in it shifted and given its file. */
function inFile(value: unknown, file: string, offset: number): unknown {
  if (Array.isArray(value)) return value.map((each) => inFile(each, file, offset))
  if (typeof value !== 'object' || value === null) return value
  if ('start' in value && 'end' in value && typeof value.start === 'number' && typeof value.end === 'number')
    return { ...value, start: value.start + offset, end: value.end + offset, file }
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, inFile(each, file, offset)]))
}

const ORDER: readonly (SectionKey | null)[] = ['overview', 'disclosure', 'requests', 'disputes', 'problems', 'other']

/** The sections of a body and those of a sheet: what a sheet says under a heading that the body has as well goes behind what the body says. */
function withSections(sections: readonly Section[], more: readonly Section[]): Section[] {
  const all = [...sections]
  for (const section of more.filter(({ key }) => key !== null)) {
    const at = all.findIndex(({ key }) => key === section.key)
    const known = all[at]
    if (known !== undefined) all[at] = { ...known, paragraphs: [...known.paragraphs, ...section.paragraphs] }
    else all.splice(placeOf(all, section.key), 0, section)
  }
  return all
}

/** Before the first section that follows it in the form, else at the end. */
function placeOf(sections: readonly Section[], key: SectionKey | null): number {
  const later = sections.findIndex((section) => ORDER.indexOf(section.key) > ORDER.indexOf(key))
  return later < 0 ? sections.length : later
}
