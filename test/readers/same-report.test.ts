import { beforeAll, describe, expect, test } from 'vitest'
import { check } from '../../lib/check/index.ts'
import type { Entry, Report } from '../../lib/report/index.ts'
import { reports } from '../support/arbitrary.ts'
import { misread } from '../support/compare.ts'
import fc from '../support/property.ts'
import { annotated, blank, cellKeys, notApplicable, withCell, type ReportData } from '../support/report-data.ts'
import { SPECIMEN } from '../support/specimen.ts'
import { WRITTEN_FORMATS, type WrittenFormat } from './support/write-formats.ts'

const CONTEXT = { date: '2026-01-20' }
const PLACES = new Set(['place', 'places'])
const [FIRST, ...OTHERS] = WRITTEN_FORMATS
if (!FIRST) throw new Error('no formats')

/** What a record says, and not where: without places, the source and the whole text. */
const said = (record: Report): unknown =>
  JSON.parse(JSON.stringify({ ...record, source: undefined, text: undefined }, (key, value: unknown) => (PLACES.has(key) ? undefined : value)))

interface Read {
  readonly record: Report
  readonly judged: unknown
}

function judge({ record, ...entry }: Entry): Read {
  if (!record) throw new Error(entry.rejection?.message)
  // A quote that runs over several cells is a slice of the source, with whatever the layout puts between them.
  const begin = (quote: string) => quote.split(/[|\t\n]/)[0]?.trim()
  const findings = entry.findings.map(({ rule, severity, message, quote, expected, actual, fix }) => ({ rule, severity, message, quote: begin(quote), expected, actual, fix }))
  return { record, judged: { record: said(record), findings, notEvaluated: entry.notEvaluated, score: entry.score } }
}

async function readAs({ format, write }: WrittenFormat, report: ReportData): Promise<Read> {
  const read = judge(await check(write(report), 'report', CONTEXT))
  expect(read.record.source.format).toBe(format)
  return read
}

const cells = (report: ReportData, ...changes: readonly (readonly [Parameters<typeof withCell>[1], string, string, Parameters<typeof withCell>[4]])[]) =>
  changes.reduce((changed, [table, row, column, cell]) => withCell(changed, table, row, column, cell), report)
const told = (report: ReportData, from: string, to: string): ReportData => ({
  ...report,
  preamble: report.preamble.replace(from, to),
  overview: report.overview.map(({ heading, text }) => ({ heading, text: text.replace(from, to) })),
})

const FAULTY: readonly (readonly [name: string, report: ReportData])[] = [
  ['clean', SPECIMEN],
  ['wrong totals', cells(SPECIMEN, ['requests', 'granted', 'total', 13], ['disputes', 'review', 'total', 5])],
  ['a whole row blank', cells(SPECIMEN, ['disclosure', 'regulations', 'made', blank], ['disclosure', 'regulations', 'repealed', blank], ['disclosure', 'regulations', 'inForce', blank])],
  ['not applicable, with remarks, in words', cells(SPECIMEN, ['disclosure', 'regulations', 'made', notApplicable], ['disclosure', 'normativeDocuments', 'inForce', annotated(5, '其中修订1件')], ['requests', 'granted', 'business', { kind: 'text', value: null, raw: '约2' }])],
  ['rows left out', { ...SPECIMEN, lacking: ['compulsion', 'notProcessed.excessive'] }],
  ['words doubled', told(told(SPECIMEN, '年度工作考核', '年度年度工作考核'), '《中华', '《《中华')],
  ['narrative against the tables', told(SPECIMEN, '办结20件', '办结22件')],
  ['no date, a section without words', { ...SPECIMEN, signed: null, problems: [] }],
  ['full-width signs', { ...SPECIMEN, style: { brackets: 'full', spacedHeaders: true }, other: ['２０２４年，本机关发出收费通知１２件，总金额３．５万元；①收取②退还。'] }],
]

// Loading pdf.js takes longer than all that follows.
beforeAll(async () => {
  await check(new TextEncoder().encode('%PDF-1.7\n%%EOF'), 'report.pdf', CONTEXT)
})

describe.each(FAULTY)('the same report: %s', (_, report) => {
  test.each(OTHERS)('$format, $name: the same record and the same findings as of a text', async (format) => {
    expect((await readAs(format, report)).judged).toEqual((await readAs(FIRST, report)).judged)
  })
})

/** Up to three cells with another number, a row of table 2 or 3 left out, a word doubled. */
const faults = (report: ReportData): fc.Arbitrary<ReportData> =>
  fc
    .record({
      cells: fc.array(fc.tuple(fc.constantFrom(...cellKeys(report.form)), fc.nat(300)), { maxLength: 3 }),
      lacking: fc.array(fc.constantFrom('licensing', 'carriedOver', 'denied.stateSecret', 'totalProcessed'), { maxLength: 1 }),
      doubled: fc.boolean(),
    })
    .map(({ cells: changes, lacking, doubled }) => {
      const changed = cells(report, ...changes.map(([{ table, row, column }, value]) => [table, row, column, value] as const))
      return { ...(doubled ? told(changed, '年新收', '年年新收') : changed), lacking }
    })

describe.each(['any', 'rows'] as const)('any report in any format, blanks: %s', (blanks) => {
  const [first, ...others] = WRITTEN_FORMATS.filter((format) => blanks === 'rows' || format.blanks === 'any')

  test('what was filed, the same record and the same findings', async () => {
    await fc.assert(
      fc.asyncProperty(reports({ blanks, remarks: true }).chain(faults), fc.constantFrom(...others), async (report, format) => {
        const [expected, { record, judged }] = [await readAs(first ?? FIRST, report), await readAs(format, report)]
        if (report.lacking?.length === 0) expect(misread(record, report)).toEqual([])
        expect(judged).toEqual(expected.judged)
      }),
      { numRuns: Number(process.env['FUZZ_RUNS'] ?? 30), endOnFailure: true },
    )
  })
})
