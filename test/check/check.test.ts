import { describe, expect, test } from 'vitest'
import { check, checkReport } from '../../lib/check/index.ts'
import { Entry, type FormId } from '../../lib/report/index.ts'
import { SPECIMEN, SPECIMEN_CONTEXT } from '../../lib/rules/specimen.ts'
import { columnWords, quoted, rowWords } from '../../lib/rules/words.ts'
import { reports } from '../support/arbitrary.ts'
import { buildReport } from '../support/build-report.ts'
import fc from '../support/property.ts'
import { cellKeys, cellOf, type ReportData, withCell } from '../support/report-data.ts'
import { layoutNamed, LAYOUTS } from '../support/writers/index.ts'
import { SPECIMEN as TOWN } from '../support/specimen.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

const wrong = (form: FormId, layout: string) => ({ form, layout })

/** One cell of tables 3 and 4 after the other raised by one, through reader and parser. */
describe.each([
  wrong('2021', 'row per line, pipes'),
  wrong('2021', 'HTML as Word pastes it'),
  wrong('2019', 'tab before each cell'),
  wrong('2019', 'HTML as UEditor pastes it'),
])('a report on the form of $form, written as $layout', ({ form, layout }) => {
  const filed = form === '2021' ? TOWN : buildReport({ form, figures: { outcomes: { granted: [12, 3, 0, 0, 0, 0], other: [1, 0, 0, 0, 0, 1] } } })
  const checked = (report: ReportData) => check(bytes(layoutNamed(layout).write(report)), 'report', { date: `${report.year + 1}-02-20` })

  test('is found to be without fault', async () => {
    expect((await checked(filed)).findings).toEqual([])
  })

  test('and with any one cell changed by one, the error names its row or column', async () => {
    for (const { table, row, column } of cellKeys(form)) {
      if (table === 'disclosure') continue
      const { findings } = await checked(withCell(filed, table, row, column, (cellOf(filed, table, row, column).value ?? 0) + 1))
      const words = [quoted([rowWords(table, row)]), `“${columnWords(table, row, column)}”列`]
      const named = findings.some(({ severity, message }) => severity === 'error' && words.some((word) => message.includes(word)))
      expect(named, `${table} ${row} ${column}`).toBe(true)
    }
  })
})

/** Nobody among the invented agencies may make 规章. */
const withoutRegulations = (report: ReportData): ReportData =>
  Object.keys(report.tables.disclosure['regulations'] ?? {}).reduce((lawful, column) => withCell(lawful, 'disclosure', 'regulations', column, 0), report)

test('no consistent report has a finding, in whatever layout', async () => {
  await fc.assert(
    fc.asyncProperty(reports().map(withoutRegulations), fc.constantFrom(...LAYOUTS), async (report, { write }) => {
      const { findings } = await check(bytes(write(report)), 'report', { date: `${report.year + 1}-02-20` })
      expect(findings.map(({ rule, message }) => `${rule} ${message}`)).toEqual([])
    }),
    { numRuns: 60 },
  )
})

test('whatever befalls a file, every quote stands in its source and every finding keeps its contract', async () => {
  const lines = SPECIMEN.split('\n')
  const blow = fc.record({ line: fc.nat(lines.length - 1), act: fc.constantFrom('drop', 'double', 'swap', 'cut', 'blank') })
  await fc.assert(
    fc.asyncProperty(fc.array(blow, { minLength: 1, maxLength: 12 }), async (blows) => {
      const text = blows.reduce(strike, lines).join('\n')
      const entry = await check(bytes(text), 'report.md', SPECIMEN_CONTEXT)
      expect(Entry.parse(entry)).toEqual(entry)
      for (const { quote, place } of entry.findings) expect(text.slice(place.start, place.end)).toBe(quote)
    }),
    { numRuns: 150 },
  )
})

function strike(lines: readonly string[], { line, act }: { readonly line: number; readonly act: string }): string[] {
  const own = lines[line] ?? ''
  if (act === 'drop') return lines.toSpliced(line, 1)
  if (act === 'double') return lines.toSpliced(line, 0, own)
  if (act === 'swap') return lines.toSpliced(line, 2, lines[line + 1] ?? '', own)
  if (act === 'cut') return lines.with(Math.min(line, lines.length - 1), own.slice(0, own.length / 2))
  return lines.with(Math.min(line, lines.length - 1), own.replace(/\d+/gu, ''))
}

describe('check', () => {
  test('passes a report without fault with 100 points', async () => {
    const entry = await check(bytes(SPECIMEN), '年报.md', SPECIMEN_CONTEXT)
    expect(entry).toMatchObject({ file: '年报.md', outcome: 'checked', findings: [], score: { total: 100, verdict: 'pass' } })
    expect(Entry.parse(entry)).toEqual(entry)
    // A first report: nothing to compare it with.
    expect(entry.notEvaluated.filter(({ rule }) => !rule.startsWith('history/'))).toEqual([])
    expect(entry.notEvaluated).not.toEqual([])
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
