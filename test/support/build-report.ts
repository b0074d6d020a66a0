import { APPLICANT_COLUMNS, type FormId, type TableKey } from '../../lib/report/index.ts'
import { narrative } from './narrative.ts'
import { blocksOf, number, type ReportData, type TableData } from './report-data.ts'

/** The figures that an agency is free to choose; all totals follow from them. Absent rows are zeros. */
export interface Figures {
  /** Row key → its columns in printed order. */
  readonly disclosure?: Readonly<Record<string, readonly number[]>>
  /** Key of an outcome row → the six kinds of applicants. */
  readonly outcomes?: Readonly<Record<string, readonly number[]>>
  readonly carriedOver?: readonly number[]
  readonly carriedForward?: readonly number[]
  /** Row key → upheld, corrected, otherResult, pending. */
  readonly disputes?: Readonly<Record<string, readonly number[]>>
}

export type Details = Partial<Omit<ReportData, 'tables' | 'form'>> & { readonly form?: FormId; readonly figures?: Figures }

const APPLICANTS = APPLICANT_COLUMNS.slice(0, -1).map(({ key }) => key)
const NOT_OUTCOMES = new Set(['newReceived', 'carriedOver', 'totalProcessed', 'carriedForward'])
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)
const at = (values: readonly number[] | undefined, index: number) => values?.[index] ?? 0

/** The rows between the group headings of table 3 that add up to (七)总计. */
export const outcomeRows = (form: FormId): readonly string[] =>
  blocksOf(form, 'requests').flatMap(({ rows }) => rows.map(({ key }) => key).filter((key) => !NOT_OUTCOMES.has(key)))

/** A report in which all identities hold. */
export function buildReport({ figures = {}, form = '2021', ...details }: Details = {}): ReportData {
  const agency = details.agency ?? '星湖县云桥镇人民政府'
  const year = details.year ?? (form === '2021' ? 2024 : 2020)
  const tables: Record<TableKey, TableData> = {
    disclosure: disclosure(form, figures),
    requests: requests(form, figures),
    disputes: disputes(figures),
  }
  return {
    agency,
    year,
    form,
    title: `${agency}${year}年政府信息公开工作年度报告`,
    signed: `${year + 1}-01-15`,
    style: { brackets: 'half', spacedHeaders: false },
    ...narrative(agency, year, tables),
    ...details,
    tables,
  }
}

function disclosure(form: FormId, figures: Figures): TableData {
  const table: TableData = {}
  for (const { rows, columns } of blocksOf(form, 'disclosure'))
    for (const { key } of rows)
      table[key] = Object.fromEntries(columns.map((column, i) => [column.key, number(at(figures.disclosure?.[key], i))]))
  return table
}

function requests(form: FormId, figures: Figures): TableData {
  const table: TableData = {}
  const put = (row: string, value: (index: number) => number) => {
    const values = APPLICANTS.map((_, i) => value(i))
    table[row] = Object.fromEntries([...values, sum(values)].map((v, i) => [APPLICANTS[i] ?? 'total', number(v)]))
  }
  const outcomes = outcomeRows(form)
  const processed = (i: number) => sum(outcomes.map((row) => at(figures.outcomes?.[row], i)))
  for (const row of outcomes) put(row, (i) => at(figures.outcomes?.[row], i))
  put('totalProcessed', processed)
  put('carriedForward', (i) => at(figures.carriedForward, i))
  // No more can be carried in than was handled or is still open: the rest was received this year.
  const open = (i: number) => processed(i) + at(figures.carriedForward, i)
  const carriedOver = (i: number) => Math.min(at(figures.carriedOver, i), open(i))
  put('carriedOver', carriedOver)
  put('newReceived', (i) => open(i) - carriedOver(i))
  return table
}

function disputes(figures: Figures): TableData {
  const table: TableData = {}
  for (const { rows, columns } of blocksOf('2021', 'disputes'))
    for (const { key } of rows) {
      const parts = [0, 1, 2, 3].map((i) => at(figures.disputes?.[key], i))
      table[key] = Object.fromEntries(columns.map((column, i) => [column.key, number(parts[i] ?? sum(parts))]))
    }
  return table
}
