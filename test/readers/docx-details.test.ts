import { describe, expect, test } from 'vitest'
import { readDocx } from '../../lib/readers/docx/index.ts'
import { documentOf, gridsOf, paragraphsOf, rejectionOf, shapeOf } from './support/shape.ts'
import { docx } from './support/write-docx.ts'

const read = (body: string, parts: Readonly<Record<string, string>> = {}) => documentOf(readDocx(docx(body, parts)))
const lines = (body: string, parts: Readonly<Record<string, string>> = {}) => paragraphsOf(read(body, parts))
const shape = (rows: string) => gridsOf(read(`<w:tbl>${rows}</w:tbl>`)).map(shapeOf)
const t = (text: string) => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`
const p = (content: string, properties = '') => `<w:p><w:pPr>${properties}</w:pPr>${content}</w:p>`
const tc = (text: string, properties = '') => `<w:tc><w:tcPr>${properties}</w:tcPr>${p(text && t(text))}</w:tc>`
const tr = (cells: string, properties = '') => `<w:tr><w:trPr>${properties}</w:trPr>${cells}</w:tr>`
const span = (count: number) => `<w:gridSpan w:val="${count}"/>`

describe('what is seen of a paragraph', () => {
  test.each([
    ['breaks end a line, tabs and hyphens stay', `${t('甲')}<w:r><w:br/></w:r>${t('乙')}<w:r><w:tab/><w:noBreakHyphen/></w:r>${t('1')}`, ['甲', '乙\t-1']],
    ['marks of no width vanish, hard blanks are blanks', t('1\u200b2\u00a0件'), ['12 件']],
    ['deleted and moved text is out, inserted text in', `<w:del>${t('1')}</w:del><w:moveFrom>${t('2')}</w:moveFrom><w:ins>${t('3')}</w:ins><w:moveTo>${t('4')}</w:moveTo>`, ['34']],
    ['of equal contents one', `<w:r><mc:AlternateContent><mc:Choice>${t('甲')}</mc:Choice><mc:Choice>${t('乙')}</mc:Choice><mc:Fallback>${t('丙')}</mc:Fallback></mc:AlternateContent></w:r>`, ['甲']],
    ['of nested fields the result', `<w:r><w:fldChar w:fldCharType="begin"/></w:r>${t('码')}<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${t('内')}<w:r><w:fldChar w:fldCharType="end"/><w:fldChar w:fldCharType="separate"/></w:r>${t('果')}<w:r><w:fldChar w:fldCharType="end"/></w:r>`, ['果']],
    ['the sound of characters is out', `<w:ruby><w:rt>${t('gong')}</w:rt><w:rubyBase>${t('公')}</w:rubyBase></w:ruby>`, ['公']],
    ['signs of symbol fonts are unknown, not nothing', `<w:r><w:sym w:font="Wingdings" w:char="F081"/><w:sym w:font="SimSun" w:char="2460"/></w:r>`, ['\uFFFD①']],
  ])('%s', (_, content, expected) => {
    expect(lines(p(content))).toEqual(expected)
  })

  test('a paragraph whose end is deleted or hidden goes on in the next', () => {
    expect(lines(p(t('一、'), '<w:rPr><w:del/></w:rPr>') + p(t('总体'), '<w:rPr><w:vanish/></w:rPr>') + p(t('情况')) + p(t('完'), '<w:rPr><w:del/></w:rPr>'))).toEqual(['一、总体情况', '完'])
  })

  test('a text box follows the paragraph on which it hangs', () => {
    expect(lines(p(`${t('甲')}<w:r><w:pict><v:textbox><w:txbxContent>${p(t('框'))}</w:txbxContent></v:textbox></w:pict></w:r>${t('乙')}`.replaceAll('v:textbox', 'w:textbox')))).toEqual(['甲乙', '框'])
  })

  test('a table of contents is not read a second time', () => {
    const toc = `<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>${p(t('一、总体情况 1'))}</w:sdtContent></w:sdt>`
    expect(lines(`${toc}${p(t('一、总体情况'))}`)).toEqual(['一、总体情况'])
  })

  test('a web page wrapped in a document is refused, beside text it is noted', () => {
    expect(rejectionOf(readDocx(docx('<w:altChunk r:id="a"/>'))).code).toBe('unsupported-type')
    expect(read(`${p(t('甲'))}<w:altChunk r:id="a"/>`).messages).toHaveLength(1)
  })

  test('pictures are noted, icons and hidden ones are not', () => {
    const picture = (size: number, properties = '') => `<w:r><w:rPr>${properties}</w:rPr><w:drawing><w:extent cx="${size}" cy="${size}"/><w:blip/></w:drawing></w:r>`
    expect(read(p(t('二、') + picture(3_000_000) + picture(90_000) + picture(3_000_000, '<w:vanish/>'))).blocks.map(({ kind }) => kind)).toEqual(['paragraph', 'image'])
  })

  test('headings by style and by outline level', () => {
    const styles = '<w:styles xmlns:w="w"><w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 2"/></w:style><w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="H"/></w:style></w:styles>'
    const blocks = read(p(t('甲'), '<w:pStyle w:val="H"/>') + p(t('乙'), '<w:outlineLvl w:val="0"/>') + p(t('丙'), '<w:pStyle w:val="H"/><w:outlineLvl w:val="9"/>') + p(t('丁')), { 'word/styles.xml': styles }).blocks
    expect(blocks.map((block) => block.kind === 'paragraph' && block.heading)).toEqual([2, 1, undefined, undefined])
  })
})

const level = (at: number, format: string, text: string, more = '') => `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/>${more}</w:lvl>`
const numbered = (levels: string, nums: string, items: readonly (readonly [num: number, level: number])[]) =>
  lines(items.map(([num, at]) => p(t('文'), `<w:numPr><w:ilvl w:val="${at}"/><w:numId w:val="${num}"/></w:numPr>`)).join(''), {
    'word/numbering.xml': `<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="0">${levels}</w:abstractNum>${nums}</w:numbering>`,
  }).map((line) => line.replace('文', ''))
const num = (id: number, more = '') => `<w:num w:numId="${id}"><w:abstractNumId w:val="0"/>${more}</w:num>`

describe('automatic numbers', () => {
  test.each([
    ['count, and begin anew under a new number above', level(0, 'chineseCounting', '%1、') + level(1, 'decimal', '%1.%2', '<w:isLgl/>'), num(1), [[1, 0], [1, 1], [1, 1], [1, 0], [1, 1]], ['一、', '1.1', '1.2', '二、', '2.1']],
    ['lists of one kind count on together', level(0, 'decimal', '%1.'), num(1) + num(2), [[1, 0], [2, 0], [1, 0]], ['1.', '2.', '3.']],
    ['a list with its own start begins there', level(0, 'decimal', '%1.'), num(1) + num(2, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'), [[1, 0], [1, 0], [2, 0], [2, 0]], ['1.', '2.', '1.', '2.']],
    ['a level that never begins anew', level(0, 'chineseCounting', '%1、') + level(1, 'decimal', '%2.', '<w:lvlRestart w:val="0"/>'), num(1), [[1, 0], [1, 1], [1, 0], [1, 1]], ['一、', '1.', '二、', '2.']],
    ['bullets and unknown formats show nothing', level(0, 'bullet', '●') + level(1, 'thaiLetters', '%2.'), num(1), [[1, 0], [1, 1]], ['', '']],
    ['circles, brackets, Roman', level(0, 'decimalEnclosedCircle', '%1') + level(1, 'upperRoman', '(%2)') + level(2, 'lowerLetter', '%3)'), num(1), [[1, 0], [1, 1], [1, 2]], ['①', '(I)', 'a)']],
    ['no such list', level(0, 'decimal', '%1.'), num(1), [[0, 0], [8, 0]], ['', '']],
  ] as const)('%s', (_, levels, nums, items, expected) => {
    expect(numbered(levels, nums, items)).toEqual(expected)
  })

  test('a number in front of digits stays apart, and out of cells of digits', () => {
    const numPr = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    const parts = { 'word/numbering.xml': `<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="0">${level(0, 'decimal', '%1.')}</w:abstractNum>${num(1)}</w:numbering>` }
    const document = read(`${p(t('5月'), numPr)}<w:tbl>${tr(`<w:tc>${p(t('属于国家秘密'), numPr)}</w:tc><w:tc>${p(t('3'), numPr)}</w:tc>`)}</w:tbl>`, parts)
    expect(paragraphsOf(document)).toEqual(['1. 5月'])
    expect(gridsOf(document).map(shapeOf)).toEqual([['2.属于国家秘密@0,0+1x1', '3@0,1+1x1']])
  })
})

describe('tables', () => {
  test.each([
    ['merged cells', tr(tc('a', '<w:vMerge w:val="restart"/>') + tc('b', span(2))) + tr(tc('', '<w:vMerge/>') + tc('c') + tc('d')), ['a@0,0+2x1', 'b@0,1+1x2', 'c@1,1+1x1', 'd@1,2+1x1']],
    ['cells merged the old way', tr(tc('a', '<w:hMerge w:val="restart"/>') + tc('x', '<w:hMerge/>') + tc('b')) + tr(tc('c') + tc('d') + tc('e')), ['a@0,0+1x2', 'b@0,2+1x1', 'c@1,0+1x1', 'd@1,1+1x1', 'e@1,2+1x1']],
    ['a merge that continues nothing', tr(tc('a') + tc('b')) + tr(tc('c', '<w:vMerge/>') + tc('d')), ['a@0,0+1x1', 'b@0,1+1x1', 'c@1,0+1x1', 'd@1,1+1x1']],
    ['rows that begin further right', tr(tc('a') + tc('b')) + tr(tc('c'), '<w:gridBefore w:val="1"/>'), ['a@0,0+1x1', 'b@0,1+1x1', 'c@1,1+1x1']],
    ['hidden and deleted rows', tr(tc('a') + tc('b')) + tr(tc('9') + tc('9'), '<w:hidden/>') + tr(tc('8') + tc('8'), '<w:del/>'), ['a@0,0+1x1', 'b@0,1+1x1']],
    ['spans of a billion', tr(tc('a', span(1e9))) + tr(tc('b') + tc('c', span(1e9))), ['a@0,0+1x2', 'b@1,0+1x1', 'c@1,1+1x2']],
  ])('%s', (_, rows, expected) => {
    expect(shape(rows).flat()).toEqual(expected)
  })

  test('a table of one column only lays lines out', () => {
    expect(lines(`<w:tbl>${tr(tc('一、总体情况', span(2)))}${tr(tc('公开办事指南。'))}</w:tbl>`)).toEqual(['一、总体情况', '公开办事指南。'])
  })

  test('a cell says in which paragraph lines it stands, a blank one where it stands', () => {
    const [grid] = gridsOf(read(`<w:tbl>${tr(`<w:tc>${p(t('商业'))}${p(t('企业'))}</w:tc>${tc('')}${tc('3')}`)}</w:tbl>`))
    expect(grid?.cells.map(({ text, place }) => [text, place.start, place.table, place.row, place.column])).toEqual([['商业\n企业', 0, 1, 1, 1], ['', 6, 1, 1, 2], ['3', 7, 1, 1, 3]])
  })
})
