import type { Cell, Table } from '../../report/index.ts'
import type { CellRef, Identity } from './identities.ts'

/** One side of an identity: what its cells add up to, and which of them hold no number. */
interface Side {
  readonly sum: number
  readonly unknown: readonly CellRef[]
}

/**
 * `broken` is beyond argument: all numbers are there and differ, or one side is complete and the numbers of the
 * other already exceed it, whatever its empty cells should hold.
 */
export interface Evaluation {
  readonly state: 'holds' | 'broken' | 'unknown'
  readonly left: Side
  readonly right: Side
}

/** Sums of amounts are decimal: differences below this are of the arithmetic, not of the report. */
const PRECISION = 1e-6

export const cellAt = (table: Table, { row, column }: CellRef): Cell | undefined => table.rows[row]?.[column]

/** The number filed in a cell; null where there is none or its column was only concluded. */
export function numberIn(cell: Cell | undefined): number | null {
  return cell === undefined || cell.inferred ? null : cell.value
}

export function evaluate(table: Table, identity: Identity): Evaluation {
  const left = add(table, identity.left)
  const right = add(table, identity.right)
  const state = compare(left, right)
  return { state: state === 'broken' && isShifted(table, identity) ? 'unknown' : state, left, right }
}

/** A number too many may have pushed the others of its row aside: then a broken sum proves nothing. */
function isShifted(table: Table, identity: Identity): boolean {
  const extra = table.extraCells.filter(({ raw }) => raw.trim() !== '')
  if (extra.length === 0) return false
  if (identity.table === 'disputes') return true
  const starts = Object.entries(table.rows).map(([row, cells]) => ({ row, start: startOf(Object.values(cells)) }))
  const rows = new Set([...identity.left, ...identity.right].map(({ row }) => row))
  return extra.some(({ place }) => rows.has(starts.filter(({ start }) => start <= place.start).toSorted((a, b) => b.start - a.start)[0]?.row ?? ''))
}

const startOf = (cells: readonly Cell[]): number => Math.min(...cells.filter(({ raw }) => raw !== '').map(({ place }) => place.start))

function add(table: Table, refs: readonly CellRef[]): Side {
  const unknown = refs.filter((ref) => numberIn(cellAt(table, ref)) === null)
  return { sum: refs.reduce((sum, ref) => sum + (numberIn(cellAt(table, ref)) ?? 0), 0), unknown }
}

function compare(left: Side, right: Side): Evaluation['state'] {
  const surplus = left.sum - right.sum
  if (left.unknown.length === 0 && right.unknown.length === 0) return Math.abs(surplus) < PRECISION ? 'holds' : 'broken'
  // An empty cell can only add: no count is below zero.
  if (right.unknown.length === 0 && surplus > PRECISION) return 'broken'
  if (left.unknown.length === 0 && surplus < -PRECISION) return 'broken'
  return 'unknown'
}
