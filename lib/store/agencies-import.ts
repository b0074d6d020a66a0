import { type AgencyRow, readAgenciesCsv, type RowProblem } from './agencies-csv.ts'
import { agencyItem, findAgencies } from './agency.ts'
import { putAll } from './batch.ts'
import type { Store } from './table.ts'

export interface ImportResult {
  /** How many agencies were written: all rows of the file, or none if there is any problem. */
  readonly imported: number
  readonly problems: RowProblem[]
}

/**
 * Takes a register into the table: new agencies are added, known ones replaced, others left alone. Nothing is
 * written unless every row is good; an interrupted import is finished by repeating it.
 */
export async function importAgencies(store: Store, bytes: Uint8Array): Promise<ImportResult> {
  const { rows, problems } = readAgenciesCsv(bytes)
  const all = [...problems, ...repeated(rows), ...(await brokenSupervision(store, rows))]
  if (all.length > 0) return { imported: 0, problems: all.sort((a, b) => a.row - b.row) }
  if (rows.length === 0) return { imported: 0, problems: [{ row: 1, message: '文件里没有单位。请在列名下面每行填写一个单位。' }] }
  await putAll(store, rows.map(({ agency }) => agencyItem(agency)))
  return { imported: rows.length, problems: [] }
}

function repeated(rows: readonly AgencyRow[]): RowProblem[] {
  const first = new Map<string, number>()
  return rows.flatMap(({ row, agency: { id } }) => {
    const earlier = first.get(id)
    if (earlier === undefined) first.set(id, row)
    return earlier === undefined ? [] : [{ row, message: `编号“${id}”与第${earlier}行重复。每个单位只能有一行。` }]
  })
}

/** Supervisors that neither file nor register knows, and agencies that end up watching over themselves. */
async function brokenSupervision(store: Store, rows: readonly AgencyRow[]): Promise<RowProblem[]> {
  const supervisors = await supervisorsOf(store, rows)
  return rows.flatMap(({ row, agency: { id, supervisor } }) => {
    if (supervisor === null) return []
    if (!supervisors.has(supervisor))
      return [{ row, message: `主管部门“${supervisor}”不在文件里，也不在已有的单位名录里。请先补上这个单位。` }]
    const chain = chainFrom(id, supervisors)
    return chain.at(-1) === id ? [{ row, message: `主管关系成了一个圈：${chain.join(' → ')}。请改正主管部门一列。` }] : []
  })
}

/** Each agency's supervisor: as the file says, else as the register says, up to the top. */
async function supervisorsOf(store: Store, rows: readonly AgencyRow[]): Promise<Map<string, string | null>> {
  const supervisors = new Map(rows.map(({ agency }) => [agency.id, agency.supervisor]))
  for (;;) {
    const asked = [...supervisors.values()].filter((id) => id !== null && !supervisors.has(id)).filter((id) => id !== null)
    const found = await findAgencies(store, asked)
    if (found.length === 0) return supervisors
    for (const { id, supervisor } of found) supervisors.set(id, supervisor)
  }
}

/** `id` and those above it; ends at the top, or at the first one met twice. */
function chainFrom(id: string, supervisors: ReadonlyMap<string, string | null>): string[] {
  const chain = [id]
  const met = new Set(chain)
  for (let next = supervisors.get(id); next != null; next = supervisors.get(next)) {
    chain.push(next)
    if (met.has(next)) break
    met.add(next)
  }
  return chain
}
