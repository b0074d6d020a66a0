import { describe, expect, test } from 'vitest'
import { readDoc } from '../../lib/readers/doc/index.ts'
import { reports } from '../support/arbitrary.ts'
import { invented, misread } from '../support/compare.ts'
import fc from '../support/property.ts'
import type { ReportData } from '../support/report-data.ts'
import { SPECIMEN } from '../support/specimen.ts'
import { bytesOf, documents, filedNumbers } from './support/filed-numbers.ts'
import { fixture, fixtureReport } from './support/fixtures.ts'
import { mutants } from './support/fuzz.ts'
import { reportOf } from './support/report-of.ts'
import { documentOf, expectPlaces, expectTables, gridsOf, paragraphsOf, rejectionOf, shapeOf } from './support/shape.ts'
import { cells, compoundFile, IN_TABLE, row, rowEnd, type RunData, type Sprm, sprms, writeDoc, writeDocReport, type DocOptions } from './support/write-doc.ts'

const LIBREOFFICE = fixture('libreoffice.doc')
const HIDDEN: Sprm = [0x083c, 1]
const lines = (runs: readonly RunData[], options?: DocOptions) => paragraphsOf(documentOf(readDoc(writeDoc(runs, options))))
const tables = (runs: readonly RunData[], options?: DocOptions) => gridsOf(documentOf(readDoc(writeDoc(runs, options)))).map(shapeOf)

describe('reports as Word 97 documents', () => {
  test('as LibreOffice writes it: the record is what was filed, automatic numbers included', () => {
    const document = documentOf(readDoc(LIBREOFFICE))
    expectTables(document, fixtureReport)
    expectPlaces(document)
    const record = reportOf(document)
    expect([...misread(record, fixtureReport), ...invented(record, fixtureReport)]).toEqual([])
    expect([record.title, record.agency, record.year, record.dates.signed?.date]).toEqual([SPECIMEN.title, SPECIMEN.agency, SPECIMEN.year, SPECIMEN.signed])
    expect(record.sections.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6])
  })

  const files = documents('doc').filter(({ file }) => !file.includes('html-inside'))
  test.each(files)('$file: every number is right', ({ file, expected }) => {
    expect(filedNumbers(documentOf(readDoc(bytesOf(file))))).toEqual(expected)
  })
})

describe('reports written for these tests', () => {
  test('the record is what was filed', () => {
    const check = (report: ReportData) => {
      const document = documentOf(readDoc(writeDocReport(report)))
      expectTables(document, report)
      const record = reportOf(document)
      expect([...misread(record, report), ...invented(record, report)]).toEqual([])
    }
    check(SPECIMEN)
    fc.assert(fc.property(reports({ blanks: 'any', remarks: true }), check), { numRuns: 8 })
  })
})

describe('text', () => {
  test('pieces in any order of the file, wide and narrow', () => {
    const runs = [{ text: '共公开' }, { text: '12 items \x93a\x94', narrow: true }, { text: '件。\r' }]
    expect(lines(runs)).toEqual(['共公开12 items “a”件。'])
    expect(lines(runs, { backwards: true })).toEqual(['共公开12 items “a”件。'])
  })

  test.each<[string, readonly RunData[], string]>([
    ['hidden text', [{ text: '1' }, { text: '9', characters: [HIDDEN] }, { text: '2\r' }], '12'],
    ['deleted text', [{ text: '1' }, { text: '9', characters: [[0x0800, 1]] }, { text: '2\r' }], '12'],
    ['text that a piece hides', [{ text: '1' }, { text: '9', piece: [HIDDEN] }, { text: '2\r' }], '12'],
    ['a paragraph mark that nobody sees', [{ text: '1' }, { text: '\r', characters: [HIDDEN] }, { text: '2\r' }], '12'],
    ['fields show their result', [{ text: '\x13 PAGE \x13 QUOTE 7\x148\x15\x1412\x15件\r' }], '12件'],
    ['a field without result', [{ text: '甲\x13 TC 9\x15乙\r' }], '甲乙'],
    ['signs of a font', [{ text: '1' }, { text: '(', characters: [[0x0855, 1], [0x6a09, 0, 0, 0x52, 0xf0]] }, { text: '\r' }], '1\uFFFD'],
    ['hyphens and tabs', [{ text: '甲\x1e乙\x1f丙\t丁\r' }], '甲-乙丙 丁'],
  ])('%s', (_, runs, expected) => {
    expect(lines(runs)).toEqual([expected])
  })

  test('lines and sections end paragraphs; pictures are told', () => {
    const { blocks } = documentOf(readDoc(writeDoc([{ text: '甲\v乙\f' }, { text: '\b', characters: [[0x0855, 1]] }, { text: '\r' }, { text: '丙\r', paragraph: [[0x2640, 0]] }])))
    expect(blocks).toMatchObject([{ text: '甲' }, { text: '乙' }, { kind: 'image' }, { text: '丙', heading: 1 }])
  })
})

describe('tables', () => {
  test('cells by their walls, merged down and across', () => {
    const runs = [
      cells(['甲', '乙', '']), rowEnd(row([0, 900, 2000, 3000], [0x60, 2, 1])),
      cells(['', '1', '2']), rowEnd(row([0, 900, 2000, 3000], [0x20])),
    ]
    expect(tables(runs)).toEqual([['甲@0,0+2x1', '乙@0,1+1x2', '1@1,1+1x1', '2@1,2+1x1']])
  })

  test('merges that were made after the definition', () => {
    const runs = [
      cells(['甲', '乙', '']), rowEnd(row([0, 900, 2000, 3000]), [0xd62b, 2, 0, 3], [0x5624, 1, 3]),
      cells(['', '1', '2']), rowEnd(row([0, 900, 2000, 3000]), [0xd62b, 2, 0, 1]),
    ]
    expect(tables(runs)).toEqual([['甲@0,0+2x1', '乙@0,1+1x2', '1@1,1+1x1', '2@1,2+1x1']])
  })

  test('a definition too long for its page', () => {
    const walls = Array.from({ length: 16 }, (_, index) => index * 500)
    const long = sprms([row(walls)])
    const data = Buffer.concat([Buffer.alloc(10), Buffer.of(long.length & 0xff, long.length >> 8), long])
    const values = walls.slice(1).map((_, index) => String(index))
    expect(tables([cells(values), rowEnd([0x6646, 10, 0, 0, 0])], { data })).toEqual([values.map((value, column) => `${value}@0,${column}+1x1`)])
  })

  test('a table within a cell of several makes the outer one a layout', () => {
    const inner: Sprm = [0x6649, 2, 0, 0, 0]
    const runs: RunData[] = [
      { text: '1\r', paragraph: [IN_TABLE, inner, [0x244b, 1]] }, { text: '2\r', paragraph: [IN_TABLE, inner, [0x244b, 1]] },
      { text: '\r', paragraph: [IN_TABLE, inner, [0x244c, 1], row([0, 400, 800])] },
      cells(['甲', '乙']), rowEnd(row([0, 900, 2000])),
    ]
    const document = documentOf(readDoc(writeDoc(runs)))
    expect(gridsOf(document).map(shapeOf)).toEqual([['1@0,0+1x1', '2@0,1+1x1']])
    expect(paragraphsOf(document)).toEqual(['甲', '乙'])
  })

  test('rows whose cells were changed after the definition are read as lines', () => {
    const { blocks, messages } = documentOf(readDoc(writeDoc([cells(['甲', '1']), rowEnd(row([0, 900, 2000]), [0x7621, 0, 1, 0, 0])])))
    expect(blocks).toMatchObject([{ kind: 'line', cells: [{ text: '甲' }, { text: '1' }] }])
    expect(messages).toHaveLength(1)
  })
})

describe('bad files', () => {
  const some = [{ text: '甲\r' }]
  const circular = Buffer.from(compoundFile({ WordDocument: Buffer.alloc(8_000), '1Table': Buffer.alloc(5_000) }))
  circular.writeUInt32LE(1, 512 + 4)
  test.each([
    ['password', 'encrypted', writeDoc(some, { flags: 0x0100 })],
    ['unsupported-type', 'Word 95', writeDoc(some, { version: 104 })],
    ['too-large', 'more text than any report', writeDoc(some, { bodyLength: 2_000_000 })],
    ['damaged-file', 'less text than it claims', writeDoc(some, { bodyLength: 900_000 })],
    ['damaged-file', 'cut off', LIBREOFFICE.slice(0, 30_000)],
    ['damaged-file', 'only a beginning', LIBREOFFICE.slice(0, 700)],
    ['damaged-file', 'no text in it', compoundFile({ WordDocument: Buffer.alloc(4_096) })],
    ['damaged-file', 'a chain of sectors that never ends', circular],
  ])('%s: %s', (code, _, file) => {
    const rejection = rejectionOf(readDoc(file))
    expect(rejection.code).toBe(code)
    expect(rejection.message).toMatch(/请/)
  })

  test('flipped, cut and spliced bytes: an answer, always', () => {
    fc.assert(
      fc.property(mutants(LIBREOFFICE), (file) => {
        const result = readDoc(file)
        if (result.ok) expectPlaces(result.document)
      }),
      { numRuns: 200 },
    )
  })
})
