import type { RollUp } from '../../lib/store/api-tallies.ts'

const TABLES = { disclosure: '表二 主动公开政府信息情况', requests: '表三 收到和处理政府信息公开申请情况', disputes: '表四 政府信息公开行政复议、行政诉讼情况' } as const
const STANDS = { missing: '未报送', rejected: '报送的文件无法读取' } as const

/** A roll-up as CSV for Excel: a line per cell with what it is made of, then what it lacks. With a byte order mark: without it Excel takes Chinese for something else. */
export function rollUpCsv({ name, year, cells, notes, missing }: RollUp): string {
  const lines: (string | number)[][] = [
    ['表', '项目', '栏目', '合计', '填数字的份数', '空白的份数', '不适用的份数', '未读出的份数'],
    ...cells.map(({ table, rowLabel, columnLabel, sum, numbers, blank, notApplicable, unread }) => [TABLES[table], rowLabel, columnLabel, sum, numbers, blank, notApplicable, unread]),
    [],
    ['说明', `${name}${year}年度下级单位合计`],
    ...notes.map((note) => ['说明', note]),
    ...missing.map(({ name: agency, status }) => ['缺少', agency, STANDS[status]]),
  ]
  return `\uFEFF${lines.map((line) => line.map(quoted).join(',')).join('\r\n')}\r\n`
}

/** A text that Excel would calculate is told to be text. */
function quoted(value: string | number): string {
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
