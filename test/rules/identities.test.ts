import { describe, expect, test } from 'vitest'
import type { Finding, FormId } from '../../lib/report/index.ts'
import { run } from '../../lib/rules/index.ts'
import { reports } from '../support/arbitrary.ts'
import { buildReport } from '../support/build-report.ts'
import { cellKeys, cellOf, withCell, blank, notApplicable, type ReportData } from '../support/report-data.ts'
import { SPECIMEN } from '../support/specimen.ts'
import { columnWords, quoted, rowWords } from '../../lib/rules/words.ts'
import fc from '../support/property.ts'
import { recordOf } from './support/record.ts'

const identityFindings = (report: ReportData): Finding[] =>
  run(recordOf(report), { date: '2025-02-01' }).findings.filter(({ rule }) => rule.startsWith('identities/'))

const OLD = buildReport({
  form: '2019',
  figures: { outcomes: { granted: [12, 3, 0, 0, 0, 0], other: [1, 0, 0, 0, 0, 1] }, carriedForward: [2, 0, 0, 0, 0, 0], disputes: { review: [1, 1, 0, 0] } },
})
const specimen = (form: FormId): ReportData => (form === '2021' ? SPECIMEN : OLD)

/** A blank is no number: what it should hold is not known. */
const filled = [...cellKeys('2021')].filter(({ table }) => table !== 'disclosure')

describe('the identities', () => {
  test.each(['2019', '2021'] as const)('of the form of %s hold in a consistent report', (form) => {
    expect(identityFindings(specimen(form))).toEqual([])
  })

  test('hold in every consistent report', () => {
    fc.assert(
      fc.property(reports({ blanks: 'any', remarks: true }), (report) => {
        expect(identityFindings(report)).toEqual([])
      }),
      { numRuns: 150 },
    )
  })

  test.each(['2019', '2021'] as const)('each cell of tables 3 and 4 of the form of %s is watched', (form) => {
    for (const { table, row, column } of cellKeys(form)) {
      if (table === 'disclosure') continue
      for (const step of [1, -1]) {
        const value = (cellOf(specimen(form), table, row, column).value ?? 0) + step
        const errors = identityFindings(withCell(specimen(form), table, row, column, value)).filter(({ severity }) => severity === 'error')
        expect(errors.length, `${table} ${row} ${column}`).toBeGreaterThan(0)
        const named = errors.some(({ message }) => message.includes(quoted([rowWords(table, row)])) || message.includes(`“${columnWords(table, row, column)}”列`))
        expect(named, `${table} ${row} ${column}`).toBe(true)
      }
    }
  })

  test('both sides are spelled out', () => {
    const [finding] = identityFindings(withCell(SPECIMEN, 'disputes', 'review', 'total', 3))
    expect(finding?.message).toBe('表4“行政复议”：维持、纠正、其他结果、尚未审结之和为2+0+0+0=2，“总计”填的是3，两者应当相等。')
    expect(finding).toMatchObject({ expected: '2', actual: '3', quote: '3', severity: 'error' })
  })

  test('a balance names all four numbers', () => {
    const findings = identityFindings(withCell(SPECIMEN, 'requests', 'carriedOver', 'naturalPerson', 3))
    expect(findings.find(({ rule }) => rule === 'identities/balance')?.message).toBe('表3“自然人”列：新收加上年结转为14+3=17，（七）总计加结转下年度为15+1=16，两者应当相等。')
  })
})

describe('cells without a number', () => {
  test('leave their identities open', () => {
    fc.assert(
      fc.property(fc.constantFrom(...filled), fc.constantFrom(blank, notApplicable), ({ table, row, column }, cell) => {
        const { findings, notEvaluated } = run(recordOf(withCell(SPECIMEN, table, row, column, cell)), { date: '2025-02-01' })
        expect(findings.filter(({ rule }) => rule.startsWith('identities/'))).toEqual([])
        expect(notEvaluated.map(({ rule }) => rule).filter((rule) => rule.startsWith('identities/'))).not.toEqual([])
      }),
      { numRuns: 60 },
    )
  })

  test('excuse nothing where the other numbers already exceed the total', () => {
    const report = withCell(withCell(SPECIMEN, 'disputes', 'review', 'corrected', blank), 'disputes', 'review', 'total', 1)
    const [finding] = identityFindings(report)
    expect(finding?.message).toContain('没有填数字的单元格未计')
    expect(finding).toMatchObject({ expected: '2', actual: '1' })
  })
})
