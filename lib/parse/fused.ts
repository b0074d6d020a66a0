import type { TableKey } from '../report/index.ts'
import { labelOf, rowLabelsIn } from './labels.ts'
import type { Atom, Row } from './rows.ts'

const GLUED = /^(.*?\D)\d[\d.]*$/

/**
 * Atoms in which labels and values of `table` stand glued together (`规章000`, or the whole table in one run of
 * characters): they cannot be split for certain.
 */
export function fusedAtoms(rows: readonly Row[], table: TableKey): Atom[] {
  return rows.filter(row => row.kind !== 'grid').flatMap(row => row.cells).filter(atom => isFused(atom, table))
}

function isFused(atom: Atom, table: TableKey): boolean {
  if (atom.label !== null || atom.folded.length < 3 || !/\d/.test(atom.folded) || atom.folded.includes('。')) return false
  const glued = GLUED.exec(atom.folded)
  const label = glued?.[1] === undefined ? null : labelOf(glued[1])
  if (label?.role === 'row') return label.table === table
  return atom.folded.length > 40 && rowLabelsIn(atom.folded, table) >= 3
}
