import type { Cell, Paragraph, Place, Table } from '../report/index.ts'
import type { Slot } from './filed.ts'
import type { Atom, Row } from './rows.ts'
import type { Region } from './regions.ts'

/** The cell that a placed slot holds. */
export function cellOf(slot: Slot, inferred = false): Cell {
  const cell: Cell = slot.value
    ? { ...slot.value.reading, raw: slot.value.text, place: slot.place }
    : { kind: 'blank', value: null, raw: '', place: slot.place }
  return inferred ? { ...cell, inferred: true } : cell
}

/** A cell that the source lacks, or whose column cannot be told. `near` is its row's label, or its table. */
export function missingCell(near: Place): Cell {
  return { kind: 'missing', value: null, raw: '', place: { ...near, end: near.start } }
}

export function paragraphOf(atom: Atom): Paragraph {
  return { text: atom.text, place: atom.place }
}

export const MISSING_TABLE: Table = {
  status: 'missing', form: null, blocks: [], rows: {}, labels: {}, extraRows: [], extraCells: [], missingColumns: [], place: null,
}

export function unreadable(reason: string, place: Place | null, form: Table['form'] = null): Table {
  return { ...MISSING_TABLE, status: 'unreadable', reason, form, place }
}

/** From the first to the last filled cell of a region. */
export function placeOf(rows: readonly Row[], { from, to }: Region): Place {
  const filled = rows.slice(from, to + 1).flatMap(row => row.cells.filter(cell => cell.text !== ''))
  const first = filled[0]?.place ?? { start: 0, end: 0 }
  return spanOf(first, filled.at(-1)?.place ?? first)
}

/** From the start of one place to the end of another; line, page and table are the first one's. */
export function spanOf(first: Place, last: Place): Place {
  const whole: Place = { ...first, end: Math.max(first.end, last.end) }
  delete whole.row
  delete whole.column
  delete whole.cell
  return whole
}
