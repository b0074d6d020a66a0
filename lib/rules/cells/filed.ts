import { FORMS, type Cell, type Place, type Report, type TableKey } from '../../report/index.ts'
import type { Fault, Outcome } from '../define.ts'
import { notApplicable, outcome } from '../define.ts'
import { firstLine } from '../places.ts'
import { columnWords, quoted, rowWords, TABLE_KEYS, TABLE_TITLES, TABLE_WORDS } from '../words.ts'

/** A row that stands in the source, and its cells. */
export interface FiledRow {
  readonly table: TableKey
  readonly row: string
  readonly cells: readonly { readonly column: string; readonly cell: Cell }[]
}

/** Cells of one table in which the same is wrong in the same columns of one or more rows. */
export interface CellGroup {
  readonly table: TableKey
  readonly rows: readonly string[]
  readonly first: FiledRow
  /** The columns, where they are the same in all rows; else none. */
  readonly columns: readonly string[]
  readonly cells: readonly Cell[]
}

const present = (report: Report, table: TableKey, row: string, cells: readonly Cell[]): boolean =>
  row in report.tables[table].labels || cells.some((cell) => cell.kind !== 'missing')

/** Every rule of the family walks the same rows. */
const known = new WeakMap<Report, FiledRow[]>()

/** All rows of all tables that could be read; rows that the source lacks are for another rule. */
function filedRows(report: Report): FiledRow[] {
  const rows = known.get(report) ?? listRows(report)
  known.set(report, rows)
  return rows
}

function listRows(report: Report): FiledRow[] {
  return TABLE_KEYS.filter((table) => report.tables[table].status === 'read').flatMap((table) =>
    Object.entries(report.tables[table].rows)
      .filter(([row, cells]) => present(report, table, row, Object.values(cells)))
      .map(([row, cells]) => ({ table, row, cells: Object.entries(cells).map(([column, cell]) => ({ column, cell })) })),
  )
}

/** From this many rows on, the same fault in the same columns has one cause and is told once. */
const ONE_CAUSE = 3
/** A table with more groups than this is faulty throughout: one finding says so, and in how many rows. */
const MOST_GROUPS = 5

/** The cells that `wrong` names, one group per row; rows with one cause are one group. */
function groups(report: Report, wrong: (row: FiledRow, column: string, cell: Cell) => boolean): CellGroup[] {
  const hits = filedRows(report).flatMap((row): Hit[] => {
    const cells = row.cells.filter(({ column, cell }) => wrong(row, column, cell))
    return cells.length === 0 ? [] : [{ row, columns: cells.map(({ column }) => column), cells: cells.map(({ cell }) => cell) }]
  })
  const tables = Map.groupBy(hits, ({ row }) => row.table)
  return [...tables.values()].flatMap((own) => {
    const alike = [...Map.groupBy(own, ({ columns }) => columns.join(' ')).values()]
    const sets = alike.flatMap((group) => (group.length < ONE_CAUSE ? group.map((one) => [one]) : [group]))
    return (sets.length > MOST_GROUPS ? [own] : sets).flatMap(grouped)
  })
}

interface Hit {
  readonly row: FiledRow
  readonly columns: readonly string[]
  readonly cells: readonly Cell[]
}

function grouped(hits: readonly Hit[]): CellGroup[] {
  const [first] = hits
  if (first === undefined) return []
  const { row, columns } = first
  const alike = hits.every((hit) => hit.columns.join(' ') === columns.join(' '))
  return [{ table: row.table, rows: hits.map((hit) => hit.row.row), first: row, columns: alike ? columns : [], cells: hits.flatMap(({ cells }) => cells) }]
}

/** Where a group begins: its first cell with characters in it, else the label of its row. */
function placeOf(report: Report, { table, rows, cells }: CellGroup): Place {
  const written = cells.find(({ raw }) => raw !== '')
  const label = report.tables[table].labels[rows[0] ?? '']
  return written?.place ?? label?.place ?? firstLine(report, report.tables[table].place ?? { start: 0, end: 0 })
}

/** `“(一)予以公开”`; of several rows the first three and how many there are. */
export function rowNames({ table, rows }: CellGroup): string {
  const named = quoted(rows.slice(0, ONE_CAUSE).map((row) => rowWords(table, row)))
  return rows.length > ONE_CAUSE ? `${named}等${rows.length}行` : named
}

/** `表3“(一)予以公开”行“自然人”列`; without common columns, how many cells. */
export function groupWords(group: CellGroup): string {
  const { table, rows, columns, cells, first } = group
  // Table 4 prints its three groups side by side.
  const kind = table === 'disputes' ? '部分' : '行'
  const row = rows.length > ONE_CAUSE ? rowNames(group) : `${rowNames(group)}${kind}`
  if (columns.length === 0) return `${TABLE_WORDS[table]}${row}共${cells.length}个单元格`
  return `${TABLE_WORDS[table]}${row}${quoted(columns.map((column) => columnWords(table, first.row, column)))}列`
}

/** The outcome of a rule about single cells: one fault per group, in the words of `fault`. */
export function judgeCells(
  report: Report,
  wrong: (row: FiledRow, column: string, cell: Cell) => boolean,
  fault: (group: CellGroup) => Omit<Fault, 'place'>,
): Outcome {
  const unread = TABLE_KEYS.filter((table) => report.tables[table].status !== 'read')
  if (unread.length === TABLE_KEYS.length && unread.every((table) => report.tables[table].status === 'missing')) return notApplicable
  return outcome(
    groups(report, wrong).map((group) => ({ ...fault(group), place: placeOf(report, group) })),
    unread.filter((table) => report.tables[table].status === 'unreadable').map((table) => `${TABLE_TITLES[table]}无法读取`),
  )
}

/** The characters filed in a group, each once: `“-3”“-5”`. */
export const rawWords = ({ cells }: CellGroup): string => quoted([...new Set(cells.map(({ raw }) => raw.trim()))].slice(0, ONE_CAUSE))

/** A whole row is told as such; of columns, which ones. */
export function blankWords(group: CellGroup): string {
  const { table, rows, columns, cells, first } = group
  const whole = columns.length > 1 && columns.length === first.cells.length
  if (whole) return `${TABLE_WORDS[table]}${rowNames(group)}${rows.length === 1 ? '一行' : '各行'}的单元格全部为空，共${cells.length}个。`
  return `${groupWords(group)}为空${columns.length > 0 && cells.length > 1 ? `，共${cells.length}个单元格` : ''}。`
}

/** A column that the whole block lacks is told once. */
export function isMissingColumn(report: Report, { table, row }: FiledRow, column: string): boolean {
  const { missingColumns } = report.tables[table]
  return missingColumns.some((missing) => missing.column === column && blockOf(table, row) === missing.block)
}

const blockOf = (table: TableKey, row: string): string | undefined =>
  Object.values(FORMS).flatMap((form) => form.tables[table]).find((block) => block.rows.some(({ key }) => key === row))?.key

/** A row whose empty cells collapsed has a finding of its own; its gaps are not told again cell by cell. */
export function isCollapsed({ cells }: FiledRow): boolean {
  return cells.some(({ cell }) => cell.inferred)
}
