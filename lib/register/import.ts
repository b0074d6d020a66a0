import { type Agency, type AgencyChange, allBelow, enterChanges, findAgencies } from '../store/agency.ts'
import type { Store } from '../store/table.ts'
import { readCsv } from './csv.ts'
import type { AgencyRow, RegisterRows, RowProblem, StatedAgency } from './rows.ts'
import { readWorkbook } from './xlsx.ts'

export interface ImportResult {
  /** How many agencies the file names: all of them are in the register now, or none if there is any problem. */
  readonly imported: number
  /** How many of them are new, changed, or stand there just so already. */
  readonly added: number
  readonly changed: number
  readonly unchanged: number
  readonly problems: RowProblem[]
}

export interface ImportOptions {
  /** Who imports: goes into the history of each agency. */
  readonly by: string
  readonly now: Date
  /** Find all problems and count the changes, but write nothing. */
  readonly dryRun?: boolean
}

/**
 * Takes a register (CSV or XLSX, told apart by content) into the table: new agencies are added, known ones
 * replaced, others left alone. Nothing is written unless every row is good; an interrupted import is finished by
 * repeating it.
 */
export async function importAgencies(store: Store, bytes: Uint8Array, { by, now, dryRun = false }: ImportOptions): Promise<ImportResult> {
  const { rows, problems } = readRegister(bytes)
  const supervisors = await supervisorsOf(store, rows)
  const all = [...problems, ...repeated(rows), ...brokenSupervision(rows, supervisors)]
  if (all.length > 0) return { ...NOTHING, problems: all.sort((a, b) => a.row - b.row) }
  if (rows.length === 0) return { ...NOTHING, problems: [{ row: 1, message: '文件里没有单位。请在列名下面每行填写一个单位。' }] }

  const known = new Map((await findAgencies(store, rows.map(({ agency }) => agency.id))).map((agency) => [agency.id, agency]))
  const changes: AgencyChange[] = rows.flatMap(({ agency }) => {
    const before = known.get(agency.id) ?? null
    const after = { ...agency, ancestors: chainFrom(agency.id, supervisors).slice(1) }
    return before !== null && isSame(before, after) ? [] : [{ at: now.toISOString(), by, before, after }]
  })
  const added = changes.filter(({ before }) => before === null).length
  if (!dryRun) await enterChanges(store, [...changes, ...(await carriedAlong(store, changes))])
  return { imported: rows.length, added, changed: changes.length - added, unchanged: rows.length - changes.length, problems: [] }
}

const NOTHING = { imported: 0, added: 0, changed: 0, unchanged: 0 }
const ZIP = 'PK\x03\x04'

const readRegister = (bytes: Uint8Array): RegisterRows =>
  Buffer.from(bytes.subarray(0, ZIP.length)).toString('latin1') === ZIP ? readWorkbook(bytes) : readCsv(bytes)

const FIELDS = ['name', 'level', 'supervisor', 'ancestors', 'emails', 'deadline', 'from', 'to'] as const satisfies readonly (keyof Agency)[]
const isSame = (a: Agency, b: Agency): boolean => FIELDS.every((field) => JSON.stringify(a[field]) === JSON.stringify(b[field]))

/** Agencies that the file does not name, below one that moved: they have other ancestors now. */
async function carriedAlong(store: Store, changes: readonly AgencyChange[]): Promise<AgencyChange[]> {
  const named = new Set(changes.map(({ after }) => after.id))
  const carried: AgencyChange[] = []
  const queue = changes.filter(({ before, after }) => before !== null && before.ancestors.join() !== after.ancestors.join())
  for (let change = queue.shift(); change !== undefined; change = queue.shift()) {
    const { at, by, after: parent } = change
    for await (const before of allBelow(store, parent.id)) {
      if (named.has(before.id)) continue
      const next = { at, by, before, after: { ...before, ancestors: [parent.id, ...parent.ancestors] } }
      carried.push(next)
      queue.push(next)
    }
  }
  return carried
}

function repeated(rows: readonly AgencyRow[]): RowProblem[] {
  const first = new Map<string, number>()
  return rows.flatMap(({ row, agency: { id } }) => {
    const earlier = first.get(id)
    if (earlier === undefined) first.set(id, row)
    return earlier === undefined ? [] : [{ row, message: `编号“${id}”与第${earlier}行重复。每个单位只能有一行。` }]
  })
}

type Supervisors = ReadonlyMap<StatedAgency['id'], string | null>

/** Supervisors that neither file nor register knows, and agencies that end up watching over themselves. */
const brokenSupervision = (rows: readonly AgencyRow[], supervisors: Supervisors): RowProblem[] =>
  rows.flatMap(({ row, agency: { id, supervisor } }) => {
    if (supervisor === null) return []
    if (!supervisors.has(supervisor))
      return [{ row, message: `主管部门“${supervisor}”不在文件里，也不在已有的单位名录里。请先补上这个单位。` }]
    const chain = chainFrom(id, supervisors)
    return chain.at(-1) === id ? [{ row, message: `主管关系成了一个圈：${chain.join(' → ')}。请改正主管部门一列。` }] : []
  })

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
function chainFrom(id: string, supervisors: Supervisors): string[] {
  const chain = [id]
  const met = new Set(chain)
  for (let next = supervisors.get(id); next != null; next = supervisors.get(next)) {
    chain.push(next)
    if (met.has(next)) break
    met.add(next)
  }
  return chain
}
