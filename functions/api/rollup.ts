import type { Agency } from '../../lib/store/agency.ts'
import type { Contributors, RollUp, RollUpCell } from '../../lib/store/api-tallies.ts'
import { dutiesBelow } from '../../lib/store/duties.ts'
import { findTotal } from '../../lib/store/tally.ts'
import type { Store } from '../../lib/store/table.ts'
import { type CellKey, cellKeys, type CellSum, type Counts, formFor, statusOf, type Total, totalOf } from '../../lib/tally/index.ts'

/** The sum of the tables of all agencies below a supervisor: the draft of the government's own report. */
export async function rollUp(store: Store, { id, name }: Pick<Agency, 'id' | 'name'>, year: number): Promise<RollUp> {
  return rollUpOf(name, (await findTotal(store, id, year)) ?? totalOf(id, year, []))
}

/** A total as the API gives it, each cell with its labels. @param name the supervisor's */
export function rollUpOf(name: string, { supervisor, year, counts, cells, absent }: Total): RollUp {
  const labelled = cellKeys(formFor(year)).map((label, index) => toCell(label, cells[index]))
  const notes = lacks(counts, labelled)
  return { supervisor, name, year, counts, complete: notes.length === 0, notes, cells: labelled, missing: absent }
}

const NO_SUM: CellSum = { sum: 0, numbers: 0, blank: 0, notApplicable: 0, unread: 0 }

/** Where nobody gave a number there is no sum, not 0. */
const toCell = (label: CellKey, sum = NO_SUM): RollUpCell => ({ ...label, ...sum, sum: sum.numbers === 0 ? null : sum.sum })

/** Who contributed what to one cell, a page of them. Null if the year's form has no such cell. */
export async function contributors(
  store: Store,
  supervisor: string,
  year: number,
  cell: string,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<Contributors | null> {
  const all = cellKeys(formFor(year))
  const index = all.findIndex(({ table, row, column }) => `${table}.${row}.${column}` === cell)
  const label = all[index]
  if (label === undefined) return null
  const [total, { duties, after }] = await Promise.all([
    findTotal(store, supervisor, year),
    dutiesBelow(store, supervisor, { year, direct: false, cells: true, limit, after: cursor }),
  ])
  return {
    supervisor,
    year,
    cell: toCell(label, total?.cells[index]),
    agencies: duties.map(({ agency, obligation }) => {
      const value = obligation?.cells?.[index]
      return { agency: agency.id, name: agency.name, status: statusOf(obligation), value: value === undefined ? '?' : value }
    }),
    cursor: after,
  }
}

function lacks({ agencies, missing, rejected, filed }: Counts, cells: readonly RollUpCell[]): string[] {
  const some = (count: (cell: RollUpCell) => number) => cells.reduce((most, cell) => Math.max(most, count(cell)), 0)
  const [blank, unread] = [some((cell) => cell.blank), some((cell) => cell.unread)]
  return [
    ...(agencies === 0 ? ['名录里没有应当报送的下级单位。'] : []),
    ...(missing > 0 ? [`还有${missing}个单位没有报送，合计里没有它们的数字。`] : []),
    ...(rejected > 0 ? [`有${rejected}个单位报送的文件无法读取，合计里没有它们的数字。`] : []),
    ...(blank > 0 ? [`已读取的${filed}份报告里有空白的单元格（同一格最多${blank}份），空白没有按0计入。`] : []),
    ...(unread > 0 ? [`已读取的${filed}份报告里有无法读取的单元格（同一格最多${unread}份），没有计入合计。`] : []),
  ]
}
