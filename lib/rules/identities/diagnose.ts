import type { Suggestion, Table } from '../../report/index.ts'
import { columnWords, formOf, quoted, rowWords, TABLE_WORDS } from '../words.ts'
import { cellAt, evaluate } from './evaluate.ts'
import { IDENTITIES, type CellRef, type Identity } from './identities.ts'

/** A cell with a new number in it. */
interface Change {
  readonly cell: CellRef
  readonly from: number
  readonly to: number
}

/** A slip of the pen that would explain every broken identity; the smaller `cost`, the likelier. */
interface Candidate {
  readonly cost: 1 | 2
  readonly changes: readonly [Change, ...Change[]]
  readonly words: string
}

/**
 * The one small edit of a table after which all its identities hold: a digit swapped, dropped or doubled, a value in
 * the neighbouring column or split over two, a total not updated. Null if there is none, if several are equally
 * small, or if a cell without a number leaves any identity open. Offered to the clerk, never applied.
 */
export function diagnose(table: Table, key: Identity['table']): Suggestion | null {
  const identities = IDENTITIES[formOf(table).id][key]
  const surplus = new Map<Identity, number>()
  for (const identity of identities) {
    const { state, left, right } = evaluate(table, identity)
    if (left.unknown.length + right.unknown.length > 0) return null
    if (state === 'broken') surplus.set(identity, left.sum - right.sum)
  }
  const [first] = surplus.keys()
  if (first === undefined) return null
  const mends = (changes: readonly Change[]) => identities.every((identity) => (surplus.get(identity) ?? 0) + effect(identity, changes) === 0)
  const candidates = [...singles(table, first, surplus), ...pairs(table, first)].filter(({ changes }) => mends(changes))
  const least = Math.min(...candidates.map(({ cost }) => cost))
  const [best, ...others] = candidates.filter(({ cost }) => cost === least)
  return best === undefined || others.length > 0 ? null : suggestion(key, best)
}

/**
 * The number that a cell was meant to hold whose digits stand apart (`1 0`), if all identities of its table hold with
 * it; null otherwise.
 */
export function joinDigits(table: Table, key: Identity['table'], ref: CellRef): Suggestion | null {
  const cell = cellAt(table, ref)
  const digits = cell?.raw.normalize('NFKC').replaceAll(/[\s,，、]/gu, '') ?? ''
  if (cell === undefined || !/^\d+$/u.test(digits)) return null
  const to = Number(digits)
  const mended: Table = { ...table, rows: { ...table.rows, [ref.row]: { ...table.rows[ref.row], [ref.column]: { ...cell, kind: 'number', value: to } } } }
  if (!IDENTITIES[formOf(table).id][key].every((identity) => evaluate(mended, identity).state === 'holds')) return null
  const where = `${TABLE_WORDS[key]}${quoted([rowWords(key, ref.row)])}行${quoted([columnWords(key, ref.row, ref.column)])}列`
  return { message: `可能是数字中间断开了：如果把${where}的“${cell.raw.trim()}”改为${to}，本表各项勾稽关系就都成立。请对照台账核实后再改。`, table: key, ...ref, from: null, to }
}

const same = (a: CellRef, b: CellRef): boolean => a.row === b.row && a.column === b.column

/** By how much changes move the left side of an identity against the right. */
function effect(identity: Identity, changes: readonly Change[]): number {
  let moved = 0
  for (const { cell, from, to } of changes) {
    if (identity.left.some((ref) => same(ref, cell))) moved += to - from
    if (identity.right.some((ref) => same(ref, cell))) moved -= to - from
  }
  return moved
}

const count = (table: Table, cell: CellRef): number => cellAt(table, cell)?.value ?? 0

/** One cell of the first broken identity, set to what that identity needs. */
function singles(table: Table, broken: Identity, surplus: ReadonlyMap<Identity, number>): Candidate[] {
  const missing = surplus.get(broken) ?? 0
  return [...broken.left, ...broken.right].flatMap((cell): Candidate[] => {
    const from = count(table, cell)
    const to = from + (broken.right.some((ref) => same(ref, cell)) ? missing : -missing)
    if (to < 0 || !Number.isInteger(to)) return []
    const total = cell.column === 'total' || cell.row === 'totalProcessed'
    if (!total && !isSlip(from, to) && surplus.size < 2) return []
    return [{ cost: total || isSlip(from, to) ? 1 : 2, changes: [{ cell, from, to }], words: '' }]
  })
}

/** Two neighbours of a row, at least one of them in the first broken identity: interchanged, or one number split over both. */
function pairs(table: Table, broken: Identity): Candidate[] {
  const columns = Object.keys(Object.values(table.rows)[0] ?? {}).filter((column) => column !== 'total')
  const rows = [...new Set([...broken.left, ...broken.right].map(({ row }) => row))]
  return rows.flatMap((row) =>
    columns.slice(1).flatMap((column, index): Candidate[] => {
      const left: CellRef = { row, column: columns[index] ?? column }
      const right: CellRef = { row, column }
      const [a, b] = [count(table, left), count(table, right)]
      if (a === b && a === 0) return []
      const set = (toLeft: number, toRight: number, words: string): Candidate => ({
        cost: 1,
        changes: [{ cell: left, from: a, to: toLeft }, { cell: right, from: b, to: toRight }],
        words,
      })
      const joined = Number(`${a}${b}`)
      const split = a > 0 ? [set(joined, 0, '同一个数拆成了两格'), set(0, joined, '同一个数拆成了两格')] : []
      return a === b ? split : [set(b, a, a === 0 || b === 0 ? '数字填错了列' : '相邻两列填反'), ...split]
    }),
  )
}

/** Whether two numbers differ as by one slip of the keys: neighbouring digits swapped, one digit too many or too few. */
export function isSlip(from: number, to: number): boolean {
  if (from <= 0 || to <= 0 || from === to) return false
  const [a, b] = [String(from), String(to)]
  if (a.length === b.length) {
    const at = Array.from(a).findIndex((digit, index) => digit !== b[index])
    return a.slice(0, at) + (a[at + 1] ?? '') + (a[at] ?? '') + a.slice(at + 2) === b
  }
  const [long, short] = a.length > b.length ? [a, b] : [b, a]
  return long.length === short.length + 1 && Array.from(long).some((_, index) => long.slice(0, index) + long.slice(index + 1) === short)
}

function suggestion(table: Identity['table'], { changes, words }: Candidate): Suggestion {
  const [{ cell, from, to }] = changes
  const edits = changes.map((change) => {
    const { row, column } = change.cell
    return `${TABLE_WORDS[table]}${quoted([rowWords(table, row)])}行${quoted([columnWords(table, row, column)])}列由${change.from}改为${change.to}`
  })
  const cause = words === '' ? '' : `可能是${words}：`
  return { message: `${cause}如果把${edits.join('、')}，本表各项勾稽关系就都成立。请对照台账核实后再改。`, table, ...cell, from, to }
}
