import type { CellStyle, WriteSheet } from 'hucre/xlsx'
import { type Block, type Form, FORM_2021, formOfYear, type TableKey } from '../report/index.ts'
import { cellText } from './text.ts'
import { dayOf } from './sheet.ts'

interface Sum {
  readonly table: TableKey
  readonly row: string
  readonly column: string
  readonly sum: number
  readonly numbers: number
  readonly blank: number
  readonly notApplicable: number
  readonly unread: number
}

/** The summed tables of many agencies. */
export interface SummedTables {
  readonly name: string
  readonly year: number
  readonly cells: readonly Sum[]
  /** What the sums lack, in Chinese. */
  readonly notes: readonly string[]
  /** Agencies that are not in the sums. */
  readonly missing: readonly { readonly name: string; readonly status: 'missing' | 'rejected' }[]
}

const BORDER = { style: 'thin', color: { rgb: '808080' } } as const
const BOX = { top: BORDER, bottom: BORDER, left: BORDER, right: BORDER } as const
const LABEL: CellStyle = { alignment: { horizontal: 'center', vertical: 'center', wrapText: true }, border: BOX }
const NUMBER: CellStyle = { alignment: { horizontal: 'center', vertical: 'center' }, border: BOX }
const TITLE: CellStyle = { font: { bold: true, size: 14 }, alignment: { horizontal: 'center', vertical: 'center', wrapText: true } }
const LACK: CellStyle = { font: { color: { rgb: '9C2A00' } }, alignment: { vertical: 'center', wrapText: true } }

/** A sheet under construction: what stands where, and which squares are one. */
class Grid {
  readonly rows: ((string | number | null)[] | undefined)[] = []
  readonly merges: NonNullable<WriteSheet['merges']> = []
  readonly styles = new Map<string, { style: CellStyle }>()

  /** Puts a value at a square, over so many rows and columns. */
  put(row: number, column: number, value: string | number | null, style: CellStyle, { rows = 1, columns = 1 } = {}): void {
    for (let r = row; r < row + rows; r += 1)
      for (let c = column; c < column + columns; c += 1) {
        const line = (this.rows[r] ??= [])
        line[c] = r === row && c === column ? (typeof value === 'string' ? cellText(value) : value) : null
        this.styles.set(`${r},${c}`, { style })
      }
    if (rows > 1 || columns > 1) this.merges.push({ startRow: row, startCol: column, endRow: row + rows - 1, endCol: column + columns - 1 })
  }

  sheet(name: string, widths: readonly number[]): WriteSheet {
    const width = Math.max(...this.rows.map((row) => row?.length ?? 0))
    return {
      name,
      columns: widths.map((each) => ({ width: each })),
      rows: Array.from(this.rows, (row) => Array.from({ length: width }, (_, column) => row?.[column] ?? null)),
      merges: this.merges,
      cells: this.styles,
      pageSetup: { paperSize: 'a4', orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
    }
  }
}

/**
 * The bytes of a workbook with tables two to four as the official form prints them, what each row lacks beside it, and a
 * sheet of what the sums lack as a whole. A cell for which nobody gave a number is empty: it is not 0.
 * @param date the day it is made, `YYYY-MM-DD`
 */
export async function rollUpSheets(tables: SummedTables, date: string): Promise<Uint8Array> {
  const { writeXlsx } = await import('hucre/xlsx')
  const form = formOfYear(tables.year) ?? FORM_2021
  const made = dayOf(date)
  return writeXlsx({
    sheets: [disclosure(tables, form), requests(tables, form), disputes(tables, form), lacking(tables)],
    properties: { title: `${tables.name}${tables.year}年度政府信息公开工作年度报告汇总`, created: made, modified: made },
    defaultFont: { name: '宋体', size: 11 },
  })
}

/** What stands in a cell, and what is wrong with a row of them. */
function reader({ cells }: SummedTables, table: TableKey) {
  const sums = new Map(cells.filter((cell) => cell.table === table).map((cell) => [`${cell.row} ${cell.column}`, cell]))
  const at = (row: string, column: string) => sums.get(`${row} ${column}`)
  return {
    value: (row: string, column: string): number | null => {
      const cell = at(row, column)
      return cell === undefined || cell.numbers === 0 ? null : cell.sum
    },
    lacks: (row: string, columns: Block['columns']): string =>
      columns
        .flatMap(({ key, label }) => {
          const { blank = 0, unread = 0 } = at(row, key) ?? {}
          const parts = [...(blank > 0 ? [`${blank}份空白`] : []), ...(unread > 0 ? [`${unread}份未读出`] : [])]
          return parts.length === 0 ? [] : [`${label}：${parts.join('、')}`]
        })
        .join('；'),
  }
}

const WIDTH = 4

function disclosure(tables: SummedTables, form: Form): WriteSheet {
  const { value, lacks } = reader(tables, 'disclosure')
  const grid = new Grid()
  grid.put(0, 0, '二、主动公开政府信息情况', TITLE, { columns: WIDTH })
  let row = 1
  for (const { caption, columns, rows } of form.tables.disclosure) {
    grid.put(row, 0, caption, LABEL, { columns: WIDTH })
    grid.put(row + 1, 0, '信息内容', LABEL)
    grid.put(row + 1, WIDTH, '缺少的数字', LACK)
    const span = (index: number) => ({ columns: index === columns.length - 1 ? WIDTH - 1 - index : 1 })
    for (const [index, { label }] of columns.entries()) grid.put(row + 1, index + 1, label, LABEL, span(index))
    for (const [offset, { key, label }] of rows.entries()) {
      grid.put(row + 2 + offset, 0, label, LABEL)
      for (const [index, column] of columns.entries()) grid.put(row + 2 + offset, index + 1, value(key, column.key), NUMBER, span(index))
      grid.put(row + 2 + offset, WIDTH, lacks(key, columns), LACK)
    }
    row += 2 + rows.length
  }
  return grid.sheet('表二', [24, 18, 18, 18, 50])
}

/** Columns of labels on the left of table three: section, kind of outcome, the row's own. */
const LABELS = 3

function requests(tables: SummedTables, form: Form): WriteSheet {
  const { value, lacks } = reader(tables, 'requests')
  const grid = new Grid()
  const [block] = form.tables.requests
  const { columns = [], rows = [] } = block ?? {}
  const beside = LABELS + columns.length
  grid.put(0, 0, '三、收到和处理政府信息公开申请情况', TITLE, { columns: beside })
  grid.put(1, 0, '（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）', LABEL, { rows: 3, columns: LABELS })
  grid.put(1, LABELS, '申请人情况', LABEL, { columns: columns.length })
  grid.put(2, LABELS, columns[0]?.label ?? '', LABEL, { rows: 2 })
  grid.put(2, LABELS + 1, '法人或其他组织', LABEL, { columns: columns.length - 2 })
  grid.put(2, beside - 1, columns.at(-1)?.label ?? '', LABEL, { rows: 2 })
  for (const [index, { label }] of columns.slice(1, -1).entries()) grid.put(3, LABELS + 1 + index, label, LABEL)
  grid.put(3, beside, '缺少的数字', LACK)
  const opened = new Set<string>()
  for (const [index, { key, label, groups = [] }] of rows.entries()) {
    const row = 4 + index
    for (const [depth, group] of groups.entries()) {
      if (opened.has(group)) continue
      opened.add(group)
      grid.put(row, depth, group, LABEL, { rows: rows.filter((other) => other.groups?.includes(group)).length })
    }
    grid.put(row, groups.length, label, LABEL, { columns: LABELS - groups.length })
    for (const [column, each] of columns.entries()) grid.put(row, LABELS + column, value(key, each.key), NUMBER)
    grid.put(row, beside, lacks(key, columns), LACK)
  }
  return grid.sheet('表三', [10, 16, 34, ...columns.map(() => 11), 60])
}

function disputes(tables: SummedTables, form: Form): WriteSheet {
  const { value, lacks } = reader(tables, 'disputes')
  const grid = new Grid()
  const [block] = form.tables.disputes
  const { columns = [], rows = [] } = block ?? {}
  const all = columns.length * rows.length
  grid.put(0, 0, '四、政府信息公开行政复议、行政诉讼情况', TITLE, { columns: all })
  const grouped = rows.filter(({ groups }) => groups !== undefined).length
  for (const [index, { key, label, groups }] of rows.entries()) {
    const first = index * columns.length
    const alone = groups === undefined
    grid.put(alone ? 1 : 2, first, label, LABEL, { columns: columns.length })
    if (!alone && rows[index - 1]?.groups === undefined) grid.put(1, first, groups[0] ?? '', LABEL, { columns: grouped * columns.length })
    for (const [offset, column] of columns.entries()) {
      grid.put(alone ? 2 : 3, first + offset, column.label, LABEL, { rows: alone ? 2 : 1 })
      grid.put(4, first + offset, value(key, column.key), NUMBER)
    }
  }
  grid.put(3, all, '缺少的数字', LACK)
  const lines = rows.flatMap(({ key, label }) => {
    const words = lacks(key, columns)
    return words === '' ? [] : [`${label}：${words}`]
  })
  grid.put(4, all, lines.join('\n'), LACK)
  return grid.sheet('表四', [...Array.from({ length: all }, () => 9), 60])
}

const STANDS = { missing: '未报送', rejected: '报送的文件无法读取' } as const

function lacking({ name, year, notes, missing }: SummedTables): WriteSheet {
  const grid = new Grid()
  grid.put(0, 0, `${name}${year}年度下级单位合计：缺少的内容`, TITLE, { columns: 2 })
  const lines = notes.length === 0 ? ['没有缺少的内容：所有下级单位都已报送，每一格都读出了数字。'] : notes
  for (const [index, note] of lines.entries()) grid.put(1 + index, 0, note, LACK, { columns: 2 })
  const start = 2 + lines.length
  if (missing.length > 0) {
    grid.put(start, 0, '单位', LABEL)
    grid.put(start, 1, '情况', LABEL)
  }
  for (const [index, { name: agency, status }] of missing.entries()) {
    grid.put(start + 1 + index, 0, agency, LABEL)
    grid.put(start + 1 + index, 1, STANDS[status], LABEL)
  }
  return grid.sheet('缺少的内容', [60, 24])
}
