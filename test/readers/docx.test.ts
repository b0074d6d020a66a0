import { describe, expect, test } from 'vitest'
import { readDocx } from '../../lib/readers/docx/index.ts'
import { reports } from '../support/arbitrary.ts'
import { invented, misread } from '../support/compare.ts'
import fc from '../support/property.ts'
import type { ReportData } from '../support/report-data.ts'
import { SPECIMEN } from '../support/specimen.ts'
import { bytesOf, documents, filedNumbers } from './support/filed-numbers.ts'
import { reportOf } from './support/report-of.ts'
import { documentOf, expectPlaces, expectTables, paragraphsOf } from './support/shape.ts'
import { DOCX_DIALECTS, writeDocx } from './support/write-docx.ts'

describe('reports as Word documents', () => {
  test.each(DOCX_DIALECTS)('$name: the record is what was filed', (dialect) => {
    const check = (report: ReportData) => {
      const document = documentOf(readDocx(writeDocx(report, dialect)))
      expectTables(document, report)
      expectPlaces(document)
      const record = reportOf(document)
      expect([...misread(record, report), ...invented(record, report)]).toEqual([])
      expect([record.title, record.agency, record.year, record.dates.signed?.date]).toEqual([report.title, report.agency, report.year, report.signed])
      expect(record.sections.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6])
      expect(record.sections[0]?.subsections.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5])
    }
    check(SPECIMEN)
    fc.assert(fc.property(reports({ blanks: 'any', remarks: true }), check), { numRuns: 8 })
    for (const { text } of SPECIMEN.overview) expect(paragraphsOf(documentOf(readDocx(writeDocx(SPECIMEN, dialect))))).toContain(text)
  })

  test.each(documents('docx'))('$file: every number is right', ({ file, expected }) => {
    expect(filedNumbers(documentOf(readDocx(bytesOf(file))))).toEqual(expected)
  })
})
