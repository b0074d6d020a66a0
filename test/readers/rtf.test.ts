import { describe, expect, test } from 'vitest'
import { readRtf } from '../../lib/readers/rtf/index.ts'
import { reports } from '../support/arbitrary.ts'
import fc from '../support/property.ts'
import { SPECIMEN } from '../support/specimen.ts'
import type { ReportData } from '../support/report-data.ts'
import { bytesOf, documents, filedNumbers } from './support/filed-numbers.ts'
import { mutants } from './support/fuzz.ts'
import { documentOf, expectPlaces, expectTables, gridsOf, paragraphsOf, rejectionOf, shapeOf } from './support/shape.ts'
import { RTF_DIALECTS, writeRtf } from './support/write-rtf.ts'

const rtf = (body: string, head = '\\ansi\\ansicpg936\\deff0{\\fonttbl{\\f0\\fcharset134 SimSun;}}') =>
  readRtf(Buffer.from(`{\\rtf1${head}${body}}`, 'latin1'))
const lines = (body: string) => paragraphsOf(documentOf(rtf(body)))

describe('reports as RTF', () => {
  test.each(RTF_DIALECTS)('$name: every cell stands in its squares, every sentence is whole', (dialect) => {
    const check = (report: ReportData) => {
      const document = documentOf(readRtf(writeRtf(report, dialect)))
      expectTables(document, report)
      expectPlaces(document)
      expect(paragraphsOf(document)).toContain(report.title)
    }
    check(SPECIMEN)
    fc.assert(fc.property(reports({ blanks: 'any', remarks: true }), check), { numRuns: 5 })
    for (const { text } of SPECIMEN.overview) expect(paragraphsOf(documentOf(readRtf(writeRtf(SPECIMEN, dialect))))).toContain(text)
  })

  test.each(documents('rtf'))('$file: every number is right', ({ file, expected }) => {
    const document = documentOf(readRtf(bytesOf(file)))
    expect(filedNumbers(document)).toEqual(expected)
  })
})

describe('text', () => {
  test.each([
    ['characters in two bytes, the second at times plain', "\\'d2\\'bb\\'81@\\par", '一丂'],
    ['units with substitutes of every length', "\\uc2\\u20844\\'b9\\'ab\\u24320\\'bf\\'aa\\uc0\\u24180 3\\par", '公开年3'],
    ['negative units and pairs', "\\u-27187?{\\u-10179?\\u-8964?}\\par", '闍\u{1f4fc}'],
    ['a substitute does not reach beyond its group', '{\\uc2\\u20844}22\\par', '公22'],
    ['hidden text', 'a{\\v 99}b\\v 98\\v0 c\\par', 'abc'],
    ['hidden text ends where formats begin anew', '\\v 99\\plain 1\\par', '1'],
    ['deleted text of tracked changes', '1{\\deleted 7}{\\revised 2}\\par', '12'],
    ['fields show their result', '{\\field{\\*\\fldinst PAGE 7}{\\fldrslt 12}}\\par', '12'],
    ['destinations that nobody knows', '1{\\*\\unknown 77{88}99}2\\par', '12'],
    ['notes and index entries', '1{\\footnote 77}{\\xe 88}2\\par', '12'],
    ['binary data', '1{\\pict\\bin6 }}}}\\\\2}2\\par', '12'],
    ['escaped braces', '\\{1\\}\\\\\\par', '{1}\\'],
    ['line breaks of the file are nothing', '1\r\n2\n\\par', '12'],
  ])('%s', (_, body, expected) => {
    expect(lines(body)).toEqual([expected])
  })

  test('lines within a paragraph are apart; numbering stands in front, bullets are none', () => {
    const { blocks } = documentOf(rtf("{\\listtext\\f0 \\'d2\\'bb\\'a1\\'a2\\tab}\\outlinelevel0 A\\line B\\par\\pard{\\listtext\\'a1\\'a4\\tab}C\\par"))
    expect(blocks).toMatchObject([
      { text: '一、A', heading: 1, place: { paragraph: 1 } },
      { text: 'B', heading: 1, place: { paragraph: 2 } },
      { text: 'C', place: { paragraph: 3 } },
    ])
  })

  test('pictures are told where they stand, icons are not', () => {
    const { blocks } = documentOf(rtf('A\\par{\\*\\shppict{\\pict\\picwgoal9000\\pichgoal6000 ffd8}}{\\nonshppict{\\pict 00}}{\\pict\\picwgoal300 00}\\par'))
    expect(blocks.map(({ kind }) => kind)).toEqual(['paragraph', 'image'])
  })
})

describe('tables', () => {
  const table = (body: string) => gridsOf(documentOf(rtf(body))).map(shapeOf)

  test('walls that a hand has dragged by less than a millimetre are one', () => {
    expect(table('\\trowd\\cellx900\\cellx2000 A\\cell B\\cell\\row\\trowd\\cellx930\\cellx1990 1\\cell 2\\cell\\row')).toEqual([
      ['A@0,0+1x1', 'B@0,1+1x1', '1@1,0+1x1', '2@1,1+1x1'],
    ])
  })

  test('what is merged away is not shown', () => {
    const rows = '\\trowd\\clvmgf\\cellx900\\cellx2000 A\\cell 1\\cell\\row\\trowd\\clvmrg\\cellx900\\cellx2000 9\\cell 2\\cell\\row'
    expect(table(rows)).toEqual([['A@0,0+2x1', '1@0,1+1x1', '2@1,1+1x1']])
  })

  test('a table inside a cell of several makes the outer one a layout', () => {
    const inner =
      '\\pard\\intbl\\itap2 1\\nestcell 2\\nestcell{\\*\\nesttableprops\\trowd\\cellx500\\cellx900\\nestrow}{\\nonesttables\\par}'
    const outer = `\\trowd\\cellx900\\cellx2000\\pard\\intbl A\\par${inner}\\pard\\intbl B\\cell C\\cell\\trowd\\cellx900\\cellx2000\\row`
    const document = documentOf(rtf(outer))
    expect(gridsOf(document).map(shapeOf)).toEqual([['1@0,0+1x1', '2@0,1+1x1']])
    expect(paragraphsOf(document)).toEqual(['A', 'B', 'C'])
  })

  test('numbering counts in a cell of words, never in one of digits', () => {
    expect(table('\\trowd\\cellx900\\cellx2000{\\listtext 1.\\tab}\\u20844?\\cell{\\listtext 2.\\tab}5\\cell\\row')).toEqual([['1.公@0,0+1x1', '5@0,1+1x1']])
  })

  test('a table that does not tell its walls is read as lines', () => {
    const document = documentOf(rtf('\\trowd\\cellx0\\cellx0 A\\cell 1\\cell\\row'))
    expect(document.blocks).toMatchObject([{ kind: 'line', separator: '\t', cells: [{ text: 'A' }, { text: '1' }] }])
    expect(document.messages).toEqual([expect.stringContaining('第 1 个表格')])
    expectPlaces(document)
  })

  test('a row that never ended is no row', () => {
    expect(lines('\\trowd\\cellx900\\cellx2000\\intbl A\\cell 1\\cell')).toEqual(['A', '1'])
  })
})

describe('bad files', () => {
  test.each([
    ['cut off', '{\\rtf1 \\trowd\\cellx900 1\\cell'],
    ['nested beyond reason', `{\\rtf1${'{'.repeat(1_000_000)}`],
    ['only a beginning', '{\\rtf'],
  ])('%s', (_, source) => {
    const { code, message } = rejectionOf(readRtf(Buffer.from(source)))
    expect(code).toBe('damaged-file')
    expect(message).toMatch(/请/)
  })

  test('more paragraphs than any report', () => {
    expect(rejectionOf(rtf('1\\par '.repeat(300_000))).code).toBe('too-large')
  })

  test('spans and walls of any size cost nothing', () => {
    expect(rtf('\\trowd\\cellx999999999\\cellx-5\\itap99999999 1\\cell 2\\cell 3\\cell\\row\\pard\\par').ok).toBe(true)
  })

  test('flipped, cut and spliced bytes: an answer, always', () => {
    const [dialect] = RTF_DIALECTS
    if (!dialect) throw new Error('no dialect')
    fc.assert(
      fc.property(mutants(writeRtf(SPECIMEN, dialect)), (file) => {
        const result = readRtf(file)
        if (result.ok) expectPlaces(result.document)
      }),
      { numRuns: 150 },
    )
  })
})
