import { describe, expect, test } from 'vitest'
import { rollUpOf } from '../../functions/api/rollup.ts'
import { rollUpCsv } from '../../functions/api/rollup-csv.ts'
import { parse } from '../../lib/parse/index.ts'
import { read } from '../../lib/readers/index.ts'
import { type CellSum, cellKeys, contributionsOf, formFor, totalOf } from '../../lib/tally/index.ts'
import { rollUpSheets } from '../../lib/workbook/rollup.ts'
import { shownInCsv, shownInSheets } from '../support/rollup.ts'

const WHOLE: CellSum = { sum: 0, numbers: 3, blank: 0, notApplicable: 0, unread: 0 }

/** A roll-up of three agencies; `change` says what is odd about a cell. */
function rollUp(year: number, change: (index: number) => Partial<CellSum> = () => ({}), missing = 0) {
  const total = totalOf('xinghu', year, [])
  const cells = cellKeys(formFor(year)).map((_, index) => ({ ...WHOLE, sum: index * 3 + (index % 7 === 0 ? 0.25 : 0), ...change(index) }))
  const absent = Array.from({ length: Math.min(missing, 20) }, (_, index) => ({ agency: `town${index}`, name: `星湖县第${index + 1}乡人民政府`, status: 'missing' as const }))
  return rollUpOf('星湖县人民政府办公室', { ...total, counts: { ...total.counts, agencies: 3 + missing, filed: 3, missing }, cells, absent })
}

const labelled = ({ cells }: ReturnType<typeof rollUp>) => Object.fromEntries(cells.map(({ table, rowLabel, columnLabel, sum }) => [`${table}: ${rowLabel} / ${columnLabel}`, sum]))

const ODD = (index: number): Partial<CellSum> =>
  index % 5 === 1 ? { sum: 0, numbers: 0, blank: 3 } : index % 5 === 2 ? { numbers: 2, unread: 1 } : index % 5 === 3 ? { numbers: 2, blank: 1 } : index % 5 === 4 ? { numbers: 2, notApplicable: 1 } : {}

describe.each([2020, 2024])('the roll-up of %i', (year) => {
  const cases = [
    ['whole', rollUp(year)],
    ['full of gaps', rollUp(year, ODD, 23)],
    ['of nothing', rollUpOf('星湖县人民政府办公室', totalOf('xinghu', year, []))],
  ] as const

  test.each(cases)('%s: JSON, CSV and XLSX show the same under the labels of the form', async (_name, sums) => {
    const expected = labelled(sums)
    expect(Object.keys(expected)).toHaveLength(sums.cells.length)
    expect(shownInSheets(await rollUpSheets(sums, '2025-02-01')).cells).toEqual(expected)
    expect(shownInCsv(rollUpCsv(sums)).cells).toEqual(expected)
  })

  test.each(cases)('%s: the workbook is read as any report is', async (_name, sums) => {
    const source = await read(await rollUpSheets(sums, '2025-02-01'))
    const parsed = source.ok ? parse(source.document) : source
    if (!parsed.ok) throw new Error(parsed.rejection.message)
    const { report } = parsed
    expect(report).toMatchObject({ agency: '星湖县人民政府办公室', year })
    for (const table of Object.values(report.tables)) expect(table).toMatchObject({ status: 'read', extraRows: [], extraCells: [], missingColumns: [] })
    expect(contributionsOf(report, formFor(year))).toEqual(sums.cells.map(({ sum }) => sum))
  })
})

test('what is missing, blank or unread is told as a whole, by agency and by cell', async () => {
  const sums = rollUp(2024, ODD, 23)
  const { lacking } = shownInSheets(await rollUpSheets(sums, '2025-02-01'))
  for (const note of sums.notes) expect(lacking).toContainEqual([note])
  expect(lacking).toContainEqual(['星湖县第1乡人民政府', '未报送'])
  expect(lacking).toContainEqual(['另有3个单位没有列出'])
  expect(lacking).toContainEqual(['表二 主动公开政府信息情况', '规章', '本年废止件数', '3', '0'])
  expect(lacking.filter((line) => line.length === 5)).toHaveLength(1 + sums.cells.filter(({ blank, unread }) => blank + unread > 0).length)
  const csv = shownInCsv(rollUpCsv(sums)).lacking
  for (const line of [[sums.notes[0]], ['星湖县第1乡人民政府', '未报送'], ['另有3个单位没有列出']]) expect(csv).toContainEqual(line)
})

test('where nothing is lacking, it says so', async () => {
  const sums = rollUp(2024)
  expect(sums).toMatchObject({ complete: true, notes: [], missing: [] })
  expect(shownInSheets(await rollUpSheets(sums, '2025-02-01')).lacking.flat().join()).toContain('没有缺少的内容')
})
