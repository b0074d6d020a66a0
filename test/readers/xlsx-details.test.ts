import { describe, expect, test } from 'vitest'
import { numberText } from '../../lib/readers/sheets/number-text.ts'
import { address, squareOf } from '../../lib/readers/sheets/sheet.ts'
import { readXlsx } from '../../lib/readers/xlsx/index.ts'
import { documentOf, gridsOf, paragraphsOf, shapeOf } from './support/shape.ts'
import { xlsx } from './support/write-xlsx.ts'

describe('numbers as text', () => {
  test.each([
    [88.782480000000007, '', '88.78248'],
    [26.0, 'General', '26'],
    [0.1 + 0.2, '0.00', '0.3'],
    [88.78248, '0.00', '88.78248'],
    [97760, '#,##0.00', '97760'],
    [-3, '0_);(0)', '-3'],
    [0, '0;-0;;@', '0'],
    [0, '_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-', '0'],
    [5, ';;;', ''],
    [26, '0"件"', '26件'],
    [12.5, '#,##0.00"万元"', '12.5万元'],
    [12.5, '"¥"#,##0.00', '12.5'],
    [88782, '0.0,"千"', '88782'],
    [0.255, '0.0%', '25.5%'],
    [45674, 'yyyy"年"m"月"d"日"', '2025年1月17日'],
    [45674.5, 'yyyy/m/d h:mm', '2025/1/17 12:00'],
    [45674, '[$-804]yyyy\\-mm\\-dd;@', '2025-01-17'],
    [45674, '[DBNum1]aaaa', '星期五'],
    [60, 'yyyy/m/d', '1900/2/28'],
    [1e21, '', '1e+21'],
  ])('%d in %s', (value, format, expected) => {
    expect(numberText(value, format)).toBe(expected)
  })

  test('days since 1904', () => {
    expect(numberText(0, 'yyyy/m/d', true)).toBe('1904/1/1')
  })
})

test('addresses lead to squares and back', () => {
  for (const square of [[0, 0], [6, 1], [9, 25], [9, 26], [99, 701], [1_048_575, 16_383]] as const) expect(squareOf(address(square[0], square[1]))).toEqual(square)
  for (const wrong of ['A0', 'XFE1', 'A1048577', '1', '']) expect(squareOf(wrong)).toBeNull()
})

const text = (at: string, value: string, style = 0) => `<c r="${at}" s="${style}" t="inlineStr"><is><t>${value}</t></is></c>`
const value = (at: string, stored: number) => `<c r="${at}"><v>${stored}</v></c>`
const blank = (at: string, style = 1) => `<c r="${at}" s="${style}"/>`
const row = (number: number, cells: string, more = '') => `<row r="${number}"${more}>${cells}</row>`
const read = (rows: string, after = '', before = '') => documentOf(readXlsx(xlsx([{ name: '表', rows, after, before }])))
const merged = (...areas: readonly string[]) => `<mergeCells>${areas.map((area) => `<mergeCell ref="${area}"/>`).join('')}</mergeCells>`

describe('what is seen of a sheet', () => {
  test('hidden rows and columns are left out and noted, merged areas that reach out of them stay', () => {
    const rows = row(1, text('A1', '甲') + text('B1', '乙') + text('C1', '丙')) + row(2, value('A2', 9) + value('C2', 9), ' hidden="1"') + row(3, text('A3', '丁') + value('B3', 9) + value('C3', 3))
    const document = read(rows, merged('A3:A4'), '<cols><col min="2" max="2" hidden="1"/></cols>')
    expect(gridsOf(document).map(shapeOf)).toEqual([['甲@0,0+1x1', '丙@0,1+1x1', '丁@1,0+1x1', '3@1,1+1x1']])
    expect(document.messages).toEqual(['工作表“表”中有隐藏的行或列，其中的内容没有读取。'])
  })

  test('a formula without its result is no blank', () => {
    const document = read(row(1, text('A1', '规章') + '<c r="B1"><f>SUM(C1:D1)</f></c>' + value('C1', 1)))
    expect(gridsOf(document).map(shapeOf)).toEqual([['规章@0,0+1x1', '=SUM(C1:D1)@0,1+1x1', '1@0,2+1x1']])
    expect(document.messages.join()).toContain('B1的公式没有保存计算结果')
  })

  test('what a merged area covers is not seen; of two areas the earlier keeps a square', () => {
    const rows = row(1, text('A1', '甲') + value('B1', 9) + text('C1', '乙')) + row(2, text('A2', '丙') + value('B2', 1) + value('C2', 2))
    expect(gridsOf(read(rows, merged('A1:B1', 'B1:B2'))).map(shapeOf)).toEqual([['甲@0,0+1x2', '乙@0,2+1x1', '丙@1,0+1x1', '1@1,1+1x1', '2@1,2+1x1']])
  })

  test('text and tables in turn, each with sheet and cell', () => {
    const rows =
      row(1, text('A1', '一、总体情况')) + row(2, text('A2', '第一段&#10;第二段')) + row(3, text('A3', '信息内容') + text('B3', '数量')) +
      row(4, text('A4', '规章') + blank('B4')) + row(5, text('A5', '五、问题')) + row(6, text('A6', '镇政府') + text('C6', '2025年1月6日'))
    const document = read(rows)
    expect(document.blocks.map(({ kind }) => kind)).toEqual(['paragraph', 'paragraph', 'paragraph', 'grid', 'paragraph', 'paragraph', 'paragraph'])
    expect(paragraphsOf(document)).toEqual(['一、总体情况', '第一段', '第二段', '五、问题', '镇政府', '2025年1月6日'])
    expect(gridsOf(document)[0]?.cells.map(({ text: shown, place }) => [shown, place.sheet, place.cell])).toEqual([['信息内容', '表', 'A3'], ['数量', '表', 'B3'], ['规章', '表', 'A4'], ['', '表', 'B4']])
  })

  test('a label without values stays in a table without borders', () => {
    const rows = row(1, text('A1', '信息内容') + text('B1', '数量')) + row(2, text('A2', '规章')) + row(3, text('A3', '行政规范性文件') + value('B3', 2))
    expect(gridsOf(read(rows)).map(shapeOf)).toEqual([['信息内容@0,0+1x1', '数量@0,1+1x1', '规章@1,0+1x1', '@1,1+1x1', '行政规范性文件@2,0+1x1', '2@2,1+1x1']])
  })

  test('pictures stand where they are anchored', () => {
    const parts = {
      'xl/worksheets/_rels/sheet1.xml.rels': '<Relationships xmlns=""><Relationship Id="d" Type="x/drawing" Target="../drawings/drawing1.xml"/></Relationships>',
      'xl/drawings/drawing1.xml': '<wsDr><twoCellAnchor><from><col>0</col><row>1</row></from><pic/></twoCellAnchor></wsDr>',
    }
    const rows = row(1, text('A1', '二、')) + row(5, text('A5', '三、'))
    const document = documentOf(readXlsx(xlsx([{ name: '表', rows, after: '<drawing r:id="d"/>' }], parts)))
    expect(document.blocks.map(({ kind }) => kind)).toEqual(['paragraph', 'image', 'paragraph'])
  })

  test('escaped characters and truth values', () => {
    expect(paragraphsOf(read(row(1, text('A1', '甲_x000A_乙_x4E2D_')) + row(2, '<c r="A2" t="b"><v>1</v></c>') + row(3, '<c r="A3" t="e"><v>#DIV/0!</v></c>')))).toEqual(['甲', '乙中', 'TRUE', '#DIV/0!'])
  })
})
