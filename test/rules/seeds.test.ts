import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { check } from '../../lib/check/index.ts'
import type { Entry } from '../../lib/report/index.ts'

/** Real reports; they are not part of the project and may be absent. */
const folder = new URL('../../../shared/seeds/', import.meta.url)
const files = existsSync(folder) ? readdirSync(folder) : []

async function entryOf(prefix: string): Promise<Entry> {
  const file = files.find((name) => name.startsWith(prefix)) ?? prefix
  return check(readFileSync(new URL(file, folder)), file, { date: '2025-03-01' })
}
const told = ({ findings }: Entry, rule: string) => findings.filter((finding) => finding.rule === rule)
/** All but those about figures in the narrative, which have a test of their own. */
const rules = ({ findings }: Entry) => [...new Set(findings.map(({ rule }) => rule))].filter((rule) => !rule.startsWith('narrative/')).toSorted()

describe.skipIf(files.length === 0)('the seeds', () => {
  test('000: stands twice, blanks in two rows', async () => {
    const entry = await entryOf('000')
    expect(rules(entry)).toEqual(['cells/blank', 'law/accountability', 'structure/doubled'])
    const blanks = told(entry, 'cells/blank').map(({ message }) => message).join('')
    expect(blanks).toContain('规章')
    expect(blanks).toContain('行政规范性文件')
  })

  test('001: signed early, no title, aspects missing; the form is right', async () => {
    const entry = await entryOf('001')
    expect(rules(entry)).toEqual(['dates/signed-early', 'law/accountability', 'law/fee-unstated', 'structure/aspects', 'structure/title', 'text/book-title-marks'])
    expect(told(entry, 'structure/aspects')[0]?.message).toMatch(/依申请公开.*平台建设.*监督保障/u)
    expect(told(entry, 'dates/signed-early')[0]).toMatchObject({ severity: 'error', quote: '2022年12月23日' })
  })

  test('002: not late, no identity broken', async () => {
    const entry = await entryOf('002')
    expect(rules(entry)).toEqual(['law/accountability', 'structure/title', 'text/doubled-words'])
    expect(told(entry, 'text/doubled-words')[0]?.quote).toBe('年度年度')
    expect(told(entry, 'law/accountability')[0]?.message).toMatch(/社会评议.*责任追究/u)
  })

  test('003: a sub-heading without number, no date', async () => {
    const entry = await entryOf('003')
    expect(rules(entry)).toEqual(['dates/missing', 'law/accountability', 'structure/subsection-numbering'])
    expect(told(entry, 'structure/subsection-numbering')[0]?.message).toContain('“(一)”')
  })

  test('004: the old form, 16 numbers in table 4, last year as next year', async () => {
    const entry = await entryOf('004')
    expect(rules(entry)).toEqual(['dates/missing', 'dates/stale-plan', 'form/extra-cells', 'form/outdated', 'law/accountability'])
    expect(told(entry, 'form/outdated')[0]?.message).toMatch(/其他处理.*第\(九\)项/u)
    expect(told(entry, 'form/extra-cells')[0]).toMatchObject({ actual: '16个' })
  })

  test.each(['000', '001', '002', '003', '004'])('%s: every quote stands in the source', async (prefix) => {
    const { findings, record } = await entryOf(prefix)
    for (const { quote, place } of findings) expect(record?.text.slice(place.start, place.end)).toBe(quote)
  })
})
