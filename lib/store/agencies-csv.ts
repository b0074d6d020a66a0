import { CsvError, parse } from 'csv-parse/sync'
import * as z from 'zod'
import { Level } from '../report/index.ts'
import { Agency } from './agency.ts'
import { AgencyId } from './object-keys.ts'

/** A row that cannot be taken; `row` counts as a spreadsheet does, the header is row 1. */
export interface RowProblem {
  readonly row: number
  /** In Chinese: what is wrong and what to write instead. */
  readonly message: string
}

export interface AgencyRow {
  readonly row: number
  readonly agency: Agency
}

export interface CsvResult {
  readonly rows: AgencyRow[]
  readonly problems: RowProblem[]
}

const HEADER = ['id', 'name', 'level', 'supervisor', 'emails'] as const
const Cells = z.object({ id: z.string(), name: z.string(), level: z.string(), supervisor: z.string(), emails: z.string() })

/**
 * Reads a register in CSV, `id,name,level,supervisor,emails` with `;` between addresses. UTF-8 with or without
 * byte order mark, or GBK as Excel writes it. Looks at each row by itself; what rows say of one another is for
 * `importAgencies`.
 */
export function readAgenciesCsv(bytes: Uint8Array): CsvResult {
  const text = decode(bytes)
  let lines: string[][]
  try {
    lines = parse(text, { bom: true, trim: true, relax_column_count: true, skip_empty_lines: false })
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return { rows: [], problems: [{ row: Number(error['lines'] ?? 1), message: '这一行的引号不成对，读不出各列。请检查引号后重新保存。' }] }
  }
  const [header = [], ...rest] = lines
  const columns = header.map((name) => name.toLowerCase())
  const lacking = HEADER.filter((name) => !columns.includes(name))
  if (lacking.length > 0)
    return { rows: [], problems: [{ row: 1, message: `第一行必须是列名 ${HEADER.join(',')}，现在缺少 ${lacking.join('、')}。` }] }

  const results = rest.flatMap((cells, index) =>
    cells.every((cell) => cell === '')
      ? []
      : [readRow(index + 2, Cells.parse(Object.fromEntries(HEADER.map((name) => [name, cells[columns.indexOf(name)] ?? '']))))],
  )
  return { rows: results.flatMap(({ rows }) => rows), problems: results.flatMap(({ problems }) => problems) }
}

function readRow(row: number, cells: z.infer<typeof Cells>): CsvResult {
  const problems: string[] = []
  const emails = cells.emails.split(/[;；]/).map((email) => email.trim()).filter((email) => email !== '')
  if (!AgencyId.safeParse(cells.id).success)
    problems.push(`编号“${cells.id}”不符合要求。编号只能用英文字母、数字、“-”和“_”，以字母或数字开头，不超过64个字符。`)
  if (cells.name === '') problems.push('没有填写单位名称（name）。')
  const level = Level.safeParse(cells.level)
  if (!level.success) problems.push(`级别“${cells.level}”不在规定范围内，只能填 ${Level.options.join('、')} 之一。`)
  if (cells.supervisor !== '' && !AgencyId.safeParse(cells.supervisor).success)
    problems.push(`主管部门“${cells.supervisor}”不是有效的编号。这一列要填主管部门的编号，没有主管部门的留空。`)
  for (const email of emails)
    if (!z.email().safeParse(email).success) problems.push(`邮件地址“${email}”不正确。多个地址之间请用“;”隔开。`)
  if (problems.length > 0) return { rows: [], problems: problems.map((message) => ({ row, message })) }
  const agency = Agency.parse({
    id: cells.id,
    name: cells.name,
    level: level.data,
    supervisor: cells.supervisor === '' ? null : cells.supervisor,
    emails: [...new Set(emails)],
  })
  return { rows: [{ row, agency }], problems: [] }
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}
