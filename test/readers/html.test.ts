import { describe, expect, test } from 'vitest'
import type { Block, Document, GridBlock } from '../../lib/readers/document.ts'
import { readHtml } from '../../lib/readers/html/index.ts'
import { reports } from '../support/arbitrary.ts'
import { processorTime } from '../support/processor-time.ts'
import { printTable, type PrintedTable } from '../support/printed-table.ts'
import fc from '../support/property.ts'
import type { ReportData } from '../support/report-data.ts'
import { SPECIMEN } from '../support/specimen.ts'
import { HTML_LAYOUTS, layoutNamed } from '../support/writers/index.ts'
import { squares } from '../support/writers/layout.ts'

function html(source: string): Document {
  const result = readHtml(source, 'utf-8')
  if (!result.ok) throw new Error(result.rejection.message)
  return result.document
}
const grids = ({ blocks }: Document): GridBlock[] => blocks.filter((block) => block.kind === 'grid')
const paragraphs = ({ blocks }: Document): string[] => blocks.flatMap((block) => (block.kind === 'paragraph' ? [block.text] : []))
const shape = ({ cells }: GridBlock) =>
  cells.map(({ text, row, column, rowSpan, colSpan }) => `${text.replace(/\s/g, '')}@${row},${column}+${rowSpan}x${colSpan}`)

const printedShape = (table: PrintedTable) =>
  squares(table).flatMap((line, row) =>
    line.flatMap((cell, column) => (cell ? [`${cell.text.replace(/\s/g, '')}@${row},${column}+${cell.rowSpan}x${cell.colSpan}`] : [])),
  )

/** Every place must lead back to what the block says. */
function expectPlaces({ text, blocks }: Document) {
  const pieces = (block: Block) => (block.kind === 'grid' || block.kind === 'line' ? block.cells : block.kind === 'paragraph' ? [block] : [])
  for (const block of blocks)
    for (const piece of pieces(block)) expect(text.slice(piece.place.start, piece.place.end)).toBe(piece.text)
}

const WITHOUT_GRIDS_OF_THEIR_OWN = ['HTML of divs only', 'HTML as one spreadsheet']
const WITH_TABLES = HTML_LAYOUTS.filter(({ name }) => !WITHOUT_GRIDS_OF_THEIR_OWN.includes(name))

describe('reports as web pages', () => {
  test.each(WITH_TABLES)('$name: the three tables come as grids with every cell in its squares', ({ write }) => {
    const check = (report: ReportData) => {
      const document = html(write(report))
      const tables = grids(document).filter(({ rows }) => rows > 3)
      expect(tables.map(shape)).toEqual((['disclosure', 'requests', 'disputes'] as const).map((key) => printedShape(printTable(report, key))))
      expectPlaces(document)
    }
    check(SPECIMEN)
    fc.assert(fc.property(reports({ blanks: 'any', remarks: true }), check), { numRuns: 5 })
  })

  test.each(HTML_LAYOUTS.filter(({ name }) => name !== 'HTML as one spreadsheet'))('$name: headings and sentences come whole, one paragraph each', ({ write }) => {
    const found = paragraphs(html(write(SPECIMEN)))
    for (const line of [SPECIMEN.title, '二、主动公开政府信息情况', ...SPECIMEN.overview.map(({ text }) => text), '2025年1月15日'])
      expect(found).toContain(line)
  })

  test('what nobody sees is not read', () => {
    const document = html(layoutNamed('HTML with the furniture of a site').write(SPECIMEN))
    for (const unseen of ['999', '1024', '请启用脚本', '网站标识码']) expect(document.text).not.toContain(unseen)
    expect(document.blocks.filter((block) => block.kind === 'paragraph' && block.heading === 1)).toHaveLength(2)
  })
})

describe('text', () => {
  test('runs glue, white space collapses, breaks and blocks end a line', () => {
    const document = html('<p>共<span>1</span><b>2</b>&nbsp;&nbsp;\n 件<br>次行</p>末行<div>再<i>一</i>行</div>')
    expect(paragraphs(document)).toEqual(['共12 件', '次行', '末行', '再一行'])
    expect(document.text).toBe('共12 件\n次行\n末行\n再一行')
    expectPlaces(document)
  })

  test('a source line that ends within Chinese leaves no blank', () => {
    expect(paragraphs(html('<p>政府信\n息公开\n  工作</p>'))).toEqual(['政府信息公开工作'])
  })

  test('marks of no width vanish', () => {
    expect(paragraphs(html('<p>1\u200b2&#8203;3\ufeff</p>'))).toEqual(['123'])
  })

  test.each([
    ['<ol start="2"><li>甲<li><p>乙</p><p>丙</p></ol>', ['2.甲', '3.乙', '丙']],
    ['<ol style="list-style-type: cjk-ideographic"><li>甲</li><li value=12>乙</li></ol>', ['一、甲', '十二、乙']],
    ['<ol type="a"><li>甲</ol><ul><li>乙</ul>', ['a.甲', '乙']],
    ['<ol style="list-style: none"><li>甲</ol>', ['甲']],
  ])('%s is numbered as browsers number it', (source, expected) => {
    const shown = html(source).blocks.map((block) => (block.kind === 'paragraph' ? block.text : block.kind))
    expect(shown).toEqual(expected)
  })

  test('lines with pipes and preformatted lines are read as in plain text', () => {
    const document = html('<p>规章 | 0 | 1 |</p><pre>\n\t行政许可\n\t5\n</pre>')
    expect(document.blocks.map(({ kind }) => kind)).toEqual(['line', 'line', 'line'])
    expectPlaces(document)
  })

  test('blank lines count in preformatted text', () => {
    const { blocks } = html('<p>年报</p><pre>\n规章\n\n\n\n行政规范性文件\n</pre>')
    expect(blocks.map(({ place }) => place.line)).toEqual([undefined, 2, 6])
  })

  test('tables in Markdown leave the lines around them as lines', () => {
    const document = html('# 年度报告\n\n一、总体情况\n正文\n\n<table><tr><td>规章</td><td>3</td></tr></table>\n五、问题\n')
    expect(paragraphs(document)).toEqual(['年度报告', '一、总体情况', '正文', '五、问题'])
    expect(grids(document)).toHaveLength(1)
    expectPlaces(document)
  })
})

describe('tables', () => {
  test.each([
    ['spans that overlap', '<tr><td>a<td rowspan=2>b<tr><td colspan=2>c<td>d', ['a@0,0+1x1', 'b@0,1+2x1', 'c@1,0+1x1', 'd@1,2+1x1']],
    ['a rowspan of 0', '<tr><td rowspan=0>a<td>b<tr><td>c', ['a@0,0+2x1', 'b@0,1+1x1', 'c@1,1+1x1']],
    ['spans far too large', '<tr><td colspan=99999999>a<td rowspan=99999999>b<tr><td>c', ['a@0,0+1x1', 'b@0,1+2x1', 'c@1,0+1x1']],
    ['spans that are no numbers', '<tr><td colspan=x>a<td colspan=-3>b', ['a@0,0+1x1', 'b@0,1+1x1']],
    ['a row group that ends a span', '<thead><tr><td rowspan=9>a<td>b</thead><tbody><tr><td>c<td>d', ['a@0,0+1x1', 'b@0,1+1x1', 'c@1,0+1x1', 'd@1,1+1x1']],
    ['empty rows and unused columns', '<tr></tr><tr><td colspan=3>a<td>b<tr><td colspan=3>c<td>d', ['a@0,0+1x1', 'b@0,1+1x1', 'c@1,0+1x1', 'd@1,1+1x1']],
  ])('%s', (_, rows, expected) => {
    const [grid] = grids(html(`<table>${rows}</table>`))
    expect(grid && shape(grid)).toEqual(expected)
  })

  test('blank cells have a place of their own', () => {
    const [grid] = grids(html('<table><tr><td>规章<td><td>&nbsp;<td>3</table>'))
    expect(grid?.cells.map(({ text, place }) => [text, place.start, place.column])).toEqual([['规章', 0, 1], ['', 3, 2], ['', 4, 3], ['3', 5, 4]])
  })

  test.each([
    ['<table><tr><td>a<td>0<p>五、', [['a', '0'], ['五、']]],
    ['<table><tr><td>a<td><p>五、', [['a', ''], ['五、']]],
    ['<table><tr><td><p>a</p><td><p>0</p><p>五、', [['a', '0'], ['五、']]],
    ['<table><tr><td>a<td>0<p>五、<table><tr><td>b<td>1</table>六、', [['a', '0'], ['五、'], ['b', '1'], ['六、']]],
  ])('%s: what follows an unclosed table is not in it', (source, expected) => {
    const { blocks } = html(`<html>${source}`)
    expect(blocks.map((block) => (block.kind === 'grid' ? block.cells.map(({ text }) => text) : block.kind === 'paragraph' ? [block.text] : []))).toEqual(expected)
  })

  test('a table of one column only lays lines out', () => {
    expect(paragraphs(html('<table><tr><td>一、总体情况<tr><td colspan=2>公开办事指南。</table>'))).toEqual(['一、总体情况', '公开办事指南。'])
  })

  test('cells outside of any table stay apart', () => {
    expect(paragraphs(html('<tr><td>行政许可</td><td>31</td><td>8</td></tr>'))).toEqual(['行政许可', '31', '8'])
  })

  test('a picture of a table is noted, icons are not', () => {
    const kinds = html('<p>二、</p><img src="a.png"><p><img src="b.png" width=16></p><table><tr><td><img src="c.png"></table>').blocks.map(({ kind }) => kind)
    expect(kinds).toEqual(['paragraph', 'image', 'image'])
  })
})

describe('hostile pages', () => {
  test.each(['</form>', '</b>', '<a>'])('an element taken out of the middle of a deep page: %s', (tag) => {
    const page = `<table><tr><td><form><a><b>${'<div><span>'.repeat(40)}一${tag}二`
    const result = readHtml(page, 'utf-8')
    expect(result.ok && result.document.text.replaceAll('\n', '')).toBe('一二')
  })

  test.each([
    ['50,000 nested tables', '<table><tr><td>'.repeat(50_000)],
    ['50,000 nested divs', '<div>'.repeat(50_000)],
    ['20,000 open formatting elements', Array.from({ length: 20_000 }, (_, i) => `<p><b id=${i}>x</b id=1>`).join('')],
    ['100,000 misplaced elements in a table', `<table>${'<br>'.repeat(100_000)}</table>`],
    ['200,000 attributes', `<p ${Array.from({ length: 200_000 }, (_, i) => `a${i}`).join(' ')}>x</p>`],
    ['cells that claim every square', `<table>${'<tr><td colspan=1000 rowspan=65534>x'.repeat(2_000)}</table>`],
    ['a wide table under spans', `<table><tr>${'<td rowspan=60000>x'.repeat(20_000)}${'<tr><td>y'.repeat(20_000)}</table>`],
  ])('%s end within a second', (_, source) => {
    const begin = processorTime()
    const result = readHtml(source, 'utf-8')
    expect(processorTime() - begin).toBeLessThan(1_000)
    if (!result.ok) expect(result.rejection.code).toBe('damaged-html')
  })
})
