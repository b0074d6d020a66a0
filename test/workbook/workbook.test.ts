import { read, type CellObject, type WorkSheet } from '@e965/xlsx'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { check } from '../../lib/check/index.ts'
import { APPLICANT_COLUMNS, FORM_2019, FORM_2021, VERDICT_WORDS, type Entry, type Finding } from '../../lib/report/index.ts'
import { Workbook } from '../../lib/workbook/index.ts'
import { layOut } from '../../lib/workbook/sheet.ts'
import { annotated, blank, notApplicable, withCell, type ReportData } from '../support/report-data.ts'
import { buildReport } from '../support/build-report.ts'
import { SPECIMEN } from '../support/specimen.ts'
import { layoutNamed } from '../support/writers/index.ts'

const DATE = '2025-03-01'
const SHEETS = ['全部报告', '全部问题', '申请情况表']
const write = layoutNamed('row per line, pipes').write
const bytes = (report: ReportData): Uint8Array => new TextEncoder().encode(write(report))

const changed = [
  ['carriedOver', 'naturalPerson', blank],
  ['granted', 'business', notApplicable],
  ['granted', 'naturalPerson', annotated(9, '含上年2件')],
] as const

async function entries(): Promise<Entry[]> {
  const odd = changed.reduce((report, [row, column, cell]) => withCell(report, 'requests', row, column, cell), SPECIMEN)
  const files = {
    '清.txt': bytes(SPECIMEN),
    '错.txt': bytes(withCell(SPECIMEN, 'requests', 'totalProcessed', 'total', 999)),
    '异.txt': bytes(odd),
    '旧.txt': bytes(buildReport({ form: '2019' })),
    '空.txt': new Uint8Array(),
  }
  return Promise.all(Object.entries(files).map(([file, content]) => check(content, file, { date: DATE })))
}

async function written(list: readonly Entry[]): Promise<Uint8Array> {
  const workbook = new Workbook()
  for (const entry of list) workbook.add(entry)
  return workbook.write(DATE)
}

/** The rows of a sheet as objects by column name; cells that hold nothing are absent. */
function rowsOf(sheet: WorkSheet | undefined): Record<string, CellObject>[] {
  const at = (row: number, column: number): CellObject | undefined => {
    const cell = sheet?.['!data']?.[row]?.[column]
    return cell?.t === 'z' ? undefined : cell
  }
  const headers = (sheet?.['!data']?.[0] ?? []).map((_, column) => String(at(0, column)?.v))
  return (sheet?.['!data'] ?? []).slice(1).map((_, index) =>
    Object.fromEntries(headers.flatMap((header, column) => {
      const cell = at(index + 1, column)
      return cell === undefined ? [] : [[header, cell]]
    })),
  )
}

function opened(content: Uint8Array): Record<string, Record<string, CellObject>[]> {
  const book = read(content, { dense: true, cellDates: true, UTC: true })
  expect(book.SheetNames).toEqual(SHEETS)
  return Object.fromEntries(book.SheetNames.map((name) => [name, rowsOf(book.Sheets[name])]))
}

const value = (cell: CellObject | undefined): unknown => cell?.v

describe('a workbook read back by another library', () => {
  test('全部报告 has a line per file: types, verdicts, scores and counts', async () => {
    const list = await entries()
    const { 全部报告: reports = [] } = opened(await written(list))
    expect(reports).toHaveLength(list.length)
    for (const [index, entry] of list.entries()) {
      const row = reports[index]
      expect(value(row?.['文件'])).toBe(entry.file)
      expect(value(row?.['单位'])).toBe(entry.record?.agency ?? undefined)
      expect(value(row?.['年度'])).toBe(entry.record?.year ?? undefined)
      expect(value(row?.['得分'])).toBe(entry.score?.total)
      expect(['完整', '准确', '一致', '规范', '及时'].map((name) => value(row?.[name])).filter((points) => points !== undefined)).toEqual(
        entry.score?.dimensions.map(({ points }) => points) ?? [],
      )
      const count = (severity: string): number | undefined =>
        entry.outcome === 'rejected' ? undefined : entry.findings.filter((finding) => finding.severity === severity).length
      expect([value(row?.['错误']), value(row?.['疑点']), value(row?.['提示'])]).toEqual([count('error'), count('warning'), count('info')])
    }
    expect(reports.map((row) => value(row['结论']))).toEqual(list.map(({ score }) => (score === undefined ? '不能核对' : VERDICT_WORDS[score.verdict].word)))
    expect(value(reports[1]?.['结论'])).toBe('未通过')
    expect(reports.map((row) => value(row['级别']))).toEqual([...Array<string>(4).fill('乡镇、街道'), undefined])
    expect(value(reports[4]?.['不能核对的原因'])).toBe(list[4]?.rejection?.message)
    const signed = reports[0]?.['落款日期']
    expect([signed?.t, signed?.v instanceof Date && signed.v.toISOString().slice(0, 10)]).toEqual(['d', list[0]?.record?.dates.signed?.date])
    for (const name of ['年度', '得分', '完整', '错误', '未能核对']) expect(reports[0]?.[name]?.t).toBe('n')
  })

  test('全部问题 has a line per finding with quote, fix and law', async () => {
    const list = await entries()
    const { 全部问题: findings = [] } = opened(await written(list))
    const expected = list.flatMap((entry) => entry.findings.map((finding) => ({ entry, finding })))
    expect(expected.length).toBeGreaterThan(3)
    expect(findings.map((row) => ['文件', '单位', '原文', '说明', '改法', '依据'].map((name) => value(row[name])))).toEqual(
      expected.map(({ entry, finding }) => [entry.file, entry.record?.agency, finding.quote || undefined, finding.message, finding.fix, finding.source]),
    )
    const broken = findings[expected.findIndex(({ entry, finding }) => entry.file === '错.txt' && finding.rule === 'identities/balance')]
    expect(value(broken?.['程度'])).toBe('错误')
    expect([broken?.['应为']?.t, broken?.['现为']?.t, broken?.['扣分']?.t]).toEqual(['n', 'n', 'n'])
    expect(value(broken?.['位置'])).toMatch(/第\d+行/)
    expect(value(broken?.['方面'])).toBe('准确')
  })

  test('申请情况表 holds every number of table 3 as a number, and what is none as it was filed', async () => {
    const list = await entries()
    const { 申请情况表: lines = [] } = opened(await written(list))
    for (const entry of list.slice(0, 4)) {
      const form = entry.file === '旧.txt' ? FORM_2019 : FORM_2021
      const own = lines.filter((row) => value(row['文件']) === entry.file)
      const keys = form.tables.requests.flatMap(({ rows }) => rows.map(({ key }) => key))
      expect(own.map((row) => value(row['行次']))).toEqual(keys.map((_, index) => index + 1))
      for (const [index, key] of keys.entries())
        for (const column of APPLICANT_COLUMNS) {
          const cell = entry.record?.tables.requests.rows[key]?.[column.key]
          const shown = own[index]?.[column.label]
          if (cell?.kind === 'number') expect([shown?.t, shown?.v]).toEqual(['n', cell.value])
          else expect(shown?.v).toBe(cell?.raw || undefined)
        }
    }
    const odd = lines.filter((row) => value(row['文件']) === '异.txt')
    expect(value(odd[1]?.['备注'])).toBe('自然人：空白')
    expect(value(odd[2]?.['备注'])).toBe('商业企业：填的不是数字；自然人：数字带有说明，合计时没有计入')
    expect(value(odd[2]?.['自然人'])).toBe('9(含上年2件)')
    const refused = lines.filter((row) => value(row['文件']) === '空.txt')
    expect(refused.map((row) => value(row['备注']))).toEqual([`文件不能核对：${list[4]?.rejection?.message ?? ''}`])
  })

  test('every sheet has its header frozen and a filter over all of its rows', async () => {
    const content = await written(await entries())
    const parts = unzipSync(content)
    for (const [index, name] of SHEETS.entries()) {
      const xml = strFromU8(parts[`xl/worksheets/sheet${index + 1}.xml`] ?? new Uint8Array())
      expect(xml).toMatch(/<pane [^>]*ySplit="1"[^>]*state="frozen"/)
      const sheet = read(content).Sheets[name]
      expect(sheet?.['!autofilter']?.ref).toBe(sheet?.['!ref'])
    }
  })

  test('the same entries and day give the same bytes', async () => {
    const list = await entries()
    expect(Buffer.from(await written(list)).equals(Buffer.from(await written(list)))).toBe(true)
  })

  test('a folder without a report still gives three sheets', async () => {
    expect(opened(await written([]))).toEqual({ 全部报告: [], 全部问题: [], 申请情况表: [] })
  })
})

describe('text of any origin', () => {
  const finding = (quote: string): Finding => ({
    rule: 'cells/blank', severity: 'error', message: '说明', quote, place: { start: 0, end: 1 }, fix: '改', source: '据',
  })
  const quoteOf = async (quote: string): Promise<CellObject | undefined> => {
    const entry: Entry = { file: '=HYPERLINK("http://x.example","点")', outcome: 'checked', findings: [finding(quote)], notEvaluated: [] }
    const { 全部问题: rows = [] } = opened(await written([entry]))
    expect(rows[0]?.['文件']).toMatchObject({ t: 's', v: entry.file })
    expect(rows[0]?.['文件']).not.toHaveProperty('f')
    return rows[0]?.['原文']
  }

  test.for(['=1+1', '+8613800000000', '-3', '@SUM(A1)', '=cmd|\' /C calc\'!A0'])('%s stays text', async (quote) => {
    const cell = await quoteOf(quote)
    expect([cell?.t, cell?.v, cell?.f]).toEqual(['s', quote, undefined])
  })

  test.for([
    ['control characters', 'a\u0000\u0008\u001Bb\u202Ec\uFFFEd', 'abcd'],
    ['half a character', 'a\uD800b', 'a\uFFFDb'],
    ['what looks like an escape', '_x0041_ 与 _X', '_x0041_ 与 _X'],
    ['markup', '<a>&amp;</t>]]>', '<a>&amp;</t>]]>'],
    ['several lines', '一\r\n二\r三', '一\n二\n三'],
  ] as const)('%s', async ([, quote, shown]) => {
    expect((await quoteOf(quote))?.v).toBe(shown)
  })

  test('is cut where Excel would not open it', async () => {
    const cell = await quoteOf('长'.repeat(40_000))
    expect(String(cell?.v)).toHaveLength(32_767)
    expect(cell?.v).toMatch(/^长+……（文字过长，以下从略）$/)
  })
})

test('more lines than a sheet holds go on in the next one, each with header and filter', () => {
  const rows = new Array<[number]>(1_048_576).fill([7])
  const sheets = layOut({ name: '全部问题', columns: [{ header: '数', width: 5, kind: 'number', value: () => 7 }], rows, frozen: 0 }, '')
  expect(sheets.map(({ name, rows: lines, autoFilter }) => [name, lines?.length, lines?.[0], autoFilter?.range])).toEqual([
    ['全部问题', 1_048_576, ['数'], 'A1:A1048576'],
    ['全部问题（2）', 2, ['数'], 'A1:A2'],
  ])
})
