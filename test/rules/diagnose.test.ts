import { describe, expect, test } from 'vitest'
import type { Suggestion } from '../../lib/report/index.ts'
import { run } from '../../lib/rules/index.ts'
import { diagnose, isSlip } from '../../lib/rules/identities/diagnose.ts'
import { reports } from '../support/arbitrary.ts'
import { buildReport } from '../support/build-report.ts'
import fc from '../support/property.ts'
import { blank, cellKeys, cellOf, withCell, type ReportData } from '../support/report-data.ts'
import { SPECIMEN } from '../support/specimen.ts'
import { recordOf } from './support/record.ts'

const of = (report: ReportData, table: 'requests' | 'disputes'): Suggestion | null => diagnose(recordOf(report).tables[table], table)

const requests = [...cellKeys('2021')].filter(({ table }) => table === 'requests')

describe('the diagnosis', () => {
  test('offers nothing where all holds', () => {
    expect(of(SPECIMEN, 'requests')).toBeNull()
    expect(of(SPECIMEN, 'disputes')).toBeNull()
  })

  test('finds the one changed cell of table 3, whichever it is', () => {
    fc.assert(
      fc.property(reports({ form: '2021' }), fc.constantFrom(...requests), fc.integer({ min: 1, max: 500 }), (report, { row, column }, step) => {
        const value = cellOf(report, 'requests', row, column).value ?? 0
        const suggestion = of(withCell(report, 'requests', row, column, value + step), 'requests')
        expect(suggestion).toMatchObject({ table: 'requests', row, column, from: value + step, to: value })
      }),
      { numRuns: 150 },
    )
  })

  test('sees a value in the neighbouring column', () => {
    const moved = withCell(withCell(SPECIMEN, 'requests', 'denied.thirdPartyRights', 'naturalPerson', 0), 'requests', 'denied.thirdPartyRights', 'business', 1)
    expect(of(moved, 'requests')?.message).toBe(
      '可能是数字填错了列：如果把表3“(三)不予公开 4.保护第三方合法权益”行“自然人”列由0改为1、表3“(三)不予公开 4.保护第三方合法权益”行“商业企业”列由1改为0，本表各项勾稽关系就都成立。请对照台账核实后再改。',
    )
  })

  test('sees a number split over two columns', () => {
    const whole = buildReport({ figures: { outcomes: { granted: [12, 0, 0, 0, 0, 0] } } })
    const split = withCell(withCell(whole, 'requests', 'granted', 'naturalPerson', 1), 'requests', 'granted', 'business', 2)
    expect(of(split, 'requests')?.message).toContain('可能是同一个数拆成了两格：如果把表3“(一)予以公开”行“自然人”列由1改为12')
  })

  test('offers the total of table 4 that was not updated', () => {
    expect(of(withCell(SPECIMEN, 'disputes', 'review', 'total', 5), 'disputes')).toMatchObject({ row: 'review', column: 'total', from: 5, to: 2 })
  })

  test('offers nothing where several edits are equally small', () => {
    // 12 for 21 in the part, or the total not updated: both would do.
    const report = withCell(withCell(SPECIMEN, 'disputes', 'review', 'upheld', 12), 'disputes', 'review', 'total', 21)
    expect(of(report, 'disputes')).toBeNull()
  })

  test('offers nothing where a cell is empty', () => {
    const report = withCell(withCell(SPECIMEN, 'requests', 'granted', 'research', blank), 'requests', 'granted', 'naturalPerson', 90)
    expect(of(report, 'requests')).toBeNull()
  })

  test('every edit that it offers makes all identities hold', () => {
    fc.assert(
      fc.property(reports({ form: '2021' }), fc.array(fc.tuple(fc.constantFrom(...requests), fc.nat(30)), { minLength: 1, maxLength: 3 }), (report, edits) => {
        const filed = edits.reduce((current, [{ row, column }, value]) => withCell(current, 'requests', row, column, value), report)
        const suggestion = of(filed, 'requests')
        fc.pre(suggestion !== null && !suggestion.message.includes('、表3'))
        expect(of(withCell(filed, 'requests', suggestion.row, suggestion.column, suggestion.to), 'requests')).toBeNull()
      }),
      { numRuns: 60 },
    )
  })
})

describe('a cell whose digits stand apart', () => {
  const apart = (raw: string) => run(recordOf(withCell(SPECIMEN, 'requests', 'totalProcessed', 'naturalPerson', { kind: 'text', value: null, raw })), { date: '2025-02-01' })
  const offered = (raw: string) => apart(raw).findings.find(({ rule }) => rule === 'cells/text')?.suggestion

  test('is offered the number with which all identities hold', () => {
    expect(offered('1 5')).toMatchObject({ row: 'totalProcessed', column: 'naturalPerson', from: null, to: 15 })
  })

  test.each(['1 6', '约15', '见附件'])('and none for %s', (raw) => {
    expect(offered(raw)).toBeUndefined()
  })
})

test.each([
  [26, 62, true],
  [126, 162, true],
  [26, 2, true],
  [2, 26, true],
  [5, 55, true],
  [26, 27, false],
  [123, 321, false],
  [0, 10, false],
  [26, 26, false],
])('%i for %i is a slip of the keys: %s', (from, to, expected) => {
  expect(isSlip(from, to)).toBe(expected)
})
