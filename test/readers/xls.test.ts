import { utils, type WorkSheet } from '@e965/xlsx'
import { describe, expect, test } from 'vitest'
import { readXls } from '../../lib/readers/xls/index.ts'
import { Texts } from '../../lib/readers/xls/strings.ts'
import { reports } from '../support/arbitrary.ts'
import { invented, misread } from '../support/compare.ts'
import fc from '../support/property.ts'
import type { ReportData } from '../support/report-data.ts'
import { SPECIMEN } from '../support/specimen.ts'
import { bytesOf, documents, filedNumbers } from './support/filed-numbers.ts'
import { fixture, fixtureReport } from './support/fixtures.ts'
import { mutants } from './support/fuzz.ts'
import { reportOf } from './support/report-of.ts'
import { documentOf, expectPlaces, gridsOf, paragraphsOf, rejectionOf } from './support/shape.ts'
import { compoundFile } from './support/write-doc.ts'
import { workbook, writeXls } from './support/write-xls.ts'

const LIBREOFFICE = fixture('libreoffice.xls')
const texts = (sheet: WorkSheet) => gridsOf(documentOf(readXls(workbook({ 年报: sheet })))).flatMap(({ cells }) => cells.map(({ text }) => text))
/** The bytes of a record at its first place in a file. */
const patched = (file: Uint8Array, record: readonly number[], change: readonly number[]): Uint8Array => {
  const copy = Buffer.from(file)
  const at = copy.indexOf(Buffer.from(record))
  expect(at).toBeGreaterThan(0)
  copy.set(change, at)
  return copy
}

describe('reports as workbooks of Excel 97', () => {
  test('the record is what was filed', () => {
    const check = (report: ReportData) => {
      const document = documentOf(readXls(writeXls(report)))
      expectPlaces(document)
      const record = reportOf(document)
      expect([...misread(record, report), ...invented(record, report)]).toEqual([])
      expect([record.title, record.agency, record.year]).toEqual([report.title, report.agency, report.year])
    }
    check(SPECIMEN)
    fc.assert(fc.property(reports({ remarks: true }), check), { numRuns: 8 })
  })

  test('blanks in a sheet that draws nothing: nothing is invented', () => {
    fc.assert(
      fc.property(reports({ blanks: 'any' }), (report) => {
        expect(invented(reportOf(documentOf(readXls(writeXls(report)))), report)).toEqual([])
      }),
      { numRuns: 8 },
    )
  })

  test('as LibreOffice writes it: borders, columns spread over several', () => {
    const document = documentOf(readXls(LIBREOFFICE))
    expectPlaces(document)
    const record = reportOf(document)
    expect([...misread(record, fixtureReport), ...invented(record, fixtureReport)]).toEqual([])
    expect(paragraphsOf(document)).toContain(SPECIMEN.title)
  })

  test.each(documents('xls'))('$file: every number is right', ({ file, expected }) => {
    expect(filedNumbers(documentOf(readXls(bytesOf(file))))).toEqual(expected)
  })
})

describe('cells', () => {
  test('numbers come with every digit, dates and percents as shown', () => {
    const sheet = utils.aoa_to_sheet([['甲', 88.78248, 12345678, -0.5, 0.1 + 0.2]])
    sheet['F1'] = { t: 'n', v: 45672, z: 'yyyy"年"m"月"d"日"' }
    sheet['G1'] = { t: 'n', v: 0.125, z: '0%' }
    sheet['H1'] = { t: 'n', v: 88.78248, z: '0.00' }
    sheet['!ref'] = 'A1:H1'
    expect(texts(sheet)).toEqual(['甲', '88.78248', '12345678', '-0.5', '0.3', '2025年1月15日', '12.5%', '88.78248'])
  })

  test('truth values and errors', () => {
    const sheet = utils.aoa_to_sheet([['甲', true, '乙']])
    sheet['D1'] = { t: 'e', v: 7, w: '#DIV/0!' }
    sheet['!ref'] = 'A1:D1'
    expect(texts(sheet)).toEqual(['甲', 'TRUE', '乙', '#DIV/0!'])
  })

  test('a text may be cut anywhere between its characters, and go on narrower or wider', () => {
    const wide = Buffer.from('公开abc', 'utf16le')
    const [head, narrow] = [Buffer.of(5, 0, 1), Buffer.from('abc', 'latin1')]
    for (let cut = 0; cut <= 5; cut += 1) {
      const rest = cut < 2 ? Buffer.concat([Buffer.of(1), wide.subarray(cut * 2)]) : Buffer.concat([Buffer.of(0), narrow.subarray(cut - 2)])
      const parts = [Buffer.concat([head, wide.subarray(0, cut * 2)]), ...(cut < 5 ? [rest] : []), Buffer.of(1, 0, 0, 0x35)]
      const texts = new Texts(parts, 0)
      expect([texts.next(), texts.next()]).toEqual(['公开abc', '5'])
    }
  })

  test('what is said about the looks and the sound of a text is no text', () => {
    const rich = Buffer.of(1, 0, 0x0c, 1, 0, 6, 0, 0, 0, 0x36, 9, 9, 9, 9, 8, 8, 8, 8, 8, 8)
    const texts = new Texts([rich.subarray(0, 12), rich.subarray(12), Buffer.of(1, 0, 0, 0x37)], 0)
    expect([texts.next(), texts.next()]).toEqual(['6', '7'])
  })

  test('sheets in their order, with their places; those that are hidden are named', () => {
    const sheets = { 一: utils.aoa_to_sheet([['甲', 1, 2]]), 旧: utils.aoa_to_sheet([['乙', 9, 9]]), 二: utils.aoa_to_sheet([['丙', 3, 4]]) }
    const { blocks, messages } = documentOf(readXls(workbook(sheets, ['旧'])))
    expect(blocks).toMatchObject([
      { kind: 'grid', cells: [{ text: '甲' }, { text: '1', place: { sheet: '一', cell: 'B1' } }, { text: '2' }] },
      { kind: 'grid', cells: [{ text: '丙', place: { sheet: '二', cell: 'A1' } }, { text: '3' }, { text: '4' }] },
    ])
    expect(messages).toEqual([expect.stringContaining('“旧”')])
  })
})

describe('bad files', () => {
  const BOF = [0x09, 0x08, 0x10, 0x00]
  test.each([
    ['damaged-file', 'cut off', LIBREOFFICE.slice(0, 9_000)],
    ['damaged-file', 'only a beginning', LIBREOFFICE.slice(0, 600)],
    ['password', 'a password', patched(LIBREOFFICE, [0xe1, 0x00, 0x02, 0x00], [0x2f, 0x00])],
    ['unsupported-type', 'Excel 95', patched(LIBREOFFICE, [...BOF, 0x00, 0x06], [...BOF, 0x00, 0x05])],
    ['empty-file', 'nothing in it', workbook({ 年报: utils.aoa_to_sheet([]) })],
  ])('%s: %s', (code, _, file) => {
    const rejection = rejectionOf(readXls(file))
    expect(rejection.code).toBe(code)
    expect(rejection.message).toMatch(/请/)
  })

  test('a merged area over the whole sheet costs nothing', () => {
    const sheet = utils.aoa_to_sheet([['甲', 1, 2], ['乙', 3, 4]])
    sheet['!merges'] = [{ s: { r: 5, c: 0 }, e: { r: 65_535, c: 255 } }]
    expect(texts(sheet)).toEqual(['甲', '1', '2', '乙', '3', '4'])
  })

  test('two hundred sheets that lie over one another', () => {
    const record = (type: number, data: Buffer) => Buffer.concat([Buffer.of(type & 0xff, type >> 8, data.length & 0xff, data.length >> 8), data])
    const begin = record(0x0809, Buffer.of(0, 6, 0x10, 0, ...Array<number>(12).fill(0)))
    const end = record(0x000a, Buffer.alloc(0))
    const blanks = Array.from({ length: 10 }, (_, row) => record(0x00be, Buffer.concat([Buffer.of(row, 0, 0, 0), Buffer.alloc(201 * 2)])))
    const sheets = (offset: number) => Array.from({ length: 200 }, () => record(0x0085, Buffer.of(offset & 0xff, offset >> 8, 0, 0, 0, 0, 1, 0, 0x41)))
    const globals = (offset: number) => Buffer.concat([begin, ...sheets(offset), end])
    const stream = Buffer.concat([globals(globals(0).length), begin, ...blanks, end])
    expect(rejectionOf(readXls(compoundFile({ Workbook: stream }))).code).toBe('too-large')
  })

  test('flipped, cut and spliced bytes: an answer, always', () => {
    for (const file of [LIBREOFFICE, writeXls(SPECIMEN)])
      fc.assert(
        fc.property(mutants(file), (mutant) => {
          const result = readXls(mutant)
          if (result.ok) expectPlaces(result.document)
        }),
        { numRuns: 150 },
      )
  })
})
