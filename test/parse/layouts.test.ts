import { describe, expect, test } from 'vitest'
import { parse } from '../../lib/parse/index.ts'
import type { Document } from '../../lib/readers/document.ts'
import { readHtml } from '../../lib/readers/html/index.ts'
import { readText } from '../../lib/readers/text/index.ts'
import type { Report } from '../../lib/report/index.ts'
import { reports } from '../support/arbitrary.ts'
import { invented, misread } from '../support/compare.ts'
import fc from '../support/property.ts'
import { cellKeys } from '../support/report-data.ts'
import { DESTRUCTIVE_LAYOUTS, type Layout, LAYOUTS } from '../support/writers/index.ts'

const RUNS = Number(process.env['PARSE_RUNS'] ?? 40)

function document(text: string, { format }: Layout): Document {
  if (format !== 'html') return readText(text, 'utf-8')
  const read = readHtml(text, 'utf-8')
  if (!read.ok) throw new Error(read.rejection.message)
  return read.document
}

function parsed(text: string, layout: Layout): Report {
  const source = document(text, layout)
  const result = parse(source)
  if (!result.ok) throw new Error(result.rejection.message)
  return result.report
}

function placesHold({ text, tables, sections, preamble, title, places }: Report): void {
  const slice = (place: { start: number; end: number }) => text.slice(place.start, place.end)
  for (const table of Object.values(tables)) {
    for (const cell of Object.values(table.rows).flatMap(row => Object.values(row))) expect(slice(cell.place)).toBe(cell.raw)
    for (const label of [...Object.values(table.labels), ...table.extraRows]) expect(slice(label.place)).toBe(label.text)
  }
  for (const section of sections) {
    expect(slice(section.place)).toBe(section.heading)
    for (const { heading, place } of section.subsections) expect(slice(place)).toBe(heading)
    for (const paragraph of section.paragraphs) expect(slice(paragraph.place)).toBe(paragraph.text)
  }
  for (const paragraph of preamble) expect(slice(paragraph.place)).toBe(paragraph.text)
  if (places.title) expect(slice(places.title)).toBe(title)
}

describe('a report is read the same from every layout', () => {
  for (const layout of LAYOUTS) {
    const blanks = layout.carries === 'destructive' ? 'none' : layout.carries.blanks
    test(layout.name, () => {
      fc.assert(
        fc.property(reports({ blanks, remarks: true }), filed => {
          const report = parsed(layout.write(filed), layout)
          // A row of two numbers at its start cannot be told from one whose empty cells were moved.
          expect(misread(report, filed).filter(line => !line.endsWith('read missing'))).toEqual([])
          expect(invented(report, filed)).toEqual([])
          expect(report.tables.disclosure.form).toBe(filed.form)
          expect(report.tables.requests.form).toBe(filed.form)
          expect([report.year, report.agency, report.dates.signed?.date ?? null]).toEqual([filed.year, filed.agency, filed.signed])
          expect(report.sections.map(section => section.key)).toEqual(['overview', 'disclosure', 'requests', 'disputes', 'problems', 'other'])
          placesHold(report)
        }),
        { numRuns: RUNS },
      )
    })
    test(`${layout.name}: hardly a cell is given up`, () => {
      let lost = 0
      let all = 0
      fc.assert(
        fc.property(reports({ blanks, remarks: true }), filed => {
          lost += misread(parsed(layout.write(filed), layout), filed).length
          all += [...cellKeys(filed.form)].length
        }),
        { numRuns: RUNS, seed: 7 },
      )
      expect(lost / all).toBeLessThan(0.005)
    })
  }
})

describe('nothing wrong is read from a layout that lost cells', () => {
  for (const layout of DESTRUCTIVE_LAYOUTS) {
    test(layout.name, () => {
      fc.assert(
        fc.property(reports({ blanks: 'any', remarks: true }), filed => {
          const report = parsed(layout.write(filed), layout)
          expect(invented(report, filed)).toEqual([])
          placesHold(report)
        }),
        { numRuns: RUNS },
      )
    })
  }
})
