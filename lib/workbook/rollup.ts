import type { CellStyle, WriteSheet } from 'hucre/xlsx'
import { type Block, type Form, FORM_2021, formOfYear, type TableKey } from '../report/index.ts'
import { Grid, INCOMPLETE, LABEL, NOTE, NUMBER, TITLE } from './grid.ts'
import { lacking, type SummedTables } from './lacking.ts'
import { dayOf } from './sheet.ts'

/**
 * The bytes of a workbook with tables two to four as the official form prints them, nothing in or beside them that is not
 * the form's, so that they can be taken over into a report as they stand; and a sheet of what they lack. A cell for which
 * nobody gave a number is empty: it is not 0. One that not everybody gave a number for is shaded.
 * @param date the day it is made, `YYYY-MM-DD`
 */
export async function rollUpSheets(tables: SummedTables, date: string): Promise<Uint8Array> {
  const { writeXlsx } = await import('hucre/xlsx')
  const form = formOfYear(tables.year) ?? FORM_2021
  const made = dayOf(date)
  return writeXlsx({
    sheets: [disclosure(tables, form), requests(tables, form), disputes(tables, form), lacking(tables)],
    properties: { title: titleOf(tables), created: made, modified: made },
    defaultFont: { name: '宋体', size: 11 },
  })
}

const titleOf = ({ name, year }: SummedTables): string => `${name}${year}年政府信息公开工作年度报告（下级单位数字汇总）`

/** Puts a cell of the form where it belongs. */
type Put = (grid: Grid, row: number, column: number, key: string, of: string, span?: { readonly rows?: number; readonly columns?: number }) => void

function numbersOf({ cells }: SummedTables, table: TableKey): Put {
  const sums = new Map(cells.filter((cell) => cell.table === table).map((cell) => [`${cell.row} ${cell.column}`, cell]))
  return (grid, row, column, key, of, span) => {
    const { sum = null, blank = 0, unread = 0 } = sums.get(`${key} ${of}`) ?? {}
    const style: CellStyle = blank + unread > 0 ? INCOMPLETE : NUMBER
    grid.put(row, column, sum, style, span)
  }
}

/** The heading of a section, with what shading means where there is any. Gives the row that follows. */
function heading(grid: Grid, { cells }: SummedTables, table: TableKey, text: string, columns: number, first = 0): number {
  grid.put(first, 0, text, TITLE, { columns })
  if (!cells.some((cell) => cell.table === table && cell.blank + cell.unread > 0)) return first + 1
  grid.put(first + 1, 0, '有底色的数字不完整：有的报告这一格空白，或者没有读出，见工作表“缺少的内容”。', NOTE, { columns })
  return first + 2
}

const WIDTH = 4

function disclosure(tables: SummedTables, form: Form): WriteSheet {
  const put = numbersOf(tables, 'disclosure')
  const grid = new Grid()
  grid.put(0, 0, titleOf(tables), TITLE, { columns: WIDTH })
  let row = heading(grid, tables, 'disclosure', '二、主动公开政府信息情况', WIDTH, 1)
  for (const { caption, columns, rows } of form.tables.disclosure) {
    grid.put(row, 0, caption, LABEL, { columns: WIDTH })
    grid.put(row + 1, 0, '信息内容', LABEL)
    const span = (index: number) => ({ columns: index === columns.length - 1 ? WIDTH - 1 - index : 1 })
    for (const [index, { label }] of columns.entries()) grid.put(row + 1, index + 1, label, LABEL, span(index))
    for (const [offset, { key, label }] of rows.entries()) {
      grid.put(row + 2 + offset, 0, label, LABEL)
      for (const [index, column] of columns.entries()) put(grid, row + 2 + offset, index + 1, key, column.key, span(index))
    }
    row += 2 + rows.length
  }
  return grid.sheet('表二', [24, 18, 18, 18])
}

/** Columns of labels on the left of table three: section, kind of outcome, the row's own. */
const LABELS = 3

function requests(tables: SummedTables, form: Form): WriteSheet {
  const put = numbersOf(tables, 'requests')
  const grid = new Grid()
  const { columns, rows } = blockOf(form.tables.requests)
  const width = LABELS + columns.length
  const head = heading(grid, tables, 'requests', '三、收到和处理政府信息公开申请情况', width)
  grid.put(head, 0, '（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）', LABEL, { rows: 3, columns: LABELS })
  grid.put(head, LABELS, '申请人情况', LABEL, { columns: columns.length })
  grid.put(head + 1, LABELS, columns[0]?.label ?? '', LABEL, { rows: 2 })
  grid.put(head + 1, LABELS + 1, '法人或其他组织', LABEL, { columns: columns.length - 2 })
  grid.put(head + 1, width - 1, columns.at(-1)?.label ?? '', LABEL, { rows: 2 })
  for (const [index, { label }] of columns.slice(1, -1).entries()) grid.put(head + 2, LABELS + 1 + index, label, LABEL)
  const opened = new Set<string>()
  for (const [index, { key, label, groups = [] }] of rows.entries()) {
    const row = head + 3 + index
    for (const [depth, group] of groups.entries()) {
      if (opened.has(group)) continue
      opened.add(group)
      grid.put(row, depth, group, LABEL, { rows: rows.filter((other) => other.groups?.includes(group)).length })
    }
    grid.put(row, groups.length, label, LABEL, { columns: LABELS - groups.length })
    for (const [column, each] of columns.entries()) put(grid, row, LABELS + column, key, each.key)
  }
  return grid.sheet('表三', [10, 16, 34, ...columns.map(() => 11)])
}

function disputes(tables: SummedTables, form: Form): WriteSheet {
  const put = numbersOf(tables, 'disputes')
  const grid = new Grid()
  const { columns, rows } = blockOf(form.tables.disputes)
  const width = columns.length * rows.length
  const head = heading(grid, tables, 'disputes', '四、政府信息公开行政复议、行政诉讼情况', width)
  const grouped = rows.filter(({ groups }) => groups !== undefined).length
  for (const [index, { key, label, groups }] of rows.entries()) {
    const first = index * columns.length
    const alone = groups === undefined
    grid.put(alone ? head : head + 1, first, label, LABEL, { columns: columns.length })
    if (!alone && rows[index - 1]?.groups === undefined) grid.put(head, first, groups[0] ?? '', LABEL, { columns: grouped * columns.length })
    for (const [offset, column] of columns.entries()) {
      grid.put(alone ? head + 1 : head + 2, first + offset, column.label, LABEL, { rows: alone ? 2 : 1 })
      put(grid, head + 3, first + offset, key, column.key)
    }
  }
  return grid.sheet('表四', Array.from({ length: width }, () => 9))
}

/** Tables three and four are one block each. */
const blockOf = ([block]: readonly Block[]): Pick<Block, 'columns' | 'rows'> => block ?? { columns: [], rows: [] }
