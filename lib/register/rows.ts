import type { Level } from '../report/index.ts'
import { AgencyId } from '../store/object-keys.ts'
import type { Agency } from '../store/agency.ts'
import { HARMFUL, isEmail, oneLine, plain, quoted, readDay, readEmails, readYear } from './cells.ts'
import { type Column, findHeader, type Header, HEADER_HELP, NAMES } from './header.ts'
import { LEVEL_HELP, readLevel } from './levels.ts'

/** A row that cannot be taken; `row` counts as a spreadsheet does. */
export interface RowProblem {
  readonly row: number
  /** In Chinese: what is wrong and what to write instead. */
  readonly message: string
}

/** What a row says of an agency; `ancestors` follow from all rows together. */
type StatedAgency = Omit<Agency, 'ancestors'>

/** Where a row stands: its number, and of a workbook with several lists the sheet. */
export interface RowPlace {
  readonly row: number
  readonly sheet?: string
}

interface AgencyRow extends RowPlace {
  readonly agency: StatedAgency
}

/** What a row says of where its agency stands, although something else in it may be wrong. */
export interface PlacedRow extends RowPlace {
  readonly id: string
  readonly supervisor: string | null
  readonly level: Level | undefined
}

export interface RegisterRows {
  /** Those in which nothing is wrong. */
  readonly rows: readonly AgencyRow[]
  /** Those with an id, good or not: others may lean on them. */
  readonly placed: readonly PlacedRow[]
  readonly problems: readonly RowProblem[]
}

/** A row as it stands in a file. */
export interface RawRow extends RowPlace {
  readonly cells: readonly string[]
}

export const problemAt = ({ row, sheet }: RowPlace, message: string): RowProblem => ({ row, message: sheet === undefined ? message : `工作表“${sheet}”：${message}` })

/**
 * Reads the rows of a register. Looks at each row by itself; what rows say of one another is for `importAgencies`.
 * @param tables each with its header, and perhaps a title above it; rows without any text are skipped, and a header that is repeated.
 * @param most with more agencies than these no row is looked at
 * @param isClosed whether a text beside the named columns means that a row is out of place, as in a CSV with a comma too many.
 */
export function readRows(tables: readonly (readonly RawRow[])[], { most, isClosed = false }: { readonly most: number; readonly isClosed?: boolean }): RegisterRows {
  const lists = tables.map((table) => listIn(table, isClosed))
  const found = lists.reduce((sum, { lines }) => sum + lines.length, 0)
  if (found > most) return { rows: [], placed: [], problems: [{ row: 1, message: `名录有${found}个单位，一次最多导入${most}个。请把名录分成几个文件，先导入上级单位。` }] }
  const known = idsByName(lists.flatMap((list) => list.lines.map(({ texts }) => texts)))
  return joined(lists.flatMap(({ lines, problems }) => [{ rows: [], placed: [], problems }, ...lines.map((line) => readRow(line, known))]))
}

interface Line {
  readonly place: RowPlace
  readonly texts: Texts
  readonly problems: readonly string[]
}

/** The lines below the header of a table, or why there are none. */
function listIn(table: readonly RawRow[], isClosed: boolean): { readonly lines: readonly Line[]; readonly problems: readonly RowProblem[] } {
  const header = findHeader(table)
  if ('lacking' in header)
    return { lines: [], problems: [problemAt({ ...table[0], row: header.row }, `没有找到完整的列名。表格上方必须有一行列名 ${HEADER_HELP}，现在缺少 ${header.lacking.join('、')}。`)] }
  const { cells } = header.at
  if (header.twice.length > 0)
    return { lines: [], problems: [problemAt(header.at, `列名“${header.twice.join('”、“')}”出现了不止一次，不知道以哪一列为准。请只保留一列。`)] }

  const titles = textsOf(header.at, header)
  const width = cells.findLastIndex((cell) => cell.trim() !== '') + 1
  const lines = table
    .slice(header.index + 1)
    .filter((raw) => raw.cells.some((cell) => cell.trim() !== ''))
    .map((raw) => ({ place: raw, texts: textsOf(raw, header), problems: isClosed && raw.cells.slice(width).some((cell) => cell.trim() !== '') ? [BESIDE] : [] }))
  return { lines: lines.filter(({ texts }) => NAMES.some((column) => texts[column] !== titles[column])), problems: [] }
}

const BESIDE = '这一行的内容比列名多。请检查是不是多了分隔符；内容里有分隔符的，要用双引号括起来。'

const joined = (parts: readonly RegisterRows[]): RegisterRows => ({
  rows: parts.flatMap(({ rows }) => rows),
  placed: parts.flatMap(({ placed }) => placed),
  problems: parts.flatMap(({ problems }) => problems),
})

type Texts = Readonly<Record<Column, string>>

const textsOf = ({ cells }: RawRow, { places }: Header): Texts =>
  Object.fromEntries(NAMES.map((column) => [column, (column === 'name' ? oneLine : plain)(cells[places[column]] ?? '')])) as Record<Column, string>

/** Offices name a supervisor rather than its id: taken where the file has one agency of that name. Null: several. */
function idsByName(rows: readonly Texts[]): ReadonlyMap<string, string | null> {
  const ids = new Map<string, string | null>()
  for (const { id, name } of rows) ids.set(plain(name), ids.has(plain(name)) ? null : id)
  return ids
}

const LONGEST_NAME = 100
const MOST_EMAILS = 20

function readRow({ place, texts: cells, problems: before }: Line, known: ReadonlyMap<string, string | null>): RegisterRows {
  const problems = [...before]
  const level = readLevel(cells.level)
  const supervisor = readSupervisor(cells.supervisor, known)
  const emails = readEmails(cells.emails)
  const deadline = readDay(cells.deadline)
  const [from, to] = [readYear(cells.from), readYear(cells.to)]
  const hasId = AgencyId.safeParse(cells.id).success
  const placed = hasId ? [{ ...placeOf(place), id: cells.id, supervisor: supervisor ?? null, level }] : []
  if (!hasId)
    problems.push(`编号${quoted(cells.id)}不符合要求。编号只能用英文字母、数字、“-”和“_”，以字母或数字开头，不超过64个字符。`)
  problems.push(...wrongName(cells.name))
  if (level === undefined) problems.push(`级别${quoted(cells.level)}不在规定范围内，只能填 ${LEVEL_HELP}。`)
  if (supervisor === undefined)
    problems.push(
      known.get(cells.supervisor) === null
        ? `主管部门${quoted(cells.supervisor)}在文件里不止一个。请填写主管部门的编号。`
        : `主管部门${quoted(cells.supervisor)}不是有效的编号，也不是文件里的单位名称。这一列要填主管部门的编号，没有主管部门的留空。`,
    )
  for (const email of emails.slice(0, MOST_EMAILS)) if (!isEmail(email)) problems.push(`邮件地址${quoted(email)}不正确。多个地址之间请用“;”隔开。`)
  if (emails.length > MOST_EMAILS) problems.push(`邮件地址有${emails.length}个，最多填写${MOST_EMAILS}个。`)
  if (deadline === undefined) problems.push(`截止日期${quoted(cells.deadline)}不正确，请写成“02-15”这样的月和日。`)
  if (from === undefined) problems.push(`起始年度${quoted(cells.from)}不正确，请填写四位数的年度，例如 2025。`)
  if (to === undefined) problems.push(`终止年度${quoted(cells.to)}不正确，请填写四位数的年度，例如 2025。`)
  if (from != null && to != null && from > to) problems.push(`起始年度${from}在终止年度${to}之后，请改正。`)
  if (problems.length > 0 || level === undefined || supervisor === undefined || deadline === undefined || from === undefined || to === undefined)
    return { rows: [], placed, problems: problems.map((message) => problemAt(place, message)) }
  return { rows: [{ ...placeOf(place), agency: { id: cells.id, name: cells.name, level, supervisor, emails, deadline, from, to } }], placed, problems: [] }
}

const placeOf = ({ row, sheet }: RowPlace): RowPlace => ({ row, ...(sheet !== undefined && { sheet }) })

/** An id, or a name that the file knows once; null where nothing is stated, undefined for anything else. */
function readSupervisor(text: string, known: ReadonlyMap<string, string | null>): string | null | undefined {
  if (text === '') return null
  return AgencyId.safeParse(text).success ? text : (known.get(text) ?? undefined)
}

function wrongName(name: string): string[] {
  if (name === '') return ['没有填写单位名称（name）。']
  if (HARMFUL.test(name)) return [`单位名称${quoted(name)}里有看不见的控制字符，或者有没能识别的字。请重新输入这个名称；整列都是这样的，请用 UTF-8 编码另存后再导入。`]
  return Array.from(name).length > LONGEST_NAME ? [`单位名称${quoted(name)}超过${LONGEST_NAME}个字，请填写单位的全称或规范简称。`] : []
}
