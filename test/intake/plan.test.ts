import { expect, test } from 'vitest'
import { noteRivals, statedFiling } from '../../lib/intake/index.ts'
import { placeInWords, type Report } from '../../lib/report/index.ts'
import { run } from '../../lib/rules/index.ts'
import { buildReport } from '../support/build-report.ts'
import { misread } from '../support/compare.ts'
import { SPECIMEN } from '../support/specimen.ts'
import { layoutNamed } from '../support/writers/index.ts'
import { excel, noTables, onlyTable, onlyTables, planOf, reportOf, word } from './support.ts'

const OTHER = buildReport({ agency: '星湖县石桥镇人民政府', figures: { outcomes: { granted: [4, 0, 0, 0, 0, 0] } } })
const BODY = word(SPECIMEN, noTables)

const shape = async (files: Parameters<typeof planOf>[0]) => {
  const { submissions, duplicates } = await planOf(files)
  return { submissions: submissions.map(({ files: names, state }) => [state, ...names]), duplicates: duplicates.map(({ path, of }) => [path, of]) }
}

test('files that are whole reports are a submission each', async () => {
  expect(await shape({ 'a/甲.docx': word(SPECIMEN), 'a/乙.docx': word(OTHER), 'b.txt': layoutNamed('row per line, pipes').write(SPECIMEN) })).toEqual({
    submissions: [
      ['report', 'a/甲.docx'],
      ['report', 'a/乙.docx'],
      ['report', 'b.txt'],
    ],
    duplicates: [],
  })
})

test('a body without tables and one workbook of them are one report, every place in its file', async () => {
  const report = await reportOf({ '云桥镇/表格.xlsx': excel(SPECIMEN, onlyTables), '云桥镇/正文.docx': BODY })
  expect(misread(report, SPECIMEN)).toEqual([])
  expect(report).toMatchObject({ agency: SPECIMEN.agency, year: 2024, source: { format: 'docx', messages: [expect.stringContaining('由2个文件合成')] } })
  expect(report.sections.map(({ key }) => key)).toEqual(['overview', 'disclosure', 'requests', 'disputes', 'problems', 'other'])
  const cell = report.tables.requests.rows['granted']?.['total']
  expect(cell?.place.file).toBe('表格.xlsx')
  expect(cell && report.text.slice(cell.place.start, cell.place.end)).toBe(cell?.raw)
  expect(cell && placeInWords(cell.place)).toMatch(/^文件“表格.xlsx”，工作表“Sheet1”，单元格[A-Z]+\d+/)
  expect(report.places.title?.file).toBe('正文.docx')
  expect(quotes(report)).toEqual(quotes(await reportOf({ '整份.docx': word(SPECIMEN) })))
})

const quotes = (report: Report) => run(report, { date: '2025-01-20' }).findings.map(({ rule, message, quote }) => [rule, message.replace(/文件“[^”]*”，/, ''), quote.length > 0])

test('one workbook per table is put together as well', async () => {
  const report = await reportOf({
    'x/正文.docx': BODY,
    'x/2.xlsx': excel(SPECIMEN, onlyTable('disclosure')),
    'x/3.xlsx': excel(SPECIMEN, onlyTable('requests')),
    'x/4.xlsx': excel(SPECIMEN, onlyTable('disputes')),
  })
  expect(misread(report, SPECIMEN)).toEqual([])
  expect(report.tables.disputes.place?.file).toBe('4.xlsx')
})

test.each<[string, Parameters<typeof planOf>[0], RegExp]>([
  ['a table twice', { '正文.docx': BODY, '表.xlsx': excel(SPECIMEN, onlyTables), '表2.xlsx': excel(OTHER, onlyTable('requests')) }, /不止一次/],
  ['a table that nobody has', { '正文.docx': BODY, '表.xlsx': excel(SPECIMEN, onlyTable('requests')) }, /其中没有主动公开情况的表格、行政复议/],
  ['tables without a body', { '2.xlsx': excel(SPECIMEN, onlyTable('disclosure')), '3.xlsx': excel(SPECIMEN, onlyTable('requests')) }, /没有/],
])('%s: not certain, so all is one question', async (_, files, words) => {
  const { submissions } = await planOf(files)
  expect(submissions).toHaveLength(1)
  expect(submissions[0]).toMatchObject({ state: 'question', rejection: { code: 'unclear-parts', message: expect.stringMatching(words) as string } })
  expect(submissions[0]?.files.toSorted()).toEqual(Object.keys(files).toSorted())
  expect(submissions[0]?.rejection?.message).toMatch(/请把正文和表格放进同一个文件/)
})

test('two bodies and one workbook: nobody can tell whose it is, both are asked', async () => {
  const { submissions } = await planOf({ '甲.docx': BODY, '乙.docx': word(OTHER, noTables), '表.xlsx': excel(SPECIMEN, onlyTables) })
  expect(submissions.map(({ state, files }) => [state, ...files])).toEqual([
    ['question', '甲.docx'],
    ['question', '乙.docx'],
    ['question', '表.xlsx'],
  ])
})

test('of two bodies each gets the workbook that names its agency', async () => {
  const named = (keep: typeof onlyTables) => (part: Parameters<typeof onlyTables>[0]) => part.kind === 'title' || keep(part)
  expect(
    await shape({
      '甲.docx': BODY,
      '乙.docx': word(OTHER, noTables),
      '甲表.xlsx': excel(SPECIMEN, named(onlyTables)),
      '乙表.xlsx': excel(OTHER, named(onlyTables)),
    }),
  ).toEqual({ submissions: [['report', '甲.docx', '甲表.xlsx'], ['report', '乙.docx', '乙表.xlsx']], duplicates: [] })
})

test('a workbook that names another agency or year is nobody’s part', async () => {
  const titled = (part: Parameters<typeof onlyTables>[0]) => part.kind === 'title' || part.kind === 'table'
  for (const other of [OTHER, buildReport({ year: 2023 })])
    expect((await shape({ '正文.docx': BODY, '表.xlsx': excel(other, titled) })).submissions).toEqual([
      ['report', '正文.docx'],
      ['report', '表.xlsx'],
    ])
})

test('in different folders nothing is put together', async () => {
  expect((await shape({ 'a/正文.docx': BODY, 'b/表.xlsx': excel(SPECIMEN, onlyTables) })).submissions).toEqual([
    ['report', 'a/正文.docx'],
    ['report', 'b/表.xlsx'],
  ])
})

test('the same report in two formats is one; its tables once more in a workbook are none', async () => {
  const files = { '报告.docx': word(SPECIMEN), '报告.txt': layoutNamed('row per line, pipes').write(SPECIMEN), '统计表.xlsx': excel(SPECIMEN, onlyTables) }
  expect(await shape(files)).toEqual({
    submissions: [['report', '报告.docx']],
    duplicates: [
      ['报告.txt', '报告.docx'],
      ['统计表.xlsx', '报告.docx'],
    ],
  })
})

test('the same report with other numbers: both are taken, and each is asked about', async () => {
  const changed = buildReport({ figures: { outcomes: { granted: [9, 0, 0, 0, 0, 0] } } })
  const submissions = noteRivals((await planOf({ '初稿.docx': word(SPECIMEN), '定稿.docx': word(changed) })).submissions, statedFiling)
  expect(submissions.map(({ state }) => state)).toEqual(['report', 'report'])
  for (const { notes } of submissions) expect(notes).toEqual([expect.stringMatching(/另一份报告.*依申请公开情况的表格.*不同.*请确认以哪一份为准/)])
})

test('tables beside a whole report that say something else are asked about, the report stands', async () => {
  const { submissions } = await planOf({ '报告.docx': word(SPECIMEN), '表.xlsx': excel(OTHER, onlyTables) })
  expect(submissions.map(({ state, files }) => [state, ...files])).toEqual([
    ['report', '报告.docx'],
    ['question', '表.xlsx'],
  ])
})

test('a file that cannot be read hides no other', async () => {
  const { submissions } = await planOf({ '坏.docx': word(SPECIMEN).subarray(0, 2000), '好.docx': word(SPECIMEN), '通知.txt': '请各单位按时报送。' })
  expect(submissions.map(({ state, files, rejection }) => [state, files[0], rejection?.code])).toEqual([
    ['report', '好.docx', undefined],
    ['rejected', '坏.docx', 'damaged-file'],
    ['rejected', '通知.txt', 'not-a-report'],
  ])
})
