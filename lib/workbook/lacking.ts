import type { WriteSheet } from 'hucre/xlsx'
import type { TableKey } from '../report/index.ts'
import { Grid, LABEL, NOTE, NUMBER, TITLE } from './grid.ts'

/** What many reports say in one cell of the form. */
interface Sum {
  readonly table: TableKey
  readonly row: string
  readonly rowLabel: string
  readonly column: string
  readonly columnLabel: string
  /** Null where nobody gave a number. */
  readonly sum: number | null
  readonly blank: number
  readonly unread: number
}

/** The summed tables of many agencies. */
export interface SummedTables {
  readonly name: string
  readonly year: number
  readonly cells: readonly Sum[]
  /** What the sums lack, in Chinese. */
  readonly notes: readonly string[]
  /** How many agencies are not in the sums. */
  readonly counts: { readonly missing: number; readonly rejected: number }
  /** The first of them. */
  readonly missing: readonly { readonly name: string; readonly status: 'missing' | 'rejected' }[]
}

export const TABLE_NAMES: Readonly<Record<TableKey, string>> = {
  disclosure: '表二 主动公开政府信息情况',
  requests: '表三 收到和处理政府信息公开申请情况',
  disputes: '表四 政府信息公开行政复议、行政诉讼情况',
}
const STANDS = { missing: '未报送', rejected: '报送的文件无法读取' } as const

/** The agencies that the sums lack, each with how it stands; last, how many more there are. */
export function absentLines({ counts, missing }: Pick<SummedTables, 'counts' | 'missing'>): (readonly [agency: string, stands: string])[] {
  const more = counts.missing + counts.rejected - missing.length
  return [...missing.map(({ name, status }) => [name, STANDS[status]] as const), ...(more > 0 ? [[`另有${more}个单位没有列出`, ''] as const] : [])]
}

const WIDTH = 5

/** The sheet of what the sums lack: as a whole, whose reports, and cell by cell. */
export function lacking(tables: SummedTables): WriteSheet {
  const { name, year, notes, cells } = tables
  const grid = new Grid()
  let row = 0
  const line = (values: readonly (string | number)[], style = LABEL): void => {
    for (const [column, value] of values.entries()) grid.put(row, column, value, typeof value === 'number' ? NUMBER : style)
    row += 1
  }
  const wide = (text: string, style = NOTE): void => {
    grid.put(row, 0, text, style, { columns: WIDTH })
    row += 1
  }
  wide(`${name}${year}年度下级单位数字汇总：缺少的内容`, TITLE)
  for (const note of notes.length === 0 ? ['没有缺少的内容：所有下级单位都已报送，每一格都读出了数字。'] : notes) wide(note)
  const absent = absentLines(tables)
  if (absent.length > 0) {
    row += 1
    line(['单位', '情况'])
    for (const each of absent) line(each)
  }
  const incomplete = cells.filter(({ blank, unread }) => blank + unread > 0)
  if (incomplete.length > 0) {
    row += 1
    line(['表', '项目', '栏目', '空白的份数', '未读出的份数'])
    for (const { table, rowLabel, columnLabel, blank, unread } of incomplete) line([TABLE_NAMES[table], rowLabel, columnLabel, blank, unread])
  }
  return grid.sheet('缺少的内容', [40, 40, 16, 12, 14])
}
