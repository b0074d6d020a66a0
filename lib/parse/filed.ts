import type { Place } from '../report/index.ts'
import type { Atom, Row } from './rows.ts'

/** A position behind a label: a value as filed, or an empty cell (null). */
export interface Slot {
  readonly value: Atom | null
  readonly place: Place
  /** The first column of the grid that it covers; null outside of grids. */
  readonly column: number | null
}

/** A labelled row of a table with all that certainly belongs to it. */
export interface FiledRow {
  readonly key: string
  readonly label: Atom
  readonly slots: readonly Slot[]
  /** `stream`: one cell per line, so that only the next label ends the row. */
  readonly source: Row['kind'] | 'stream'
  /** Empty cells stand where they stood. */
  readonly positional: boolean
  /**
   * How empty cells behind the last value were printed: of pieces in a line their widths, of one cell per line the
   * number of separators in each line. What complete rows print there too is left over from merged cells.
   */
  readonly tail: readonly number[]
  /** How many cells stand before the first slot; rows of equal `lead` and equal width are built alike. */
  readonly lead: number
  readonly row: number
  /** Values without a label came after it: some of them may be its own. */
  readonly doubtful: boolean
  /** Its values stand otherwise than those of the other rows: a line was lost or printed twice. */
  readonly torn?: boolean
}
