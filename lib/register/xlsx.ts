import { LIMITS } from '../readers/limits.ts'
import { Refusal } from '../readers/refusal.ts'
import type { Area, Sheet } from '../readers/sheets/sheet.ts'
import { xlsSheets } from '../readers/xls/index.ts'
import { xlsxSheets } from '../readers/xlsx/index.ts'
import { findHeader } from './header.ts'
import { problemAt, type RawRow, readRows, type RegisterRows, type RowProblem } from './rows.ts'

/** Reads a register from an Excel workbook (.xlsx, .xls): from each sheet that is shown and has the columns of the CSV. */
export function readWorkbook(bytes: Uint8Array, kind: 'xlsx' | 'xls', most: number): RegisterRows {
  try {
    const { sheets } = kind === 'xlsx' ? xlsxSheets(bytes) : xlsSheets(bytes)
    const tables = sheets.filter(({ cells }) => cells.length > 0).map((sheet) => ({ sheet, table: tableOf(sheet) }))
    const lists = tables.filter(({ table }) => !('lacking' in findHeader(table)))
    if (lists.length === 0) return readRows([tables[0]?.table ?? []], { most })
    const named = lists.length > 1
    const read = readRows(lists.map(({ sheet, table }) => (named ? table.map((row) => ({ ...row, sheet: sheet.name })) : table)), { most })
    return { ...read, problems: [...lists.flatMap(({ sheet }) => unreadable(sheet, named)), ...read.problems] }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const { code, message } = error.rejection
    return { rows: [], placed: [], problems: [{ row: 1, message: code === 'too-large' ? TOO_LARGE : message }] }
  }
}

const TOO_LARGE = `工作簿太大，没有读取：解压后每个部分不能超过 ${LIMITS.zipEntry / 1024 / 1024} MB。请删去图片和多余的工作表，或者把名录分成几个文件，先导入上级单位；也可以另存为 CSV 后导入。`

function tableOf({ cells, merges }: Sheet): RawRow[] {
  const table = new Map<number, string[]>()
  for (const { row, column, text, padded } of cells) {
    const values = table.get(row) ?? []
    values[column] = padded ?? text
    table.set(row, values)
  }
  for (const area of merges) fillDown(table, area)
  return [...table].sort(([a], [b]) => a - b).map(([row, values]) => ({ row: row + 1, cells: Array.from(values, (value: string | undefined) => value ?? '') }))
}

/** What stands once for several rows is said of each of them that says anything. */
function fillDown(table: ReadonlyMap<number, string[]>, { top, left, bottom }: Area): void {
  const text = table.get(top)?.[left]
  if (text === undefined) return
  // No merged area of a register is higher; a forged one may claim the whole sheet.
  for (let row = top + 1; row <= Math.min(bottom, top + 10_000); row += 1) {
    const values = table.get(row)
    if (values !== undefined) values[left] ??= text
  }
}

const LISTED = 5

/** Rows that a filter hides may be meant or not; formulas may lack their results: nobody guesses. */
function unreadable({ name, cells, hiddenRows }: Sheet, isOneOfSeveral: boolean): RowProblem[] {
  const place = (row: number) => ({ row: row + 1, ...(isOneOfSeveral && { sheet: name }) })
  const hidden = [...new Set(cells.map(({ row }) => row).filter((row) => hiddenRows.has(row)))]
  const [first] = hidden
  const unsaved = cells.filter((cell) => cell.unsaved === true).map(({ row }) => problemAt(place(row), '这一行有公式没有保存计算结果，读不出内容。请在 Excel 或 WPS 里打开，重新计算后保存。'))
  if (first === undefined) return unsaved
  const listed = `${hidden.slice(0, LISTED).map((row) => row + 1).join('、')}${hidden.length > LISTED ? `等${hidden.length}` : ''}`
  return [problemAt(place(first), `第${listed}行是隐藏的（可能被筛选掉了），不知道要不要导入。请取消隐藏和筛选；不要导入的，请把这些行删去。`), ...unsaved]
}
