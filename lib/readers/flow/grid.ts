import type { Frame, Item, Table } from './items.ts'

/** A cell of a table at its squares; what stands in it. */
interface PlacedCell {
  readonly items: readonly Item[]
  readonly row: number
  readonly column: number
  rowSpan: number
  readonly colSpan: number
}

export interface PlacedTable {
  readonly rows: number
  readonly columns: number
  readonly cells: readonly PlacedCell[]
}

interface FramedCell {
  readonly items: readonly Item[]
  readonly left: number
  right: number
  readonly down: Frame['down']
}

/** Walls less than 1 mm apart are one wall that a hand has dragged; then 0.25 mm, then none. */
const TOLERANCES = [57, 15, 0]
/** No form needs more squares. */
const MAX_SQUARES = 200_000

/**
 * Puts cells on the squares between all walls of a table. What is merged away is not shown and left out.
 * @returns null if some row does not tell its walls, or they cannot be.
 */
export function placeCells({ rows }: Table): PlacedTable | null {
  const framed: FramedCell[][] = []
  for (const { cells, frames } of rows) {
    const row = frames && frameRow(cells, frames)
    if (!row) return null
    framed.push(row)
  }
  const walls = wallsOf(framed)
  const columns = new Set(walls.values()).size - 1
  if (columns * rows.length > MAX_SQUARES) return null
  return { rows: rows.length, columns, cells: framed.length > 0 ? place(framed, walls) : [] }
}

function frameRow(cells: readonly (readonly Item[])[], frames: readonly Frame[]): FramedCell[] | null {
  if (cells.length > frames.length) return null
  const row: FramedCell[] = []
  let wall = -Infinity
  for (const [index, { left, right, across, down }] of frames.entries()) {
    const items = cells[index] ?? []
    if (left < wall || right < left) return null
    if (right === left && items.length > 0) return null
    wall = right
    const before = row.at(-1)
    if (across === 'continued' && before) before.right = right
    else if (right > left) row.push({ items, left, right, down })
  }
  return row
}

/** Each wall's number, counted from the left. */
function wallsOf(rows: readonly (readonly FramedCell[])[]): ReadonlyMap<number, number> {
  const cells = rows.flat()
  const sorted = [...new Set(cells.flatMap(({ left, right }) => [left, right]))].sort((a, b) => a - b)
  for (const tolerance of TOLERANCES) {
    const walls = cluster(sorted, tolerance)
    if (cells.every(({ left, right }) => walls.get(left) !== walls.get(right))) return walls
  }
  return cluster(sorted, 0)
}

function cluster(sorted: readonly number[], tolerance: number): Map<number, number> {
  const walls = new Map<number, number>()
  let first = -Infinity
  let number = -1
  for (const wall of sorted) {
    if (wall - first > tolerance) {
      first = wall
      number += 1
    }
    walls.set(wall, number)
  }
  return walls
}

function place(rows: readonly (readonly FramedCell[])[], walls: ReadonlyMap<number, number>): PlacedCell[] {
  const placed: PlacedCell[] = []
  /** The merged areas that the row before left open, by their first column. */
  let open = new Map<number, PlacedCell>()
  for (const [row, cells] of rows.entries()) {
    const next = new Map<number, PlacedCell>()
    for (const { items, left, right, down } of cells) {
      const column = walls.get(left) ?? 0
      const colSpan = (walls.get(right) ?? 0) - column
      const above = down === 'continued' ? open.get(column) : undefined
      if (above?.colSpan === colSpan) {
        above.rowSpan += 1
        next.set(column, above)
        continue
      }
      const cell = { items, row, column, rowSpan: 1, colSpan }
      placed.push(cell)
      if (down !== 'none') next.set(column, cell)
    }
    open = next
  }
  return placed
}
