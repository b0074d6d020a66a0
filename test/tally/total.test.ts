import { describe, expect, test } from 'vitest'
import { FORM_2021 } from '../../lib/report/index.ts'
import { cellKeys, contributionsOf, isLate, type Obligation, owes, type Part, statusOf, totalOf } from '../../lib/tally/index.ts'
import { parse } from '../../lib/parse/index.ts'
import { read } from '../../lib/readers/index.ts'
import fc from '../support/property.ts'
import { blank, notApplicable, withCell } from '../support/report-data.ts'
import { SPECIMEN } from '../support/specimen.ts'
import { layoutNamed } from '../support/writers/index.ts'

const KEYS = cellKeys(FORM_2021)
const at = (table: string, row: string, column: string) => KEYS.findIndex((key) => key.table === table && key.row === row && key.column === column)
const RECEIVED = at('requests', 'newReceived', 'total')
const FEES = at('disclosure', 'fees', 'amount')

const member = (id: string, more: Partial<Part['member']> = {}): Part['member'] => ({ id, name: `${id}镇人民政府`, level: 'township', from: null, to: null, ...more })
const obligation = (agency: string, more: Partial<Obligation> & Partial<Obligation['current']> = {}): Obligation => {
  const { verdict = 'pass', score = 100, ...rest } = more
  return {
    agency,
    year: 2024,
    current: { id: agency, version: 1, file: 'report.txt', submittedAt: '2025-01-20T00:00:00.000Z', verdict, score, findings: { error: 0, warning: 0, info: 0 } },
    filedAt: verdict === null ? null : '2025-01-20T00:00:00.000Z',
    deadline: '2025-01-31',
    rules: {},
    cells: verdict === null ? null : KEYS.map(() => 1),
    ...rest,
  }
}

describe('what a report contributes', () => {
  test('numbers as filed; a blank is no zero, what cannot be read is neither', async () => {
    const edited = withCell(withCell(SPECIMEN, 'requests', 'granted', 'business', blank), 'requests', 'granted', 'research', notApplicable)
    const source = await read(Buffer.from(layoutNamed('row per line, pipes').write(edited)))
    const parsed = source.ok ? parse(source.document) : source
    if (!parsed.ok) throw new Error(parsed.rejection.message)
    const { report } = parsed
    const contributions = contributionsOf(report, FORM_2021)
    expect(contributions).toHaveLength(7 + 3 + 175 + 15)
    expect(contributions[at('requests', 'granted', 'business')]).toBeNull()
    expect(contributions[at('requests', 'granted', 'research')]).toBe('/')
    expect(contributions[RECEIVED]).toBe(report.tables.requests.rows['newReceived']?.['total']?.value)
    const unread = { ...report, tables: { ...report.tables, disputes: { ...report.tables.disputes, status: 'unreadable' as const, rows: {} } } }
    expect(contributionsOf(unread, FORM_2021).slice(-15)).toEqual(Array.from({ length: 15 }, () => '?'))
  })
})

describe('the total below a supervisor', () => {
  test('counts who has filed, who is late, who is missing', () => {
    const total = totalOf('office', 2024, [
      { member: member('a'), obligation: obligation('a'), below: null },
      { member: member('b'), obligation: obligation('b', { verdict: 'fail', score: 59, filedAt: '2025-01-31T16:00:00.000Z', rules: { 'cells/blank': 2 } }), below: null },
      { member: member('c'), obligation: obligation('c', { verdict: null, score: null }), below: null },
      { member: member('d', { level: 'department' }), obligation: null, below: null },
      { member: member('e', { to: 2023 }), obligation: null, below: null },
    ])
    expect(total.counts).toEqual({ agencies: 4, missing: 1, rejected: 1, filed: 2, late: 1, pass: 1, fail: 1, uncheckable: 0 })
    expect(total.byLevel.department).toMatchObject({ agencies: 1, missing: 1 })
    expect(total.byLevel.township).toMatchObject({ agencies: 3, missing: 0 })
    expect(total.scores).toEqual([0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1])
    expect(total.rules).toEqual({ 'cells/blank': { reports: 1, findings: 2 } })
  })

  test('sums each cell and says what the sum lacks', () => {
    const cells = (changes: Readonly<Record<number, number | null | '/' | '?'>>) => KEYS.map((_, index) => (index in changes ? (changes[index] ?? null) : 0))
    const total = totalOf('office', 2024, [
      { member: member('a'), obligation: obligation('a', { cells: cells({ [RECEIVED]: 3, [FEES]: 0.1 }) }), below: null },
      { member: member('b'), obligation: obligation('b', { cells: cells({ [RECEIVED]: null, [FEES]: 0.2 }) }), below: null },
      { member: member('c'), obligation: obligation('c', { cells: cells({ [RECEIVED]: '?', [FEES]: '/' }) }), below: null },
    ])
    expect(total.cells[RECEIVED]).toEqual({ sum: 3, numbers: 1, blank: 1, notApplicable: 0, unread: 1 })
    expect(total.cells[FEES]).toEqual({ sum: 0.3, numbers: 2, blank: 0, notApplicable: 1, unread: 0 })
  })

  const parts = fc.array(
    fc.record({
      verdict: fc.constantFrom('pass' as const, 'fail' as const, 'uncheckable' as const, null),
      score: fc.integer({ min: 0, max: 1000 }).map((tenths) => tenths / 10),
      cells: fc.array(fc.oneof(fc.integer({ min: 0, max: 9999 }), fc.constantFrom(null, '/' as const, '?' as const)), { minLength: KEYS.length, maxLength: KEYS.length }),
      sent: fc.boolean(),
    }),
    { maxLength: 8 },
  )
  test('a tree of any shape gives the total of all its agencies', () => {
    fc.assert(
      fc.property(parts, fc.nat(7), (given, cut) => {
        const all = given.map(({ sent, verdict, score, cells }, index): Part => {
          const id = `a${index}`
          return { member: member(id), obligation: sent ? obligation(id, { verdict, score, ...(verdict !== null && { cells }) }) : null, below: null }
        })
        const flat = totalOf('top', 2024, all)
        const nested = totalOf('top', 2024, [
          ...all.slice(0, cut),
          { member: member('office', { from: 2099 }), obligation: null, below: totalOf('office', 2024, all.slice(cut).toReversed()) },
        ])
        expect({ ...nested, supervisors: [] }).toEqual({ ...flat, supervisors: [] })
        expect(flat.counts.agencies).toBe(all.length)
      }),
      { numRuns: 40 },
    )
  })
})

test('late is what came after the last day in China; a correction does not make it late', () => {
  expect(isLate({ filedAt: '2025-01-31T15:59:59.999Z', deadline: '2025-01-31' })).toBe(false)
  expect(isLate({ filedAt: '2025-01-31T16:00:00.000Z', deadline: '2025-01-31' })).toBe(true)
  expect(isLate({ filedAt: null, deadline: '2025-01-31' })).toBe(false)
})

test('who has sent nothing is missing, what could not be read is rejected', () => {
  expect(statusOf(null)).toBe('missing')
  expect(statusOf(obligation('a', { verdict: null }))).toBe('rejected')
  expect(statusOf(obligation('a', { verdict: 'fail' }))).toBe('fail')
})

test('an agency owes reports for its active years only', () => {
  expect([2019, 2020, 2024, 2025].map((year) => owes({ from: 2020, to: 2024 }, year))).toEqual([false, true, true, false])
})
