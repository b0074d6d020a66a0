import { beforeAll, describe, expect, test } from 'vitest'
import { readPdf } from '../../lib/readers/pdf/index.ts'
import { documentOf, gridsOf, paragraphsOf, shapeOf } from './support/shape.ts'
import { pdf, show } from './support/write-pdf.ts'

const HOW = { encoding: 'UniGB-UCS2-H', strings: 'lines' } as const
const HEIGHT = 842
const at = (text: string, x: number, y: number) => `${show([{ text, x, y }], HOW)}\n`
/** Each character by an operator of its own. */
const apart = (text: string, x: number, y: number) => `${show([{ text, x, y }], { ...HOW, strings: 'characters' })}\n`
const line = (x0: number, y0: number, x1: number, y1: number) => `${x0} ${HEIGHT - y0} m ${x1} ${HEIGHT - y1} l S\n`
const across = (y: number, from: number, to: number) => line(from, y, to, y)
const down = (x: number, from: number, to: number) => line(x, from, x, to)
const box = (left: number, top: number, right: number, bottom: number) => `${left} ${HEIGHT - bottom} ${right - left} ${bottom - top} re S\n`
const filled = (left: number, top: number, right: number, bottom: number) => `${left} ${HEIGHT - bottom} ${right - left} ${bottom - top} re f\n`
const documentFrom = async (...pages: string[]) => documentOf(await readPdf(pdf(pages, HOW)))
const tablesOf = async (...pages: string[]) => gridsOf(await documentFrom(...pages)).map(shapeOf)

/** Two rows of a label and a number each, every cell in a box of its own. */
const cells = (gap: number, border: (left: number, top: number, right: number, bottom: number) => string) =>
  [0, 1].map((row) => [0, 1].map((column) => border(60 + column * 80, 100 + row * 30, 140 + column * 80 - gap, 130 + row * 30 - gap) + at(column === 0 ? '规章' : String(row + 3), 70 + column * 80, 118 + row * 30)).join('')).join('')
const CELLS = [['规章@0,0+1x1', '3@0,1+1x1', '规章@1,0+1x1', '4@1,1+1x1']]

// Loading pdf.js takes longer than all that follows.
beforeAll(async () => {
  await readPdf(new Uint8Array())
})

describe('lines that are one wall', () => {
  test.each([
    ['cells apart from each other', cells(1.5, box)],
    ['cells apart from each other, with double borders', cells(2, (left, top, right, bottom) => box(left, top, right, bottom) + box(left + 1.5, top + 1.5, right - 1.5, bottom - 1.5))],
    ['dots', cells(1, (left, top, right, bottom) => [
      ...Array.from({ length: Math.floor((right - left) / 2) }, (_, i) => filled(left + 2 * i, top, left + 2 * i + 0.7, top + 0.7) + filled(left + 2 * i, bottom, left + 2 * i + 0.7, bottom + 0.7)),
      ...Array.from({ length: Math.floor((bottom - top) / 2) }, (_, i) => filled(left, top + 2 * i, left + 0.7, top + 2 * i + 0.7) + filled(right, top + 2 * i, right + 0.7, top + 2 * i + 0.7)),
    ].join(''))],
  ])('%s', async (_, content) => {
    expect(await tablesOf(content)).toEqual(CELLS)
  })

  test('the columns of one table are not those of the next', async () => {
    const table = (top: number, walls: readonly number[]) =>
      across(top, 60, 300) + across(top + 30, 60, 300) + walls.map((x, index) => down(x, top, top + 30) + (index > 0 ? at(String(index), x - 20, top + 18) : '')).join('')
    expect(await tablesOf(table(100, [60, 120, 180.5, 240, 300]) + table(200, [60, 123, 183, 300]))).toEqual([
      ['1@0,0+1x1', '2@0,1+1x1', '3@0,2+1x1', '4@0,3+1x1'],
      ['1@0,0+1x1', '2@0,1+1x1', '3@0,2+1x1'],
    ])
  })

  test('what a clip hides parts no cell', async () => {
    const clipped = `q 50 ${HEIGHT - 160} 300 60 re W n ${across(145, 60, 300)} ${down(60, 90, 400)} ${down(180, 90, 400)} ${across(200, 60, 180)} ${across(250, 120, 300)} Q\n`
    expect(await tablesOf(across(100, 60, 300) + clipped + down(300, 100, 160) + across(160, 60, 300) + at('规章', 70, 118) + at('3', 190, 118) + at('4', 190, 155))).toEqual([
      ['规章@0,0+1x1', '3@0,1+1x1', '@1,0+1x1', '4@1,1+1x1'],
    ])
  })
})

describe('numbers at walls', () => {
  /** Columns of 31.5 points, in which six digits just fit; the last one ends at 186. */
  const narrow = (content: string) => across(100, 60, 186) + across(130, 60, 186) + [60, 91.5, 123, 154.5, 186].map((x) => down(x, 100, 130)).join('') + at('二、主动公开政府信息情况', 60, 80) + at('件', 65, 118) + content

  test('numbers that fill narrow cells side by side are several', async () => {
    const content = narrow(apart('11398', 96.4, 118) + apart('95992', 123.6, 118) + apart('7', 160, 118))
    expect(await tablesOf(content)).toEqual([['件@0,0+1x1', '11398@0,1+1x1', '95992@0,2+1x1', '7@0,3+1x1']])
  })

  test('a number that runs across the wall between two cells is unknown', async () => {
    expect(await tablesOf(narrow(apart('1139895', 95, 118)))).toEqual([['件@0,0+1x1', '�����@0,1+1x1', '��@0,2+1x1', '@0,3+1x1']])
  })

  test('a number that runs out of the table is unknown, and no text beside it', async () => {
    const document = await documentFrom(narrow(apart('195869', 162, 118)) + at('三、其他', 60, 160))
    expect(gridsOf(document).map(shapeOf)).toEqual([['件@0,0+1x1', '@0,1+1x1', '@0,2+1x1', '�����@0,3+1x1']])
    expect(paragraphsOf(document)).toEqual(['二、主动公开政府信息情况', '三、其他'])
  })

  test.each([
    ['end', `q 50 ${HEIGHT - 140} 134 60 re W n ${apart('195869', 157, 118)} Q\n`],
    ['beginning', `q 157 ${HEIGHT - 140} 137 60 re W n ${apart('95869', 150.5, 118)} Q\n`],
  ])('a number whose %s a clip hides is unknown, also where each digit is shown by itself', async (_, content) => {
    expect((await tablesOf(narrow(content)))[0]?.at(-1)).toMatch(/^�+@0,3/)
  })

  test('of a bracket at the end of a line half may be clipped', async () => {
    expect(paragraphsOf(await documentFrom(`q 50 ${HEIGHT - 140} 137 60 re W n ${apart('公开条例》', 140.5, 118)} Q\n`))).toEqual(['公开条例》'])
  })
})

describe('rows and cells that a page break cuts', () => {
  const foot = 780
  const top = 60
  const walls = [60, 140, 220, 300]
  /** A row of three cells, closed on all sides. */
  const row = (from: number, to: number, texts: readonly string[]) =>
    across(from, 60, 300) + across(to, 60, 300) + walls.map((x) => down(x, from, to)).join('') + texts.map((text, index) => at(text, 70 + index * 80, from + 18)).join('')

  test('a row whose lower line is on the next page, its text on the first', async () => {
    const above = across(foot - 30, 60, 300) + down(60, foot - 30, foot) + down(300, foot - 30, foot) + at('第二十条第（一）项', 100, foot - 12)
    const below = across(top + 20, 60, 300) + down(60, top, top + 20) + down(300, top, top + 20) + row(top + 20, top + 50, ['信息内容', '本年制发件数', '3']) + row(top + 50, top + 80, ['规章', '4', '5'])
    const document = await documentFrom(at('二、主动公开政府信息情况', 60, 700) + above, below)
    expect(gridsOf(document).map(shapeOf)).toEqual([
      ['第二十条第（一）项@0,0+1x3', '信息内容@1,0+1x1', '本年制发件数@1,1+1x1', '3@1,2+1x1', '规章@2,0+1x1', '4@2,1+1x1', '5@2,2+1x1'],
    ])
    expect(paragraphsOf(document)).toEqual(['二、主动公开政府信息情况'])
  })

  test('a row of values without a label: what is cut is no number', async () => {
    const values = (from: number, to: number, texts: readonly string[]) =>
      across(from, 60, 300) + walls.map((x) => down(x, from, to)).join('') + texts.map((text, index) => at(text, 70 + index * 80, from + 14)).join('')
    const above = row(foot - 60, foot - 30, ['结果维持', '结果纠正', '总计']) + values(foot - 30, foot, ['0', '3(其中修订了', '57'])
    const below = down(60, top, top + 20) + values(top, top + 20, ['', '1件)', '1']) + across(top + 20, 60, 300)
    expect(await tablesOf(above, below)).toEqual([['结果维持@0,0+1x1', '结果纠正@0,1+1x1', '总计@0,2+1x1', '0@1,0+1x1', '3(其中修订了1件)@1,1+1x1', '571@1,2+1x1']])
    expect(gridsOf(await documentFrom(above, below))[0]?.cells.at(-1)?.text).toBe('57\n1')
  })

  test('an area beside merged cells that is no rectangle parts nothing if it is empty, and is told where it is not', async () => {
    /** The merged cell on the left ends before the row beside it does. */
    const ragged = line(60, 60, 300, 60) + down(60, 60, 90) + across(90, 60, 140) + down(140, 60, 90) + down(220, 60, 150) + down(300, 60, 150) + across(110, 100, 300) + down(100, 110, 150) + across(150, 100, 300)
    const content = at('三、办理结果', 65, 78) + at('3', 230, 80) + at('（七）总计', 110, 135) + at('9', 230, 135)
    expect((await tablesOf(ragged + content))[0]?.filter((cell) => !cell.startsWith('@'))).toEqual(['三、办理结果@0,0+1x2', '3@0,3+2x1', '（七）总计@2,1+1x2', '9@2,3+1x1'])
    expect(await tablesOf(ragged + content + at('4', 150, 80))).toEqual([])
  })

  test('a cell that goes on over a whole page has nothing but its sides there', async () => {
    const lower = (from: number, to: number, texts: readonly string[]) =>
      across(from, 140, 300) + across(to, 140, 300) + walls.slice(1).map((x) => down(x, from, to)).join('') + texts.map((text, index) => at(text, 150 + index * 80, from + 18)).join('')
    const first = lower(foot - 30, foot, ['（一）予以公开', '1']) + across(foot - 30, 60, 140) + down(60, foot - 30, foot)
    const middle = down(60, top, foot) + Array.from({ length: 24 }, (_, i) => lower(top + 30 * i, top + 30 * (i + 1), [`${i + 1}.情形`, String(i)])).join('') + at('三、办理结果', 65, 400)
    const last = lower(top, top + 30, ['（七）总计', '9']) + down(60, top, top + 30) + across(top + 30, 60, 140)
    const [cells] = await tablesOf(first, middle, last)
    expect(cells?.[0]).toBe('三、办理结果@0,0+26x1')
    expect(cells?.slice(1)).toEqual([
      '（一）予以公开@0,1+1x1', '1@0,2+1x1',
      ...Array.from({ length: 24 }, (_, i) => [`${i + 1}.情形@${i + 1},1+1x1`, `${i}@${i + 1},2+1x1`]).flat(),
      '（七）总计@25,1+1x1', '9@25,2+1x1',
    ])
  })
})
