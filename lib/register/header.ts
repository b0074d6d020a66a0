import { cleaned } from './cells.ts'
import type { RawRow } from './rows.ts'

/** The columns of a register, with the names by which a spreadsheet may call them; of several that are there the first counts. */
const COLUMNS = {
  id: ['id', '编号', '单位编号', '单位编码', '单位代码', '机构编码', '机构代码', '机构编号', '部门编号', '部门编码', '编码', '代码', '统一社会信用代码'],
  name: ['name', '单位名称', '单位全称', '机构名称', '机关名称', '部门名称', '行政机关名称', '名称', '全称', '单位'],
  level: ['level', '级别', '单位级别', '行政级别', '行政层级', '层级', '机构级别', '单位层级', '单位类别', '单位类型'],
  supervisor: ['supervisor', '主管部门编号', '上级编号', '上级单位编号', '上级部门编号', '主管单位编号', '上级主管部门编号', '主管部门代码', '上级单位代码', '主管部门', '主管单位', '上级主管部门', '上级主管单位', '上级单位', '上级部门', '上级机关', '主管机关', '上级'],
  emails: ['emails', 'email', 'e-mail', '邮箱', '电子邮箱', '邮件地址', '电子邮件', '电子邮件地址', '电子邮箱地址', '邮箱地址', '联系邮箱', '单位邮箱', '收件邮箱', '联系人邮箱'],
  deadline: ['deadline', '截止日期', '报送截止日期', '截止时间', '报送截止时间', '报送期限', '报送时限'],
  from: ['from', '起始年度', '开始年度', '起始年份', '起始年', '开始年份', '首报年度'],
  to: ['to', '终止年度', '结束年度', '截止年度', '终止年份', '结束年份', '终止年', '末报年度'],
} as const satisfies Record<string, readonly string[]>
export type Column = keyof typeof COLUMNS
export const NAMES = Object.keys(COLUMNS) as Column[]
const REQUIRED: readonly Column[] = ['id', 'name', 'level', 'supervisor', 'emails']

/** Where the header stands in a table, and in which place each column is; -1: nowhere. */
export interface Header {
  readonly index: number
  readonly at: RawRow
  readonly places: Readonly<Record<Column, number>>
  /** Columns that stand there twice, as the sheet calls them. */
  readonly twice: readonly string[]
}

/** Titles and notes may stand above; no office needs more of them. */
const ROWS_ABOVE = 30

/** The header of a table; where a second row of it follows (年度 above 起始 and 终止), that one. Else which columns are lacking where it would stand. */
export function findHeader(table: readonly RawRow[]): Header | { readonly row: number; readonly lacking: readonly Column[] } {
  const candidates = table.slice(0, ROWS_ABOVE).map(headerIn)
  const lackingIn = ({ places }: Header) => REQUIRED.filter((column) => places[column] < 0)
  const first = candidates.findIndex((header) => lackingIn(header).length === 0)
  const found = candidates[first]
  if (found !== undefined) {
    const next = candidates[first + 1]
    return next !== undefined && lackingIn(next).length === 0 && count(next) > count(found) ? next : found
  }
  const best = candidates.reduce<Header | undefined>((most, header) => (most === undefined || count(header) > count(most) ? header : most), undefined)
  return { row: table[best?.index ?? 0]?.row ?? 1, lacking: best === undefined ? REQUIRED : lackingIn(best) }
}

export const HEADER_HELP = `${REQUIRED.join(',')}（${REQUIRED.map((column) => COLUMNS[column][1]).join('、')}）`

function headerIn(at: RawRow, index: number): Header {
  const titles = at.cells.map(titleOf)
  const names = NAMES.map((column) => [column, COLUMNS[column].find((name) => titles.includes(name))] as const)
  return {
    index,
    at,
    places: Object.fromEntries(names.map(([column, name]) => [column, name === undefined ? -1 : titles.indexOf(name)])) as Record<Column, number>,
    twice: names.flatMap(([, name]) => (name !== undefined && titles.indexOf(name) !== titles.lastIndexOf(name) ? [name] : [])),
  }
}

const count = ({ places }: Header): number => NAMES.filter((column) => places[column] >= 0).length

/** `*单位 编号（必填）` is 单位编号. */
const titleOf = (cell: string): string =>
  cleaned(cell)
    .normalize('NFKC')
    .replaceAll(/\s|[*:]/g, '')
    .replace(/\(.*\)$/, '')
    .toLowerCase()
