import { describe, expect, test } from 'vitest'
import { parse } from '../../lib/parse/index.ts'
import { readText } from '../../lib/readers/text/index.ts'
import { inferLevel } from '../../lib/report/index.ts'
import { processorTime } from '../support/processor-time.ts'
import fc from '../support/property.ts'
import { SPECIMEN } from '../support/specimen.ts'
import { layoutNamed } from '../support/writers/index.ts'
import { rejection, report } from './support/parsed.ts'

const ROWS = layoutNamed('row per line, pipes').write(SPECIMEN)
const LINES = layoutNamed('cell per line, blank lines between').write(SPECIMEN)

/** The text with the line that begins with `label` replaced. */
function withRow(label: string, line: string): string {
  const at = ROWS.split('\n').findIndex(row => row.includes(label))
  return ROWS.split('\n').toSpliced(at, 1, line).join('\n')
}

const values = (row: Record<string, { kind: string; value: number | null }> | undefined) => Object.values(row ?? {}).map(({ kind, value }) => value ?? kind)

describe('rows that lost cells', () => {
  test('two numbers of seven are first and total, flagged', () => {
    const row = report(withRow('属于国家秘密', '1.属于国家秘密 | 3 | 3 | |||||||')).tables.requests.rows['denied.stateSecret']
    expect(row).toMatchObject({ naturalPerson: { value: 3, inferred: true }, business: { kind: 'blank', inferred: true }, total: { value: 3, inferred: true } })
  })

  test.each(['4 | ||||||||', '4 | 5 | 9 | ||||||', '4 | 5 | 0 | 0 | 0 | 9 | |||'])('%s: no column is certain, no cell is read', cells => {
    const row = report(withRow('属于国家秘密', `1.属于国家秘密 | ${cells}`)).tables.requests.rows['denied.stateSecret']
    expect(values(row)).toEqual(Array(7).fill('missing'))
  })

  test.each(['| | 4 | 5 | 0 | 0 | 0 | 0 | 9 |', '4 5 0 0 0 0 9'])('numbers that stand below the empty cells of their row (%s): it is not blank', numbers => {
    const text = layoutNamed('Markdown pipe tables').write(SPECIMEN)
    const lines = text.split('\n')
    const at = lines.findIndex(line => line.includes('属于国家秘密'))
    const { requests } = report(lines.toSpliced(at, 1, (lines[at] ?? '').replace(/(?<=\| *)\d+(?= *\|)/g, ''), numbers).join('\n')).tables
    expect(values(requests.rows['denied.stateSecret'])).toEqual(Array(7).fill('missing'))
    expect(values(requests.rows.carriedOver)).toEqual(values(report(text).tables.requests.rows.carriedOver))
  })

  test('a number after a lost label is not read into the row before', () => {
    const lost = LINES.replace('4.保护第三方合法权益\n\n', '')
    const { rows } = report(lost).tables.requests
    expect(Object.keys(rows)).toHaveLength(0)
    expect(report(lost).tables.requests).toMatchObject({ status: 'unreadable', reason: expect.stringContaining('行名') as string })
  })

  test('a row of slashes is not applicable, a remark stays with its number', () => {
    const { rows } = report(withRow('规章 |', '规章 | / | - | 无 |').replace(/行政规范性文件 \| \d+/, '行政规范性文件 | 2(其中修订1件)')).tables.disclosure
    expect(values(rows['regulations'])).toEqual(['notApplicable', 'notApplicable', 'notApplicable'])
    expect(rows['normativeDocuments']?.['made']).toMatchObject({ kind: 'annotated', value: 2, raw: '2(其中修订1件)' })
  })
})

test('a dash alone in a cell of Markdown is no bullet', () => {
  const table = layoutNamed('Markdown pipe tables').write(SPECIMEN).replace(/(属于行政查询事项 \| )\d+/, '$1-')
  expect(values(report(table).tables.requests.rows['denied.administrativeInquiry'])[0]).toBe('notApplicable')
})

describe('lines of values that contradict each other', () => {
  const PIPES = layoutNamed('cell and pipe per line, merged cells as pipes').write(SPECIMEN)
  const row = (text: string) => values(report(text).tables.requests.rows['denied.internalAffairs'])
  const cells = /(5\.属于三类内部事务信息 \|\n)((?:\d+ \|\n){7})/.exec(PIPES)

  test('seven values of which one stands twice on its line', () => {
    const [whole = '', label = '', lines = ''] = cells ?? []
    const [first, , ...others] = lines.trimEnd().split('\n')
    expect(row(PIPES)).not.toContain('missing')
    expect(row(PIPES.replace(whole, `${label}${[`${first ?? ''} ${first ?? ''}`, ...others].join('\n')}\n`))).toEqual(Array(7).fill('missing'))
  })

  test('six values and what merging leaves behind a row are no row with a blank', () => {
    const lines = PIPES.split('\n')
    const at = lines.findIndex(line => line.includes('予以公开 |'))
    expect(values(report(lines.toSpliced(at + 2, 1).join('\n')).tables.requests.rows['granted'])).toEqual(Array(7).fill('missing'))
  })
})

describe('labels', () => {
  test('a label behind its group, cut by the end of a line', () => {
    const cut = ROWS.replace(/1\.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请 \|/, '1.申请人无正当理由逾期 |')
    expect(values(report(cut).tables.requests.rows['other.correctionOverdue'])).toEqual(values(report(ROWS).tables.requests.rows['other.correctionOverdue']))
  })

  test('empty cells before a label count also where a line begins with a separator', () => {
    const squares = ROWS.split('\n').map(line => {
      const cells = line.split('|').map(cell => cell.trim()).filter(cell => cell !== '')
      const numbers = cells.slice(-7)
      if (numbers.length < 7 || !numbers.every(cell => /^\d+$/.test(cell)) || cells.length > 10) return line
      const words = cells.slice(0, -7).filter(cell => !cell.startsWith('三、'))
      const [first = ''] = words
      const label = /^[一二四]、/.test(first) ? [first, '', ''] : /^\([一二七]\)/.test(first) ? ['', first, ''] : ['', words.length > 1 ? first : '', words.at(-1) ?? '']
      return [...label, ...numbers].join(' | ')
    })
    const kinds = (text: string) => Object.entries(report(text).tables.requests.rows).map(([key, row]) => [key, values(row)])
    expect(squares.filter(line => line.startsWith(' | (')).length).toBeGreaterThan(5)
    expect(kinds(squares.join('\n'))).toEqual(kinds(ROWS))
  })
})

describe('tables that cannot be read', () => {
  test('fused cells', () => {
    expect(report(ROWS.replace(/规章 \| 0 \| 0 \| 0 \|/, '规章000')).tables.disclosure).toMatchObject({ status: 'unreadable', rows: {} })
  })

  test('a picture in place of a table', () => {
    const cut = ROWS.replace(/(三、收到和处理[^\n]*\n)[\s\S]*?(?=四、政府信息公开行政复议)/, '$1![表格](a.png)\n')
    expect(report(cut).tables.requests).toMatchObject({ status: 'unreadable', reason: expect.stringContaining('图片') as string })
  })

  test('nothing under the heading', () => {
    const cut = ROWS.replace(/(三、收到和处理[^\n]*\n)[\s\S]*?(?=四、政府信息公开行政复议)/, '$1')
    expect(report(cut).tables.requests.status).toBe('missing')
  })

  test('fourteen or sixteen different numbers in table 4', () => {
    const row = /\n2 \|(?: \d+ \|){14}/.exec(ROWS)?.[0] ?? ''
    expect(row).not.toBe('')
    for (const other of [row.slice(0, -4), `${row} 7 |`]) expect(report(ROWS.replace(row, other)).tables.disputes.status).toBe('unreadable')
  })
})

test('aspects numbered like sections are none', () => {
  const { sections, tables } = report(ROWS.replace(/^\(([一二三四五])\)/gm, '$1、'))
  expect(sections.map(({ number, key }) => `${number} ${key}`)).toEqual(['1 overview', '2 disclosure', '3 requests', '4 disputes', '5 problems', '6 other'])
  expect(sections[0]?.subsections.map(({ number, aspect }) => `${number} ${aspect}`)).toEqual(['1 proactive', '2 onRequest', '3 management', '4 platform', '5 supervision'])
  expect(Object.values(tables).map(({ status }) => status)).toEqual(['read', 'read', 'read'])
})

describe('a report printed twice', () => {
  test('is parsed once; what differs is listed with both places', () => {
    const second = ROWS.replace('行政许可 | 318', '行政许可 | 319')
    const { duplicate, tables, text } = report(`${ROWS}×\n${second}`)
    expect(tables.disclosure.rows['licensing']?.['decisions']?.value).toBe(318)
    expect(duplicate?.differences.map(({ first, second: other }) => [first.text, other.text])).toEqual([['318', '319']])
    expect(text.slice(duplicate?.place.start).startsWith(SPECIMEN.title)).toBe(true)
  })
})

describe('what is no report is refused', () => {
  test.each([
    ['empty-text', ' \n\t\n'],
    ['not-a-report', '关于召开座谈会的通知\n请各单位于周五前报名。'],
    ['interpretation', '《云桥镇2024年政府信息公开工作年度报告》解读\n一、背景\n本报告介绍了全年情况。'],
    ['half-year', '云桥镇2024年上半年政府信息公开情况统计\n主动公开信息12条。'],
    ['before-2019', '云桥镇2017年政府信息公开工作年度报告\n一、总体情况\n主动公开信息12条。'],
  ])('%s', (code, text) => {
    expect(rejection(text)).toBe(code)
  })
})

test.each([
  ['星湖县云桥镇人民政府', 'township'], ['松涛街道办事处', 'township'], ['星湖县', 'county'], ['星湖县人民政府', 'county'], ['望北市档案局', 'department'],
  ['某某省人民政府', 'province'], ['望北市人民政府', null], ['云桥经济开发区管理委员会', null],
])('the level of %s is %s', (name, level) => {
  expect(inferLevel(name)).toBe(level)
})

test('no damage makes the parser throw or dawdle', () => {
  fc.assert(
    fc.property(fc.nat(LINES.length), fc.nat(200), fc.string({ maxLength: 30 }), (at, length, filling) => {
      const started = processorTime()
      parse(readText(LINES.slice(0, at) + filling + LINES.slice(at + length), 'utf-8'))
      expect(processorTime() - started).toBeLessThan(1000)
    }),
    { numRuns: 150 },
  )
})

test.each(['|', '0 ', '规章 0 ', '一、总体情况\n', '\t0\n', '（一）', '1 月1日'])('%j a hundred thousand times takes linear time', piece => {
  const started = processorTime()
  parse(readText(piece.repeat(100_000), 'utf-8'))
  expect(processorTime() - started).toBeLessThan(5000)
})
