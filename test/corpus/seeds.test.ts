import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { claimsOf } from '../../lib/claims/index.ts'
import { parse } from '../../lib/parse/index.ts'
import { readText } from '../../lib/readers/text/index.ts'
import type { Report } from '../../lib/report/index.ts'
import { run } from '../../lib/rules/index.ts'

const FOLDER = '../shared/seeds'

function seed(number: string): Report {
  const file = readdirSync(FOLDER).find(name => name.startsWith(number))
  if (file === undefined) throw new Error(`no seed ${number}`)
  const result = parse(readText(readFileSync(`${FOLDER}/${file}`, 'utf8'), 'utf-8'))
  if (!result.ok) throw new Error(result.rejection.message)
  return result.report
}

/** The lines of a seed that show something, so that no text of it need stand here. */
const lines = (report: Report): string[] => report.text.split('\n').map(line => line.trim()).filter(line => line !== '')

/** Rows as short words: `26 0 0 0 0 0 26`, `_` for a blank cell, `?` for a missing one. */
function shown(report: Report, table: keyof Report['tables']): Record<string, string> {
  const word = { blank: '_', missing: '?', notApplicable: '/', text: 'text', annotated: 'annotated', number: '' }
  return Object.fromEntries(
    Object.entries(report.tables[table].rows).map(([key, cells]) => [
      key,
      Object.values(cells).map(cell => (cell.kind === 'number' ? String(cell.value) : word[cell.kind]) + (cell.inferred ? '!' : '')).join(' '),
    ]),
  )
}

const ZEROS = '0 0 0 0 0 0 0'
const others = (rows: Record<string, string>, ...known: string[]) => Object.entries(rows).filter(([key]) => !known.includes(key))
const NO_DISPUTES = { review: '0 0 0 0 0', directLitigation: '0 0 0 0 0', litigationAfterReview: '0 0 0 0 0' }
const SIX = ['overview', 'disclosure', 'requests', 'disputes', 'problems', 'other']
const ASPECTS = ['proactive', 'onRequest', 'management', 'platform', 'supervision']

describe.skipIf(!existsSync(FOLDER))('the five seeds', () => {
  test.each(['000', '001', '002', '003', '004'])('%s: six sections in order, and every place quotes its text', number => {
    const report = seed(number)
    expect(report.sections.map(section => section.key)).toEqual(SIX)
    expect(report.sections.map(section => section.number)).toEqual([1, 2, 3, 4, 5, 6])
    const quoted = [
      ...report.preamble,
      ...report.sections.flatMap(section => [...section.paragraphs, ...section.subsections.map(({ heading, place }) => ({ text: heading, place }))]),
      ...Object.values(report.tables).flatMap(table => [...Object.values(table.labels), ...table.extraRows]),
      ...Object.values(report.tables).flatMap(table => Object.values(table.rows).flatMap(row => Object.values(row).map(({ raw, place }) => ({ text: raw, place })))),
    ]
    for (const { text, place } of quoted) {
      expect(report.text.slice(place.start, place.end)).toBe(text)
      expect(place.line).toBe(report.text.slice(0, place.start).split('\n').length)
    }
    expect(Object.values(report.tables).map(table => table.status)).toEqual(['read', 'read', 'read'])
    expect(report.tables.requests.extraRows).toEqual([])
    expect(report.tables.disclosure.extraRows).toEqual([])
  })

  test('000: printed twice, six blank cells', () => {
    const report = seed('000')
    expect(report).toMatchObject({
      title: lines(report)[0], agency: /来源:(\S+)/.exec(report.text)?.[1], year: 2024, level: 'township', preamble: [], signature: null,
      dates: { period: { from: '2024-01-01', to: '2024-12-31' }, signed: { date: '2025-01-06' }, published: { date: '2025-01-06' } },
      duplicate: { place: { line: 642 }, differences: [] },
    })
    expect(shown(report, 'disclosure')).toEqual({
      regulations: '_ _ _', normativeDocuments: '_ _ _', licensing: '6037', penalties: '43', compulsion: '0', fees: '0',
    })
    const requests = shown(report, 'requests')
    for (const key of ['newReceived', 'granted', 'totalProcessed']) expect(requests[key]).toBe('1 0 0 0 0 0 1')
    expect(others(requests, 'newReceived', 'granted', 'totalProcessed').filter(([, cells]) => cells !== ZEROS)).toEqual([])
    expect(Object.keys(requests)).toHaveLength(25)
    expect(shown(report, 'disputes')).toEqual(NO_DISPUTES)
    expect(report.sections[0]?.subsections.map(({ aspect }) => aspect)).toEqual(ASPECTS)
  })

  test('001: no title; signed before the period ended', () => {
    const report = seed('001')
    expect(report).toMatchObject({
      title: null, agency: lines(report).at(-2), year: 2022, level: 'township', duplicate: null,
      dates: { period: null, signed: { date: '2022-12-23' }, published: null }, signature: { text: lines(report).at(-2) },
    })
    expect(shown(report, 'disclosure')).toEqual({
      regulations: '0 0 0', normativeDocuments: '0 0 0', licensing: '0', penalties: '60', compulsion: '0', fees: '0',
    })
    expect(others(shown(report, 'requests')).filter(([, cells]) => cells !== ZEROS)).toEqual([])
    expect(shown(report, 'disputes')).toEqual(NO_DISPUTES)
    expect(report.sections[0]?.subsections.map(({ number, aspect }) => [number, aspect])).toEqual([[1, null], [2, null], [3, null]])
    expect(report.sections[5]?.paragraphs.map(({ text }) => text)).toEqual(['无。'])
    expect(report.tables.requests.form).toBe('2021')
  })

  test('002: a county; merged cells as runs of pipes', () => {
    const report = seed('002')
    expect(report).toMatchObject({ title: null, agency: /2024年(\S{2}县)政府信息公开/.exec(report.text)?.[1], year: 2024, level: 'county', dates: { period: null, signed: { date: '2025-02-17' } } })
    expect(shown(report, 'disclosure')).toEqual({
      regulations: '0 0 0', normativeDocuments: '5 4 4', licensing: '13704', penalties: '486', compulsion: '0', fees: '88.78248',
    })
    const filled = {
      newReceived: 26, granted: 10, 'unavailable.notHeld': 9, 'notProcessed.petition': 5, 'notProcessed.publication': 1,
      'other.correctionOverdue': 1, totalProcessed: 26,
    }
    const requests = shown(report, 'requests')
    for (const [key, value] of Object.entries(filled)) expect(requests[key]).toBe(`${value} 0 0 0 0 0 ${value}`)
    expect(others(requests, ...Object.keys(filled)).filter(([, cells]) => cells !== ZEROS)).toEqual([])
    expect(shown(report, 'disputes')).toEqual({ ...NO_DISPUTES, review: '5 2 0 0 7' })
    expect(report.preamble).toHaveLength(1)
    expect(report.sections[5]?.subsections.map(({ heading }) => heading)).toEqual(['(一)收取信息处理费情况', '(二)政务公开工作要点落实情况'])
  })

  test('003: a title on two lines, a sub-section without its number', () => {
    const report = seed('003')
    expect(report).toMatchObject({
      title: lines(report).slice(0, 2).join(''), agency: lines(report)[0], year: 2024, level: 'township',
      dates: { signed: null, published: null }, signature: null,
    })
    expect(shown(report, 'disclosure')).toMatchObject({ regulations: '0 0 0', normativeDocuments: '1 0 1' })
    expect(others(shown(report, 'requests')).filter(([, cells]) => cells !== ZEROS)).toEqual([])
    expect(shown(report, 'disputes')).toEqual(NO_DISPUTES)
    expect(report.sections[0]?.subsections.map(({ number, aspect, heading }) => [number, aspect, heading])).toEqual([
      [null, 'proactive', '主动公开'], [2, 'onRequest', '（二）依申请公开'], [3, 'management', '（三）政府信息管理'],
      [4, 'platform', '（四）政府信息公开平台建设'], [5, 'supervision', '（五）监督保障'],
    ])
    expect(report.sections[0]?.paragraphs[1]?.text).toMatch(/^2024年，/)
  })

  test('004: the form of 2019 without procurement, sixteen numbers in table 4', () => {
    const report = seed('004')
    expect(report).toMatchObject({ title: lines(report)[0], agency: lines(report)[0]?.split(' ')[0], year: 2024, level: 'township' })
    expect(report.dates.period).toMatchObject({ from: '2024-01-01', to: '2024-12-31' })
    expect(shown(report, 'disclosure')).toEqual({
      regulations: '0 0 0', normativeDocuments: '0 0 0', licensing: '0 0 0', otherServices: '0 0 0', penalties: '0 0 0', compulsion: '0 0 0',
      fees: '0 0', procurement: '? ?',
    })
    expect(report.tables.disclosure).toMatchObject({ form: '2019' })
    expect(report.tables.disclosure.blocks.map(({ key, form }) => [key, form])).toEqual([
      ['item1', '2019'], ['item5', '2019'], ['item6', '2019'], ['item8', '2019'],
    ])
    expect(report.tables.requests.form).toBe('2019')
    expect(Object.keys(report.tables.requests.rows)).toHaveLength(23)
    expect(others(shown(report, 'requests')).filter(([, cells]) => cells !== ZEROS)).toEqual([])
    expect(shown(report, 'disputes')).toEqual(NO_DISPUTES)
    expect(report.tables.disputes.extraCells.map(({ value }) => value)).toEqual([0])
    expect(report.preamble).toHaveLength(1)
  })
})

describe.skipIf(!existsSync(FOLDER))('what the narratives of the seeds say', () => {
  const told = (number: string) => {
    const report = seed(number)
    return run(report, { date: '2025-03-01' })
      .findings.filter(({ rule }) => rule.startsWith('narrative/'))
      .map(({ rule, severity, expected, actual }) => [rule, severity, expected, actual])
  }

  test('002: 2340 is not 2144 + 51 + 481', () => {
    expect(told('002')).toEqual([['narrative/parts-over-total', 'error', '2676', '2340']])
  })

  // 003: 290余 = 173 + 120余, 173 = 35 + 138. 004: 27 = 2 + 8 + 17. 000: 受理1, 办结1, no 复议.
  test.each(['000', '001', '003', '004'])('%s: nothing contradicts anything', (number) => {
    expect(told(number)).toEqual([])
  })

  test('000 and 002: what the tables tell too is read from the narrative', () => {
    const claims = (number: string) => claimsOf(seed(number)).claims.map(({ subject, value }) => `${subject.key} ${value}`)
    expect(claims('000')).toEqual(expect.arrayContaining(['received 1', 'processed 1', 'review 0', 'litigation 0']))
    expect(claims('002')).toEqual(expect.arrayContaining(['received 26', 'processed 26', 'review 7', 'litigation 0']))
  })
})
