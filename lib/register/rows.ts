import * as z from 'zod'
import { Level } from '../report/index.ts'
import { Agency, DayOfYear } from '../store/agency.ts'
import { AgencyId, ReportYear } from '../store/object-keys.ts'

/** A row that cannot be taken; `row` counts as a spreadsheet does, the header is row 1. */
export interface RowProblem {
  readonly row: number
  /** In Chinese: what is wrong and what to write instead. */
  readonly message: string
}

/** What a row says of an agency; `ancestors` follow from all rows together. */
export type StatedAgency = Omit<Agency, 'ancestors'>

export interface AgencyRow {
  readonly row: number
  readonly agency: StatedAgency
}

export interface RegisterRows {
  readonly rows: AgencyRow[]
  readonly problems: RowProblem[]
}

/** A table as it stands in a file, each row with its number there; the first one is the header. */
export interface RawRow {
  readonly row: number
  readonly cells: readonly string[]
}

/** The columns of a register, with the names by which a spreadsheet may call them. */
export const COLUMNS = {
  id: ['id', '编号', '单位编号'],
  name: ['name', '单位名称', '名称'],
  level: ['level', '级别'],
  supervisor: ['supervisor', '主管部门', '主管部门编号'],
  emails: ['emails', '邮箱', '邮件地址', '电子邮箱'],
  deadline: ['deadline', '截止日期', '报送截止日期'],
  from: ['from', '起始年度'],
  to: ['to', '终止年度'],
} as const satisfies Record<string, readonly string[]>
type Column = keyof typeof COLUMNS
const NAMES = Object.keys(COLUMNS) as Column[]
const REQUIRED: readonly Column[] = ['id', 'name', 'level', 'supervisor', 'emails']

const LEVEL_WORDS: Readonly<Record<string, Level>> = {
  国务院部门: 'ministry',
  省级政府: 'province',
  市级政府: 'city',
  县级政府: 'county',
  政府部门: 'department',
  乡镇街道: 'township',
}

/**
 * Reads the rows of a register. Looks at each row by itself; what rows say of one another is for `importAgencies`.
 * @param table with its header; rows without any text are skipped.
 */
export function readRows(table: readonly RawRow[]): RegisterRows {
  const [header, ...rest] = table
  const titles = header?.cells.map((title) => title.trim().toLowerCase()) ?? []
  const position = (column: Column) => titles.findIndex((title) => COLUMNS[column].some((name) => name === title))
  const lacking = REQUIRED.filter((column) => position(column) < 0)
  if (lacking.length > 0)
    return { rows: [], problems: [{ row: 1, message: `第一行必须是列名 ${REQUIRED.join(',')}，现在缺少 ${lacking.join('、')}。` }] }

  const results = rest.flatMap(({ row, cells }) =>
    cells.every((cell) => cell.trim() === '')
      ? []
      : [readRow(row, Object.fromEntries(NAMES.map((column) => [column, cells[position(column)]?.trim() ?? ''])) as Record<Column, string>)],
  )
  return { rows: results.flatMap(({ rows }) => rows), problems: results.flatMap(({ problems }) => problems) }
}

function readRow(row: number, cells: Readonly<Record<Column, string>>): RegisterRows {
  const problems: string[] = []
  const emails = cells.emails.split(/[;；]/).map((email) => email.trim()).filter((email) => email !== '')
  if (!AgencyId.safeParse(cells.id).success)
    problems.push(`编号“${cells.id}”不符合要求。编号只能用英文字母、数字、“-”和“_”，以字母或数字开头，不超过64个字符。`)
  if (cells.name === '') problems.push('没有填写单位名称（name）。')
  const level = Level.safeParse(LEVEL_WORDS[cells.level] ?? cells.level)
  if (!level.success)
    problems.push(`级别“${cells.level}”不在规定范围内，只能填 ${Level.options.join('、')} 之一（或者${Object.keys(LEVEL_WORDS).join('、')}）。`)
  if (cells.supervisor !== '' && !AgencyId.safeParse(cells.supervisor).success)
    problems.push(`主管部门“${cells.supervisor}”不是有效的编号。这一列要填主管部门的编号，没有主管部门的留空。`)
  for (const email of emails)
    if (!z.email().safeParse(email).success) problems.push(`邮件地址“${email}”不正确。多个地址之间请用“;”隔开。`)
  const deadline = readDay(cells.deadline)
  if (deadline === undefined) problems.push(`截止日期“${cells.deadline}”不正确，请写成“02-15”这样的月和日。`)
  const [from, to] = [readYear(cells.from), readYear(cells.to)]
  if (from === undefined) problems.push(`起始年度“${cells.from}”不正确，请填写四位数的年度，例如 2025。`)
  if (to === undefined) problems.push(`终止年度“${cells.to}”不正确，请填写四位数的年度，例如 2025。`)
  if (from != null && to != null && from > to) problems.push(`起始年度${from}在终止年度${to}之后，请改正。`)
  if (problems.length > 0 || !level.success || deadline === undefined || from === undefined || to === undefined)
    return { rows: [], problems: problems.map((message) => ({ row, message })) }
  const supervisor = cells.supervisor === '' ? null : cells.supervisor
  return { rows: [{ row, agency: { id: cells.id, name: cells.name, level: level.data, supervisor, emails: [...new Set(emails)], deadline, from, to } }], problems: [] }
}

/** `MM-DD`; null where nothing is stated, undefined where it is no day. */
function readDay(text: string): string | null | undefined {
  if (text === '') return null
  const day = /^(\d{1,2})(?:-|月)(\d{1,2})日?$/.exec(text)
  return DayOfYear.safeParse(day?.slice(1).map((part) => part.padStart(2, '0')).join('-')).data
}

const readYear = (text: string): number | null | undefined => (text === '' ? null : ReportYear.safeParse(/^\d{4}$/.test(text) ? Number(text) : undefined).data)
