import { beforeAll, describe, expect, test } from 'vitest'
import { REASONS } from '../../lib/parse/reasons.ts'
import { readPdf } from '../../lib/readers/pdf/index.ts'
import { reports } from '../support/arbitrary.ts'
import { invented, misread } from '../support/compare.ts'
import fc from '../support/property.ts'
import { SPECIMEN } from '../support/specimen.ts'
import { bytesOf, documents, filedNumbers } from './support/filed-numbers.ts'
import { reportOf } from './support/report-of.ts'
import { documentOf, expectPlaces, expectTables, paragraphsOf, rejectionOf } from './support/shape.ts'
import { PDF_DIALECTS, writePdf } from './support/write-pdf.ts'

/** Where on its page the report begins: so that tables are cut at any row. */
const PAGE = 640
const offsets = fc.nat(PAGE)

// Loading pdf.js takes longer than all that follows.
beforeAll(async () => {
  await readPdf(new Uint8Array())
})

describe('reports as PDF files', () => {
  test.each(PDF_DIALECTS)('$name: the record is what was filed', async (dialect) => {
    await fc.assert(
      fc.asyncProperty(reports({ blanks: 'any', remarks: true }), offsets, async (report, offset) => {
        const document = documentOf(await readPdf(writePdf(report, dialect, offset)))
        expectTables(document, report)
        expectPlaces(document)
        const record = reportOf(document)
        expect([...misread(record, report), ...invented(record, report)]).toEqual([])
        expect([record.title, record.agency, record.year, record.dates.signed?.date]).toEqual([report.title, report.agency, report.year, report.signed])
        expect(record.sections.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6])
        expect(record.sections[0]?.subsections.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5])
      }),
      { numRuns: 4, examples: [[SPECIMEN, 0]], endOnFailure: true },
    )
    const paragraphs = paragraphsOf(documentOf(await readPdf(writePdf(SPECIMEN, dialect))))
    for (const { text } of SPECIMEN.overview) expect(paragraphs).toContain(text)
  })
})

test.each(PDF_DIALECTS)('$name: a page may end below any row', async (dialect) => {
  for (let offset = 0; offset <= PAGE; offset += 21) {
    const document = documentOf(await readPdf(writePdf(SPECIMEN, dialect, offset)))
    expectTables(document, SPECIMEN)
    expect(misread(reportOf(document), SPECIMEN)).toEqual([])
  }
})

test('tables without ruling lines are unreadable for that reason, and no picture', async () => {
  const [dialect] = PDF_DIALECTS
  if (!dialect) throw new Error('no dialect')
  const document = documentOf(await readPdf(writePdf(SPECIMEN, { ...dialect, borders: 'none' })))
  expect(document.messages).toEqual([expect.stringContaining('没有完整的框线')])
  const record = reportOf(document)
  expect(Object.values(record.tables).map(({ status, reason }) => [status, reason])).toEqual(Array.from({ length: 3 }, () => ['unreadable', REASONS.unruled]))
  expect(invented(record, SPECIMEN)).toEqual([])
})

describe('real PDF files', () => {
  test.each(documents('pdf').filter(({ scanned }) => !scanned))('$file: every number is right', async ({ file, expected }) => {
    const document = documentOf(await readPdf(bytesOf(file)))
    expectPlaces(document)
    expect(filedNumbers(document)).toEqual(expected)
  })

  test.each(documents('pdf').filter(({ scanned }) => scanned))('$file: a scan is told as one', async ({ file }) => {
    expect(rejectionOf(await readPdf(bytesOf(file))).code).toBe('scan')
  })
})
