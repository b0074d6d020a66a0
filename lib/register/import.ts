import { type Agency, type AgencyChange, allBelow, enterChanges, findAgencies } from '../store/agency.ts'
import type { Store } from '../store/table.ts'
import { readRegister } from './read.ts'
import { type PlacedRow, problemAt, type RowProblem } from './rows.ts'
import { ancestorsOf, brokenSupervision, MOST_ABOVE, supervisionOf, TOO_DEEP } from './supervision.ts'

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
  /** Refuse a file with more agencies than these. */
  readonly most?: number
}

/**
 * Takes a register (CSV or XLSX, told apart by content) into the table: new agencies are added, known ones
 * replaced, others left alone. Nothing is written unless every row is good; an interrupted import is finished by
 * repeating it.
 */
export async function importAgencies(store: Store, bytes: Uint8Array, { by, now, dryRun = false, most }: ImportOptions): Promise<ImportResult> {
  const { rows, placed, problems } = readRegister(bytes, most)
  const supervision = await supervisionOf(store, placed)
  const wrong = [...problems, ...repeated(placed), ...brokenSupervision(placed, supervision)]
  if (wrong.length > 0) return refusing(wrong)
  if (rows.length === 0) return refusing([{ row: 1, message: '文件里没有单位。请在列名下面每行填写一个单位。' }])

  const ids = rows.map(({ agency }) => agency.id)
  const known = new Map((await findAgencies(store, ids, { consistent: true })).map((agency) => [agency.id, agency]))
  const changes: AgencyChange[] = rows.flatMap(({ agency }) => {
    const before = known.get(agency.id) ?? null
    const after = { ...agency, ancestors: ancestorsOf(agency.id, supervision) }
    return before !== null && isSame(before, after) ? [] : [{ at: now.toISOString(), by, before, after }]
  })
  const carried = await carriedAlong(store, changes)
  const tooDeep = carried.find(({ after }) => after.ancestors.length > MOST_ABOVE)?.after
  if (tooDeep !== undefined) return refusing(rows.filter(({ agency }) => tooDeep.ancestors.includes(agency.id)).map((row) => problemAt(row, `移动以后，下级单位“${tooDeep.name}”${TOO_DEEP}`)))

  const added = changes.filter(({ before }) => before === null).length
  if (!dryRun) await enterChanges(store, [...changes, ...carried])
  return { imported: rows.length, added, changed: changes.length - added, unchanged: rows.length - changes.length, problems: [] }
}

const refusing = (problems: readonly RowProblem[]): ImportResult => ({ imported: 0, added: 0, changed: 0, unchanged: 0, problems: [...problems].sort((a, b) => a.row - b.row) })

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

/** Ids that differ in nothing but small and capital letters are one to whoever reads them. */
function repeated(rows: readonly PlacedRow[]): RowProblem[] {
  const first = new Map<string, PlacedRow>()
  return rows.flatMap((row) => {
    const { id } = row
    const earlier = first.get(id.toLowerCase())
    if (earlier === undefined) {
      first.set(id.toLowerCase(), row)
      return []
    }
    const where = `${earlier.sheet === undefined ? '' : `工作表“${earlier.sheet}”`}第${earlier.row}行`
    return [problemAt(row, earlier.id === id ? `编号“${id}”与${where}重复。每个单位只能有一行。` : `编号“${id}”与${where}的“${earlier.id}”只有大小写不同，容易混淆。请改用不同的编号。`)]
  })
}
