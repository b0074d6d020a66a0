import type { Block, Document } from '../readers/document.ts'
import { numberOf, type Place, Report, type Section, type SectionKey, type TableKey } from '../report/index.ts'
import { baseName } from './facts.ts'

/** One of the files that make a report, and what was read from it. */
export interface Part {
  readonly path: string
  readonly report: Report
  /** What it was parsed from. */
  readonly document: Document
}

/**
 * One report of several files, and the document that it can be shown from: the first has the narrative, the others have
 * the tables that it lacks (as `plan` found for certain). Every place names its file; the texts follow one another in `text`. Nothing is changed otherwise.
 * @param notes in Chinese: which files these are.
 */
export function combine(body: Part, sheets: readonly Part[], notes: readonly string[]): Pick<Part, 'report' | 'document'> {
  const parts = [body, ...sheets].map((part) => ({ ...part, file: baseName(part.path) }))
  const offsets = parts.map((_, index) => parts.slice(0, index).reduce((sum, { document }) => sum + document.text.length + 1, 0))
  const messages = [...notes, ...parts.flatMap(({ file, document }) => document.messages.map((message) => `“${file}”：${message}`))]
  const text = parts.map(({ document }) => document.text).join('\n')
  const placed = parts.map(({ file, report }, index) => Report.parse(inFile(report, file, offsets[index] ?? 0)))
  const blocks = parts.flatMap(({ file, document }, index) => document.blocks.map((block) => blockInFile(block, file, offsets[index] ?? 0)))
  return {
    report: { ...reportOf(placed, body.report), source: { ...body.report.source, messages }, text },
    document: { ...body.document, text, blocks, messages },
  }
}

function reportOf(placed: readonly Report[], body: Report): Report {
  const [first = body, ...others] = placed
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

function blockInFile(block: Block, file: string, offset: number): Block {
  const place = placeInFile(block.place, file, offset)
  switch (block.kind) {
    case 'grid':
      return { ...block, place, cells: block.cells.map((cell) => ({ ...cell, place: placeInFile(cell.place, file, offset) })) }
    case 'line':
      return { ...block, place, cells: block.cells.map((cell) => ({ ...cell, place: placeInFile(cell.place, file, offset) })) }
    default:
      return { ...block, place }
  }
}

const placeInFile = (place: Place, file: string, offset: number): Place => ({ ...place, start: place.start + offset, end: place.end + offset, file })

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

const rank = (key: SectionKey | null): number => (key === null ? 0 : numberOf(key))

/** Before the first section that follows it in the form, else at the end. */
function placeOf(sections: readonly Section[], key: SectionKey | null): number {
  const later = sections.findIndex((section) => rank(section.key) > rank(key))
  return later < 0 ? sections.length : later
}
