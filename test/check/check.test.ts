import { describe, expect, test } from 'vitest'
import { check, checkReport } from '../../lib/check/index.ts'
import { Entry } from '../../lib/report/index.ts'
import { SPECIMEN, SPECIMEN_CONTEXT } from '../../lib/rules/specimen.ts'
import { LAYOUTS } from '../support/writers/index.ts'
import { SPECIMEN as TOWN } from '../support/specimen.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

describe('check', () => {
  test('passes a report without fault with 100 points', async () => {
    const entry = await check(bytes(SPECIMEN), '年报.md', SPECIMEN_CONTEXT)
    expect(entry).toMatchObject({ file: '年报.md', outcome: 'checked', findings: [], notEvaluated: [], score: { total: 100, verdict: 'pass' } })
    expect(Entry.parse(entry)).toEqual(entry)
  })

  test.each(LAYOUTS)('finds nothing in a clean report written as $name', async ({ write }) => {
    const entry = await check(bytes(write(TOWN)), 'report', { date: '2025-02-20' })
    expect(entry.findings.map(({ rule, message }) => `${rule} ${message}`)).toEqual([])
    expect(entry.score?.verdict).toBe('pass')
  })

  test('gives the same bytes for the same bytes and date', async () => {
    const damaged = bytes(SPECIMEN.replace('| 规章 | 0 | 0 | 0 |', '| 规章 | | / | 1.5 |').replace('| 3 | 1 | 0 | 0 | 4 |', '| 3 | 1 | 0 | 0 | 5 |'))
    const [first, second] = await Promise.all([check(damaged, 'a', SPECIMEN_CONTEXT), check(damaged, 'a', SPECIMEN_CONTEXT)])
    expect(JSON.stringify(first)).toBe(JSON.stringify(second))
    expect(first.findings.length).toBeGreaterThan(3)
  })

  test('judges a stored record as it judged the file', async () => {
    const { record, score, findings, notEvaluated } = await check(bytes(SPECIMEN.replace('| 21 |', '| 22 |')), 'a', SPECIMEN_CONTEXT)
    if (record === undefined) throw new Error('no record')
    expect(checkReport(record, SPECIMEN_CONTEXT)).toEqual({ score, findings, notEvaluated })
    expect(score?.verdict).toBe('fail')
  })

  test.each([
    ['nothing', ''],
    ['no report', '今天天气晴，大家去水库植树。'],
  ])('rejects %s with a reason and no findings', async (_, text) => {
    const entry = await check(bytes(text), 'leer.txt', { date: '2025-02-20' })
    expect(entry).toMatchObject({ file: 'leer.txt', outcome: 'rejected', findings: [], notEvaluated: [] })
    expect(entry.rejection?.message).toMatch(/\p{Script=Han}/u)
    expect(entry).not.toHaveProperty('score')
  })
})
