import { APPLICANT_COLUMNS, FORM_2019, FORM_2021, type Cell, type Entry, type Form } from '../report/index.ts'
import { rowWords } from '../rules/words.ts'
import { WHO } from './reports.ts'
import type { Column, Value } from './sheet.ts'

interface Line extends Pick<Entry, 'file' | 'record'> {
  /** The form of the table, and the number of the row in it, from 1; null in a line that stands for a whole table. */
  readonly row: { readonly form: Form; readonly number: number; readonly label: string; readonly cells: Readonly<Record<string, Cell>> } | null
  /** Why there are no rows. */
  readonly remark?: string
}

/** The rows of table 3; one line with the reason where there are none. */
export function requestLines({ file, record, rejection }: Entry): Line[] {
  const none = (remark: string): Line[] => [{ file, row: null, remark, ...(record && { record }) }]
  if (record === undefined) return none(`文件不能核对：${rejection?.message ?? ''}`)
  const { status, reason, rows } = record.tables.requests
  if (status === 'missing') return none('没有找到这张表。')
  if (status === 'unreadable') return none(`这张表无法读取：${reason ?? ''}`)
  const form = 'other' in rows ? FORM_2019 : FORM_2021
  return form.tables.requests.flatMap((block) =>
    block.rows.map(({ key }, index): Line => ({ file, record, row: { form, number: index + 1, label: rowWords('requests', key), cells: rows[key] ?? {} } })),
  )
}

/** 申请情况表: a line per row of table 3, so that it can be filtered by row and summed by column. */
export const REQUEST_COLUMNS: readonly Column<Line>[] = [
  ...WHO,
  { header: '格式', width: 12, kind: 'short', value: ({ row }) => (row === null ? null : `${row.form.id}年格式`) },
  { header: '行次', width: 7, kind: 'number', value: ({ row }) => row?.number ?? null },
  { header: '项目', width: 46, kind: 'text', value: ({ row }) => row?.label ?? '（整张表）' },
  ...APPLICANT_COLUMNS.map(
    ({ key, label }): Column<Line> => ({ header: label, width: 11, kind: 'mixed', value: ({ row }) => (row === null ? null : filed(row.cells[key])) }),
  ),
  { header: '备注', width: 50, kind: 'text', value: remarks },
]

/** A number where one was filed; else the characters that stand there. An empty cell stays empty: it is not 0. */
function filed(cell: Cell | undefined): Value {
  if (cell === undefined || cell.kind === 'missing') return '未读出'
  return cell.kind === 'number' ? cell.value : cell.raw
}

const REMARKS: readonly (readonly [applies: (cell: Cell | undefined) => boolean, words: string])[] = [
  [(cell) => cell?.kind === 'blank', '空白'],
  [(cell) => cell === undefined || cell.kind === 'missing', '原文没有这一格，或者不能确定是哪一格'],
  [(cell) => cell?.kind === 'notApplicable' || cell?.kind === 'text', '填的不是数字'],
  [(cell) => cell?.kind === 'annotated', '数字带有说明，合计时没有计入'],
  [(cell) => cell?.inferred === true, '所在的列是推断的'],
]

/** Which cells of a row are no plain numbers, and why. */
function remarks({ row, remark }: Line): string {
  if (row === null) return remark ?? ''
  return REMARKS.flatMap(([applies, words]) => {
    const columns = APPLICANT_COLUMNS.filter(({ key }) => applies(row.cells[key]))
    if (columns.length === 0) return []
    const names = columns.length === APPLICANT_COLUMNS.length ? '各列' : columns.map(({ label }) => label).join('、')
    return [`${names}：${words}`]
  }).join('；')
}
