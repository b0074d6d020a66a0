import { describe, expect, test } from 'vitest'
import { readXlsx } from '../../lib/readers/xlsx/index.ts'
import { reports } from '../support/arbitrary.ts'
import { invented, misread } from '../support/compare.ts'
import fc from '../support/property.ts'
import type { ReportData } from '../support/report-data.ts'
import { SPECIMEN } from '../support/specimen.ts'
import { bytesOf, documents, filedNumbers } from './support/filed-numbers.ts'
import { reportOf } from './support/report-of.ts'
import { documentOf, expectPlaces, paragraphsOf } from './support/shape.ts'
import { XLSX_DIALECTS } from './support/write-xlsx.ts'

describe('reports as Excel workbooks', () => {
  test.each(XLSX_DIALECTS)('$name: the record is what was filed', ({ write }) => {
    const check = (report: ReportData) => {
      const document = documentOf(readXlsx(write(report)))
      expectPlaces(document)
      const record = reportOf(document)
      expect([...misread(record, report), ...invented(record, report)]).toEqual([])
      expect([record.title, record.agency, record.year, record.dates.signed?.date]).toEqual([report.title, report.agency, report.year, report.signed])
      expect(record.sections.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6])
      expect(record.sections[0]?.subsections.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5])
    }
    check(SPECIMEN)
    fc.assert(fc.property(reports({ blanks: 'any', remarks: true }), check), { numRuns: 8 })
    for (const { text } of SPECIMEN.overview) expect(paragraphsOf(documentOf(readXlsx(write(SPECIMEN))))).toContain(text)
  })

  test.each(documents('xlsx'))('$file: every number is right', ({ file, expected }) => {
    expect(filedNumbers(documentOf(readXlsx(bytesOf(file))))).toEqual(expected)
  })
})
