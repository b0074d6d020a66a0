import * as z from 'zod'
import { parse } from '../../../lib/parse/index.ts'
import { readText } from '../../../lib/readers/text/index.ts'
import { FORM_2021, type Cell, type Finding, type Place, type Report, type Table, type TableKey } from '../../../lib/report/index.ts'
import { run } from '../../../lib/rules/index.ts'

/** One statement of a narrative, what the tables beside it say, and whether a checker must speak. */
export const Statement = z.object({
  id: z.string(),
  kind: z.string(),
  text: z.string(),
  reportYear: z.int(),
  /** Table cells by the keys of `FACTS`; all other cells are unknown. */
  tables: z.record(z.string(), z.number()).nullable().optional(),
  /** The section that it stands in; section one if left out. */
  section: z.enum(['overview', 'problems', 'other']).optional(),
  expect: z.enum(['must_flag', 'must_not_flag', 'may_flag']),
  why: z.string(),
})
export type Statement = z.infer<typeof Statement>

type CellPath = readonly [table: TableKey, row: string, column: string]

/** A table fact's cell. The two kinds of litigation are told as one number; the second kind is 0 then. */
const FACTS: Readonly<Record<string, CellPath>> = {
  normativeMade: ['disclosure', 'normativeDocuments', 'made'],
  normativeRepealed: ['disclosure', 'normativeDocuments', 'repealed'],
  normativeInForce: ['disclosure', 'normativeDocuments', 'inForce'],
  permits: ['disclosure', 'licensing', 'decisions'],
  penalties: ['disclosure', 'penalties', 'decisions'],
  enforcement: ['disclosure', 'compulsion', 'decisions'],
  adminFee: ['disclosure', 'fees', 'amount'],
  reviewTotal: ['disputes', 'review', 'total'],
  litigationTotal: ['disputes', 'directLitigation', 'total'],
}
const SECOND_LITIGATION: CellPath = ['disputes', 'litigationAfterReview', 'total']

function cellsOf(tables: Readonly<Record<string, number>>): [CellPath, number][] {
  const cells = Object.entries(tables).map(([fact, value]): [CellPath, number] => [pathOf(fact), value])
  return 'litigationTotal' in tables ? [...cells, [SECOND_LITIGATION, 0]] : cells
}

/** `newReceived` is the total of that row of table 3; `newReceived.naturalPerson` another column of it. */
function pathOf(fact: string): CellPath {
  const known = FACTS[fact]
  if (known !== undefined) return known
  for (const table of ['disclosure', 'requests', 'disputes'] as const)
    for (const { rows, columns } of FORM_2021.tables[table])
      for (const { key: row } of rows)
        for (const { key: column } of columns) if (fact === row ? table === 'requests' && column === 'total' : fact === `${row}.${column}`) return [table, row, column]
  throw new Error(`no cell for ${fact}`)
}

const BETWEEN = { overview: '', problems: '五、存在的主要问题及改进情况\n\n', other: '五、存在的主要问题及改进情况\n\n个别栏目更新不够及时。\n\n六、其他需要报告的事项\n\n' }

/** A report of an unnamed agency whose narrative is the statement and whose tables hold the given cells alone. */
export function reportOf({ text, reportYear, tables, section = 'overview' }: Statement): Report {
  const source = `${reportYear}年政府信息公开工作年度报告\n\n一、总体情况\n\n${BETWEEN[section]}${text}\n`
  const parsed = parse(readText(source, 'utf-8'))
  if (!parsed.ok) throw new Error(parsed.rejection.message)
  return tables ? withTables(parsed.report, tables) : parsed.report
}

function withTables(report: Report, tables: Readonly<Record<string, number>>): Report {
  const cells = cellsOf(tables)
  let text = report.text
  const write = (words: string): Place => {
    const start = text.length
    text += `${words}\n`
    return { start, end: start + words.length }
  }
  const table = (key: TableKey): Table => {
    const blocks = FORM_2021.tables[key]
    const place = write(key)
    const missing: Cell = { kind: 'missing', value: null, raw: '', place: { start: place.end, end: place.end } }
    const rows: Table['rows'] = {}
    for (const { rows: all, columns } of blocks)
      for (const { key: row } of all) {
        const filed = columns.map(({ key: column }): [string, Cell] => {
          const value = cells.find(([path]) => path[0] === key && path[1] === row && path[2] === column)?.[1]
          return [column, value === undefined ? missing : { kind: 'number', value, raw: String(value), place: write(String(value)) }]
        })
        rows[row] = Object.fromEntries(filed)
      }
    return {
      status: 'read', form: '2021', blocks: blocks.map((block) => ({ key: block.key, form: '2021', place })), rows,
      labels: {}, extraRows: [], extraCells: [], missingColumns: [], place,
    }
  }
  return { ...report, tables: { disclosure: table('disclosure'), requests: table('requests'), disputes: table('disputes') }, text }
}

const FAMILIES = /^(?:narrative|law|text|history)\/|^dates\/stale/u

/** The errors and warnings about the statement's own words. */
export function findingsOn(statement: Statement): Finding[] {
  const report = reportOf(statement)
  const start = report.text.indexOf(statement.text)
  const { findings } = run(report, { date: `${statement.reportYear + 1}-01-20`, year: statement.reportYear })
  return findings.filter(
    ({ rule, severity, place }) => FAMILIES.test(rule) && severity !== 'info' && place.start >= start && place.end <= start + statement.text.length,
  )
}

export interface Figures {
  readonly mustFlag: number
  readonly found: number
  readonly mustNotFlag: number
  readonly falseAlarms: number
  /** Ids of what was missed, and of false alarms. */
  readonly wrong: readonly string[]
}

/** How well the rules judge the statements; `may_flag` counts for neither. */
export function figuresOf(statements: readonly Statement[]): Figures {
  const judged = statements.map((statement) => ({ statement, flagged: findingsOn(statement).length > 0 }))
  const of = (expect: Statement['expect']) => judged.filter(({ statement }) => statement.expect === expect)
  const missed = of('must_flag').filter(({ flagged }) => !flagged)
  const alarms = of('must_not_flag').filter(({ flagged }) => flagged)
  return {
    mustFlag: of('must_flag').length,
    found: of('must_flag').length - missed.length,
    mustNotFlag: of('must_not_flag').length,
    falseAlarms: alarms.length,
    wrong: [...missed, ...alarms].map(({ statement }) => statement.id),
  }
}
