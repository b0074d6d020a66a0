import { describe, expect, test } from 'vitest'
import { readPdf } from '../../lib/readers/pdf/index.ts'
import { IDENTITY } from '../../lib/readers/pdf/matrix.ts'
import { PLAIN_TEXT, TextCursor } from '../../lib/readers/pdf/text.ts'
import { documentOf, gridsOf, paragraphsOf, rejectionOf } from './support/shape.ts'
import { pdf, show, stream } from './support/write-pdf.ts'

const HOW = { encoding: 'UniGB-UCS2-H', strings: 'lines' } as const
const at = (text: string, x: number, y: number) => show([{ text, x, y }], HOW)
/** A table of one row: 规章, 12, and an empty cell. Its second cell reaches from 160 to 220, from 100 to 130 below the top. */
const TABLE = `60 742 m 300 742 l S 60 712 m 300 712 l S ${[60, 160, 220, 300].map((x) => `${x} 742 m ${x} 712 l S`).join(' ')} ${at('规章', 70, 119)} ${at('12', 180, 119)}\n`
/** Object 7 is a layer that is off. */
const LAYER = { catalog: '/OCProperties << /OCGs [7 0 R] /D << /OFF [7 0 R] >> >>', objects: ['<< /Type /OCG /Name (Off) >>'] }
const cellsOf = async (content: string, resources = '') => {
  const document = documentOf(await readPdf(pdf([content], HOW, { resources, ...LAYER })))
  return gridsOf(document)[0]?.cells.map(({ text }) => text) ?? paragraphsOf(document)
}
const nine = at('9', 191, 119)

describe('what nobody sees is not read', () => {
  test.each<[string, string, string?]>([
    ['invisible text', `${TABLE} 3 Tr ${nine}`],
    ['white text', `${TABLE} 1 1 1 rg ${nine}`],
    ['tiny text', `${TABLE} q 0.01 0 0 0.01 190 700 cm ${nine} Q`],
    ['text outside of the page', `${TABLE} ${at('9', 700, 119)}`],
    ['text outside of a clip', `${TABLE} q 0 0 9 9 re W n ${nine} Q`],
    ['text below a white area', `${nine} 1 1 1 rg 161 713 58 28 re f 0 g ${TABLE}`],
    ['text on a layer that is off', `${TABLE} /OC /L BDC ${nine} EMC`, '/Properties << /L 7 0 R >>'],
    ['faint text', `${TABLE} /G gs ${nine}`, '/ExtGState << /G << /ca 0.2 >> >>'],
    ['a watermark across the page', `${TABLE} q 0.7 0.7 -0.7 0.7 190 723 cm ${show([{ text: '9', x: 0, y: 842 }], HOW)} Q`],
    ['the same number twice, to make it bold', `${TABLE} ${at('12', 180.4, 119)}`],
    ['a dash within the cell', `${TABLE} 170 715 m 174 715 l S`],
  ])('%s', async (_, content, resources) => {
    expect(await cellsOf(content, resources)).toEqual(['规章', '12', ''])
  })

  test.each<[string, string, string]>([
    ['a number that runs across a wall', TABLE.replace(at('12', 180, 119), at('12', 214.5, 119)), '�'],
    ['a number of which a clip shows a part', TABLE.replace(at('12', 180, 119), `q 160 712 24 30 re W n ${at('12', 180, 119)} Q`), '�'],
    ['two numbers upon each other', `${TABLE} ${at('3', 180.5, 119)}`, '��2'],
  ])('%s is unknown, not another number', async (_, content, expected) => {
    expect((await cellsOf(content))[1]).toBe(expected)
  })
})

describe('numbers stay what they are', () => {
  const cell = (text: string) => TABLE.replace(at('12', 180, 119), text)
  test.each([
    ['in two pieces', cell(at('1', 180, 119) + at('2', 185.25, 119)), '12'],
    ['apart from each other', cell(at('1', 175, 119) + at('2', 190, 119)), '1 2'],
    ['below each other', cell(at('1', 180, 112) + at('2', 180, 126)), '1\n2'],
    ['in full width', cell(at('１２', 180, 119)), '１２'],
    ['in compatibility forms of other characters', TABLE.replace(at('规章', 70, 119), at('⼀⾏⻓⻢', 70, 119)), '12'],
  ])('%s', async (_, content, expected) => {
    expect((await cellsOf(content))[1]).toBe(expected)
  })

  test('a long number that fills its cell goes on in the next line', async () => {
    const narrow = `60 742 m 110 742 l S 60 712 m 110 712 l S 60 742 m 60 712 l S 80 742 m 80 712 l S 110 742 m 110 712 l S ${at('件', 62, 119)}`
    expect(await cellsOf(`${narrow} ${at('1139', 84, 112)} ${at('8889', 84, 126)}`)).toEqual(['件', '11398889'])
  })

  test('radicals are the characters that they look like', async () => {
    expect(await cellsOf(at('⼀⾏⻓⻢，\u2329１（2）\u232a', 70, 119))).toEqual(['一行长马，〈１（2）〉'])
  })
})

test('the radical that fonts for mainland China show as 户 is no 戶', () => {
  const shown = [{ unicode: '⼾', width: 1000, isSpace: false, code: null, vertical: null }]
  expect(new TextCursor().show(shown, { ...PLAIN_TEXT, size: 10 }, IDENTITY).map(({ text }) => text)).toEqual(['户'])
})

const PICTURE = '/XObject << /X 8 0 R >>'
const IMAGE = stream('x', false, '/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray')
const scan = 'q 595 0 0 842 0 0 cm /X Do Q'
const pictured = (...contents: string[]) => readPdf(pdf(contents, HOW, { resources: PICTURE.replace('8', String(5 + 2 * contents.length)), objects: [IMAGE] }))

describe('pages that are pictures', () => {
  test.each([
    ['nothing but pictures', [scan, scan]],
    ['with text that is not seen', [`${scan} 3 Tr ${at('规章 12', 70, 119)}`]],
    ['drawn over text', [`${at('规章 12', 70, 119)} ${scan}`]],
    ['with a mark of the program that scanned', [`${scan} ${at('由扫描程序创建', 400, 820)}`, scan]],
    ['text as outlines', [Array.from({ length: 400 }, (_, i) => `${i} 9 m ${i} 20 30 40 50 60 c f`).join('\n')]],
  ])('%s: a scan, with what to do', async (_, contents) => {
    expect(rejectionOf(await pictured(...contents))).toMatchObject({ code: 'scan', message: expect.stringMatching(/扫描件.*请上传.*Word.*PDF/) as string })
  })

  test('some of several: the others are read, and the page is named', async () => {
    const document = documentOf(await pictured(at('规章', 70, 119), scan, at('年报', 70, 119)))
    expect(document.blocks.map(({ kind, place }) => [kind, place.page])).toEqual([['paragraph', 1], ['image', 2], ['paragraph', 3]])
    expect(document.messages).toEqual([expect.stringContaining('第 2 页')])
  })

  test('a picture behind a title hides nothing', async () => {
    expect(paragraphsOf(documentOf(await pictured(`${scan} ${at('年度报告', 70, 119)}`, at('规章', 70, 119))))).toEqual(['年度报告', '规章'])
  })
})

describe('tables by their lines', () => {
  test.each([
    ['double borders', `${TABLE} 60 740.4 m 300 740.4 l S 61.6 742 m 61.6 712 l S 161.6 742 m 161.6 712 l S`],
    ['gaps at the corners', TABLE.replace('60 742 m 300 742 l', '62 742 m 158 742 l S 162 742 m 298 742 l')],
    ['a frame around the page', `20 20 555 802 re S ${TABLE}`],
    ['a line below a running head', `60 800 m 500 800 l S ${TABLE}`],
    ['no borders at the sides', TABLE.replace('60 742 m 60 712 l S', '').replace('300 742 m 300 712 l S', '')],
    ['dots', `${Array.from({ length: 120 }, (_, i) => `${60 + 2 * i} 741.8 0.5 0.5 re f`).join(' ')} ${TABLE.replace('60 742 m 300 742 l S', '')}`],
  ])('%s', async (_, content) => {
    expect(await cellsOf(content)).toEqual(['规章', '12', ''])
  })
})
