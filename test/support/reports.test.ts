import { describe, expect, test } from 'vitest'
import { APPLICANT_COLUMNS, type TableKey } from '../../lib/report/index.ts'
import { reports } from './arbitrary.ts'
import { outcomeRows } from './build-report.ts'
import fc from './property.ts'
import { cellKeys, cellOf, type ReportData } from './report-data.ts'
import { SPECIMEN } from './specimen.ts'
import { DESTRUCTIVE_LAYOUTS, LAYOUTS } from './writers/index.ts'

const valueOf = (report: ReportData, table: TableKey) => (row: string, column: string) => cellOf(report, table, row, column).value ?? 0

function expectIdentities(report: ReportData) {
  const requests = valueOf(report, 'requests')
  for (const { key } of APPLICANT_COLUMNS) {
    expect(requests('newReceived', key) + requests('carriedOver', key)).toBe(requests('totalProcessed', key) + requests('carriedForward', key))
    expect(outcomeRows(report.form).reduce((sum, row) => sum + requests(row, key), 0)).toBe(requests('totalProcessed', key))
  }
  for (const row of Object.keys(report.tables.requests))
    expect(APPLICANT_COLUMNS.slice(0, -1).reduce((sum, { key }) => sum + requests(row, key), 0)).toBe(requests(row, 'total'))
  const disputes = valueOf(report, 'disputes')
  for (const row of Object.keys(report.tables.disputes))
    expect(['upheld', 'corrected', 'otherResult', 'pending'].reduce((sum, key) => sum + disputes(row, key), 0)).toBe(disputes(row, 'total'))
}

describe('invented reports', () => {
  test('the specimen and every random report satisfy the identities', () => {
    expectIdentities(SPECIMEN)
    fc.assert(fc.property(reports({ blanks: 'any', remarks: true }), expectIdentities), { numRuns: 30 })
  })

  test('the specimen has every cell of its form', () => {
    expect([...cellKeys(SPECIMEN.form)]).toHaveLength(11 - 1 + 25 * 7 + 15)
  })

  test.each(LAYOUTS)('$name holds every figure, heading and sentence', ({ write }) => {
    const numbered = write(SPECIMEN).replace(/<ol start="(\d)"[^>]*>/g, (_, number) => `${'一二三四五六'.charAt(Number(number) - 1)}、`)
    const text = numbered.replace(/<[^>]*>/g, '').replace(/\s/g, '')
    expect(text).toContain(SPECIMEN.title)
    expect(text).toContain('六、其他需要报告的事项')
    for (const { table, row, column } of cellKeys(SPECIMEN.form)) expect(text).toContain(cellOf(SPECIMEN, table, row, column).raw)
  })

  test.each(DESTRUCTIVE_LAYOUTS)('$name still has the headings', ({ write }) => {
    expect(write(SPECIMEN)).toContain('五、存在的主要问题及改进情况')
  })
})
