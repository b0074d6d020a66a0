import type { RollUp } from '../../lib/store/api-tallies.ts'
import { absentLines, TABLE_NAMES } from '../../lib/workbook/lacking.ts'

/** A roll-up as CSV for Excel: a line per cell with what it is made of, then what it lacks. With a byte order mark: without it Excel takes Chinese for something else. */
export function rollUpCsv(rollUp: RollUp): string {
  const { name, year, cells, notes } = rollUp
  const lines: (readonly (string | number)[])[] = [
    ['表', '项目', '栏目', '合计', '填数字的份数', '空白的份数', '不适用的份数', '未读出的份数'],
    ...cells.map(({ table, rowLabel, columnLabel, sum, numbers, blank, notApplicable, unread }) => [TABLE_NAMES[table], rowLabel, columnLabel, sum ?? '', numbers, blank, notApplicable, unread]),
    [],
    ['说明', `${name}${year}年度下级单位合计`],
    ...notes.map((note) => ['说明', note]),
    ...absentLines(rollUp).map((line) => ['缺少', ...line]),
  ]
  return `\uFEFF${lines.map((line) => line.map(quoted).join(',')).join('\r\n')}\r\n`
}

/** A text that Excel would calculate is told to be text. */
function quoted(value: string | number): string {
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
