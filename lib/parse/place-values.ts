import { FORMS } from '../report/index.ts'
import { commonest } from './gaps.ts'
import type { Atom } from './rows.ts'
import type { FiledRow, Slot } from './filed.ts'

/** The cells of one row in the order of its columns; null where the row cannot be placed for certain. */
export interface Placed {
  readonly row: FiledRow
  readonly cells: readonly Slot[] | null
  /** First and total were concluded from two numbers. */
  readonly inferred: boolean
}

interface Window {
  readonly count: number
  readonly first: number
  readonly last: number
}

function windowOf(slots: readonly Slot[]): Window {
  const first = slots.findIndex(slot => slot.value !== null)
  const last = slots.findLastIndex(slot => slot.value !== null)
  return { count: slots.reduce((sum, slot) => sum + (slot.value === null ? 0 : 1), 0), first, last }
}

/** What complete rows of a table tell about the incomplete ones. */
interface Habits {
  /** By `lead/width`: where the first column stands among the slots. */
  readonly offsets: ReadonlyMap<string, ReadonlySet<number>>
  readonly leads: ReadonlySet<string>
  /** By lead: the slot at which most complete rows begin. */
  readonly firsts: ReadonlyMap<string, number>
  /** By lead and depth: what complete rows print behind their last value. */
  readonly tails: ReadonlyMap<string, ReadonlySet<string>>
  /** Some row holds an empty cell before a value: empty cells were not moved to the row's end. */
  readonly inner: boolean
  /** By lead: the slot at which the header places the first column. */
  readonly header: ((row: FiledRow) => number | null) | null
}

const shapeOf = (row: FiledRow): string => `${row.source}/${row.lead}/${row.slots.length}`
/** How many of the form's groups a row stands in: its label, and what merging leaves of it, is as wide as theirs. */
const DEPTHS = new Map(Object.values(FORMS).flatMap(form => form.tables.requests.flatMap(block => block.rows.map(row => [row.key, row.groups?.length ?? 0]))))
const tailOf = (row: FiledRow): string => `${leadOf(row)}/${String(DEPTHS.get(row.key) ?? 0)}`
const leadOf = (row: FiledRow): string => `${row.source}/${row.lead}`

function habitsOf(rows: readonly FiledRow[], columns: number, header: Habits['header']): Habits {
  const offsets = new Map<string, Set<number>>()
  const leads = new Set<string>()
  const tails = new Map<string, Set<string>>()
  const begins = new Map<string, number[]>()
  let inner = false
  for (const row of rows) {
    const { count, first, last } = windowOf(row.slots)
    if (count > 0 && count < columns && last - first + 1 > count && last - first + 1 <= columns) inner = true
    if (count !== columns || last - first + 1 !== columns) continue
    leads.add(leadOf(row))
    begins.set(leadOf(row), [...(begins.get(leadOf(row)) ?? []), first])
    tails.set(tailOf(row), (tails.get(tailOf(row)) ?? new Set()).add(row.tail.join()))
    const known = offsets.get(shapeOf(row)) ?? new Set()
    offsets.set(shapeOf(row), known.add(first))
  }
  const firsts = new Map([...begins].map(([lead, all]) => [lead, commonest(all) ?? 0]))
  return { offsets, leads, firsts, tails, inner, header }
}

/**
 * Gives each value of each row its column by counting, and never by likelihood. `columns` is the number of
 * columns of the table's form. `headerOffset`, where the header's own position is certain, tells at which slot of
 * a row the first column stands.
 */
export function placeValues(rows: readonly FiledRow[], columns: number, headerOffset: Habits['header'] = null): Placed[] {
  const habits = habitsOf(rows, columns, headerOffset)
  return rows.map(row => placeRow(row, columns, habits))
}

function placeRow(row: FiledRow, columns: number, habits: Habits): Placed {
  const window = windowOf(row.slots)
  const { count, first, last } = window
  const placed = (cells: readonly Slot[] | null, inferred = false): Placed => ({ row, cells, inferred })
  const values = row.slots.filter(slot => slot.value !== null)
  if (row.torn) return placed(null)
  if (count === 0) return placed(row.doubtful ? null : allBlank(row, columns, habits))
  const width = last - first + 1
  if (count === columns) {
    const usual = first === (habits.firsts.get(leadOf(row)) ?? first)
    // Without any empty cell a line holds its values and nothing else: empty cells of merged labels were left out.
    return placed(width === columns && (usual || (row.source === 'line' && row.slots.length === columns)) ? values : null)
  }
  if (count > columns || row.doubtful) return placed(null)
  if (width === columns) return placed(row.slots.slice(first, last + 1))
  const offset = width > columns ? null : offsetOf(row, columns, habits)
  const twoAtStart = count === 2 && columns === 7 && width === 2 && first === (offset ?? 0)
  if (offset !== null && first >= offset && last < offset + columns) {
    const cells = padded(row, offset, columns)
    const trailingOnly = first === offset && width === count
    if (!trailingOnly || row.positional) return placed(cells)
    if (twoAtStart && !habits.inner) return placed(firstAndTotal(row, values, columns), true)
    return placed((habits.inner && !lacksBlanks(row, columns - count, habits)) || printedBlanks(row, habits) ? cells : null)
  }
  if (twoAtStart && !row.positional) return placed(firstAndTotal(row, values, columns), true)
  return placed(null)
}

/**
 * Whether the empty cells behind the last value were printed one by one, before what complete rows print there too:
 * then they stand where they stood, and were not gathered at the row's end.
 */
function printedBlanks(row: FiledRow, habits: Habits): boolean {
  const usual = habits.tails.get(tailOf(row))
  const one = row.source === 'stream' ? (run: number) => run === 1 : (width: number) => width > 0
  if (usual?.size !== 1) return usual === undefined && row.source !== 'stream' && row.tail.length > 0 && row.tail.every(one)
  const rest = [...usual][0] ?? ''
  for (let blanks = 1; blanks <= row.tail.length; blanks++) {
    const before = row.source === 'stream' ? row.tail.slice(1, 1 + blanks) : row.tail.slice(0, blanks)
    const after = row.source === 'stream' ? [...row.tail.slice(0, 1), ...row.tail.slice(1 + blanks)] : row.tail.slice(blanks)
    if (after.join() === rest && before.every(one)) return true
  }
  return false
}

/** Whether fewer empty cells stand behind the last value than the row lacks, beside what complete rows print there. */
function lacksBlanks(row: FiledRow, lacking: number, habits: Habits): boolean {
  const usual = habits.tails.get(tailOf(row))
  if (usual?.size !== 1) return false
  const rest = [...usual][0] ?? ''
  return row.tail.length - (rest === '' ? 0 : rest.split(',').length) < lacking
}

function allBlank(row: FiledRow, columns: number, habits: Habits): Slot[] {
  const offset = offsetOf(row, columns, habits)
  if (offset !== null) return padded(row, offset, columns)
  return Array.from({ length: columns }, (_, at) => row.slots[at] ?? blank(row.label))
}

/** The slot of the first column: as in complete rows built alike, by the header, or by an exact count. */
function offsetOf(row: FiledRow, columns: number, habits: Habits): number | null {
  const alike = habits.offsets.get(shapeOf(row))
  if (alike) return alike.size === 1 ? ([...alike][0] ?? null) : null
  const byHeader = habits.header?.(row) ?? null
  if (byHeader !== null) return byHeader
  return row.slots.length === columns && !habits.leads.has(leadOf(row)) ? 0 : null
}

function padded(row: FiledRow, offset: number, columns: number): Slot[] {
  return Array.from({ length: columns }, (_, at) => row.slots[offset + at] ?? blank(row.label))
}

function firstAndTotal(row: FiledRow, values: readonly Slot[], columns: number): Slot[] {
  const [first, total] = values
  const between = first ? first.place : row.label.place
  return Array.from({ length: columns }, (_, at) => {
    if (at === 0 && first) return first
    if (at === columns - 1 && total) return total
    return { value: null, place: { ...between, start: between.end }, column: null }
  })
}

function blank(label: Atom): Slot {
  return { value: null, place: { ...label.place, start: label.place.end }, column: null }
}
