import type { TableKey } from '../report/index.ts'
import { isEmpty, isValue, isWordyValue, type Row } from './rows.ts'

/** Rows `from`..`to` (inclusive) of the source hold a table. */
export interface Region {
  readonly from: number
  readonly to: number
}

/** How many different labels of a table must stand together before they are one. */
const LEAST: Readonly<Record<TableKey, number>> = { disclosure: 2, requests: 3, disputes: 2 }

/** A sentence or a longer text: no part of a table, so that a table ends before it. */
function isNarrative(row: Row): boolean {
  const [only] = row.cells
  if (row.kind !== 'text' || !only || only.label !== null) return false
  return only.folded.length >= 80 || (only.folded.length >= 16 && /[。;!?]/.test(only.folded))
}

/** Finds a table by its own labels: where most different ones stand together; of equals, the first. */
export function findRegion(rows: readonly Row[], table: TableKey): Region | null {
  let best: Region[] = []
  let bestCount = LEAST[table] - 1
  let keys = new Set<string>()
  let from = -1
  let to = -1
  const settle = () => {
    if (keys.size > bestCount) {
      best = [{ from, to }]
      bestCount = keys.size
    }
    keys = new Set()
    from = -1
  }
  rows.forEach((row, at) => {
    if (isNarrative(row)) {
      settle()
      return
    }
    for (const { label } of row.cells) {
      if (label === null || label.role === 'ambiguous' || label.table !== table) continue
      if (table !== 'disputes' && label.role === 'header') continue
      keys.add(label.key)
      if (from === -1) from = at
      to = at
    }
  })
  settle()
  const [found] = best
  return found ? extend(rows, found, table) : null
}

/** Takes in the header above and, but for table 4 whose region is its header, the values behind. */
function extend(rows: readonly Row[], region: Region, table: TableKey): Region {
  let { from, to } = region
  while (from > 0 && belongsAbove(rows[from - 1], table)) from--
  while (table !== 'disputes' && to + 1 < rows.length && belongsBelow(rows[to + 1], table)) to++
  return { from, to }
}

function belongsAbove(row: Row | undefined, table: TableKey): boolean {
  const filled = row?.cells.filter(cell => !isEmpty(cell)) ?? []
  return filled.length > 0 && filled.every(({ label }) => label !== null && (label.role === 'ambiguous' ? table === 'requests' : label.table === table && label.role !== 'row'))
}

function belongsBelow(row: Row | undefined, table: TableKey): boolean {
  const filled = row?.cells.filter(cell => !isEmpty(cell)) ?? []
  if (filled.length === 0) return row !== undefined
  if (filled.every(cell => isValue(cell) || isWordyValue(cell))) return true
  return table === 'requests' && filled.every(cell => isValue(cell) || cell.label?.role === 'ambiguous')
}
