import type { Report, Table, TableKey } from '../../report/index.ts'
import { notApplicable, notEvaluable, type Outcome, type RuleContext } from '../define.ts'
import { areDifferent } from '../filing/agency.ts'
import { TABLE_TITLES } from '../words.ts'

/** Both reports, and the year of the one before. */
export interface Pair {
  readonly report: Report
  readonly before: Report
  readonly year: number
  readonly context: RuleContext
}

/**
 * A check against the same agency's report of the year before. A first report cannot be compared and says so; a report of
 * another year or agency is none to compare with.
 */
export const against =
  <Names extends string>(judge: (pair: Pair, limit: (name: Names) => number) => Outcome) =>
  (report: Report, context: RuleContext, limit: (name: Names) => number): Outcome => {
    const { history: before } = context
    if (before === undefined) return notEvaluable('没有本机关上一年度的报告，无法与上一年度比对')
    const year = report.year ?? context.year ?? null
    if (year === null || before.year === null) return notEvaluable('不能确定报告的年度，无法与上一年度比对')
    if (before.year !== year - 1) return notApplicable
    if (report.agency !== null && before.agency !== null && areDifferent(report.agency, before.agency)) return notApplicable
    return judge({ report, before, year: before.year, context }, limit)
  }

/** Why a table of either report cannot be compared; none if it can. */
export function unreadable({ report, before, year }: Pair, key: TableKey): string[] {
  const reasons = [
    { table: report.tables[key], whose: '' },
    { table: before.tables[key], whose: `${year}年度报告的` },
  ].flatMap(({ table, whose }) => reasonOf(table).map((reason) => `${whose}${TABLE_TITLES[key]}${reason}`))
  return reasons.map((reason) => `${reason}，无法与上一年度比对`)
}

function reasonOf(table: Table): string[] {
  if (table.status === 'missing') return ['没有找到']
  if (table.status === 'unreadable') return ['无法读取']
  return table.extraCells.some(({ raw }) => raw.trim() !== '') ? ['有多出的数字，可能错位'] : []
}
