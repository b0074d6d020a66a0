import { type Cell, FORM_2021, type Place, type Table } from '../report/index.ts'
import { cellOf, MISSING_TABLE, placeOf, spanOf, unreadable } from './cells.ts'
import { collect } from './collect.ts'
import type { FiledRow, Slot } from './filed.ts'
import { commonest, type Gap, gapBetween } from './gaps.ts'
import { placeValues } from './place-values.ts'
import { disputesReason } from './reasons.ts'
import type { Region } from './regions.ts'
import { type Atom, isEmpty, isValue, type Row } from './rows.ts'

const GROUPS = FORM_2021.tables.disputes.flatMap(block => block.rows.map(row => row.key))
const COLUMNS = FORM_2021.tables.disputes.flatMap(block => block.columns.map(column => column.key))
const WIDTH = GROUPS.length * COLUMNS.length
/** With fewer header words than this, only values prove that there is a table. */
const ENOUGH_WORDS = 5

/** Table 4 from the rows of its header's region; null if there is a word or two but no table. */
export function disputesTable(text: string, rows: readonly Row[], header: Region): { table: Table; region: Region } | null {
  const last = lastHeaderRow(rows, header.to)
  const end = lastValueRow(rows, last)
  const place = placeOf(rows, { from: header.from, to: end })
  const filed = filedRow(text, rows, header.from, last, end)
  const values = filed.slots.filter(slot => slot.value !== null)
  if (values.length === 0 && wordsOf(rows, header) < ENOUGH_WORDS) return null
  const { cells, extra } = values.length === 0 && filed.slots.length < WIDTH ? { cells: null, extra: [] } : placeAll(rows, header, filed)
  const region = { from: header.from, to: end }
  if (cells === null) return { table: unreadable(disputesReason(values.length), place), region }
  const table: Table = {
    ...MISSING_TABLE,
    status: 'read',
    blocks: [{ key: 'disputes', form: null, place }],
    rows: Object.fromEntries(
      GROUPS.map((group, at) => [
        group,
        Object.fromEntries(COLUMNS.map((column, index) => [column, cells[at * COLUMNS.length + index] ?? cellOf(blankBehind(place))])),
      ]),
    ),
    labels: labelsOf(rows, header),
    extraCells: extra,
    place,
  }
  return { table, region }
}

const blankBehind = (place: Place): Slot => ({ value: null, place: { ...place, start: place.end }, column: null })

function wordsOf(rows: readonly Row[], { from, to }: Region): number {
  const keys = rows.slice(from, to + 1).flatMap(row => row.cells.map(cell => (cell.label?.role === 'header' ? cell.label.key : '')))
  return new Set(keys.filter(key => key !== '')).size
}

/** 总计, pieces of words and letters of a header that a page has torn apart. */
function isHeaderRest(row: Row): boolean {
  return row.cells.every(cell => isEmpty(cell) || (cell.label !== null && cell.label.role !== 'row') || /^[结果维持纠正其他尚未审总计行政复议诉讼经直接起后]{1,20}$/.test(cell.folded))
}

function lastHeaderRow(rows: readonly Row[], to: number): number {
  let last = to
  for (let at = to + 1; at < rows.length; at++) {
    const row = rows[at]
    if (!row || !isHeaderRest(row)) break
    if (row.cells.some(cell => !isEmpty(cell))) last = at
  }
  return last
}

function lastValueRow(rows: readonly Row[], header: number): number {
  let end = header
  for (let at = header + 1; at < rows.length; at++) {
    const filled = rows[at]?.cells.filter(cell => !isEmpty(cell)) ?? []
    if (!filled.every(isValue) && !(rows[at]?.kind !== 'text' && filled.filter(isValue).length > WIDTH / 2)) break
    end = at
  }
  return end
}

/** The fifteen values as one row behind the last word of the header. */
function filedRow(text: string, rows: readonly Row[], from: number, header: number, end: number): FiledRow {
  const label = rows[header]?.cells.findLast(cell => !isEmpty(cell))
  const line = rows.slice(header + 1, end + 1).find(row => row.kind === 'grid' || (row.kind === 'line' && row.cells.length > 2))
  const open = label ? collect(text, rows, { from: header, to: end }, WIDTH, atom => (atom === label ? 'disputes' : null)).rows[0] : undefined
  if (open && (line === undefined || end > header + 1)) return withHead(text, rows, { from, to: header }, open)
  const slots: Slot[] = (line?.cells ?? []).map(cell => ({ value: isEmpty(cell) ? null : cell, place: cell.place, column: cell.columns?.from ?? null }))
  const opens = rows.slice(from, header + 1).some(row => row.kind === 'line' && row.opening === null)
  if (line?.opening && opens) slots.unshift({ value: null, place: line.opening, column: null })
  if (line?.closing && line.positional && slots.length < WIDTH) slots.push({ value: null, place: line.closing, column: null })
  return {
    key: 'disputes', label: label ?? nowhere, slots, source: line?.kind ?? 'line', positional: line?.positional ?? false,
    tail: [], lead: 0, row: header, doubtful: false,
  }
}

/**
 * The empty cells between the header's last word and the first value: what is left after what stands between the
 * header's own rows too. Where that cannot be told, no empty cell of the row counts.
 */
function withHead(text: string, rows: readonly Row[], { from, to }: Region, row: FiledRow): FiledRow {
  const first = row.slots.findIndex(slot => slot.value !== null)
  const value = row.slots[first]
  if (!value) return row
  const words = rows.slice(from, to + 1).flatMap(other => other.cells.filter(cell => !isEmpty(cell)))
  const between = words.slice(1).map((word, at) => gapBetween(text, words[at]?.place.end ?? 0, word.place.start))
  const blanks = headBlanks(between, gapBetween(text, row.label.place.end, value.place.start))
  if (blanks === first) return row
  const rest = row.slots.slice(first)
  if (blanks === null) return { ...row, slots: rest.filter(slot => slot.value !== null) }
  return { ...row, slots: [...Array.from({ length: blanks }, () => blankBehind(row.label.place)), ...rest] }
}

function headBlanks(header: readonly Gap[], head: Gap): number | null {
  const bars = commonest(header.map(gap => gap.bars)) ?? 0
  if (bars === 0) {
    const base = commonest(header.map(gap => gap.breaks)) ?? 1
    return header.every(gap => gap.breaks === base) && head.breaks >= base ? head.breaks - base : null
  }
  const runs = head.runs.slice(1)
  const breaks = header.filter(gap => gap.bars !== bars).map(gap => gap.runs.slice(1))
  if (breaks.length === 0) return head.bars - bars
  if (breaks.every(own => own.length === 1 && own[0] === 1)) return runs[0] === 1 ? runs.length - 1 : null
  if (!breaks.every(own => own.length === 1 && (own[0] ?? 0) > 1)) return null
  const singles = (runs[0] ?? 0) > 1 ? runs.slice(1) : runs
  return singles.every(run => run === 1) ? singles.length : null
}

const nowhere: Atom = { text: '', folded: '', place: { start: 0, end: 0 }, label: null, reading: { kind: 'blank', value: null }, columns: null }

function placeAll(rows: readonly Row[], header: Region, filed: FiledRow): { cells: readonly Cell[] | null; extra: Cell[] } {
  const byGrid = gridCells(rows, header, filed)
  if (byGrid) return byGrid
  const values = filed.slots.filter(slot => slot.value !== null)
  if (values.length > WIDTH) {
    const same = new Set(values.map(slot => slot.value?.folded)).size === 1
    const all = values.map(slot => cellOf(slot))
    return same ? { cells: all.slice(0, WIDTH), extra: all.slice(WIDTH) } : { cells: null, extra: [] }
  }
  const [placed] = placeValues([filed], WIDTH)
  return { cells: placed?.cells?.map(slot => cellOf(slot)) ?? null, extra: [] }
}

/** In a grid each value stands under its own word of the header. */
function gridCells(rows: readonly Row[], { from, to }: Region, filed: FiledRow): { cells: Cell[]; extra: Cell[] } | null {
  if (filed.source !== 'grid') return null
  const columns = rows
    .slice(from, to + 1)
    .flatMap(row => row.cells)
    .flatMap(({ label, columns: at }) => (at && label && (label.role === 'ambiguous' || COLUMNS.includes(label.key)) ? [at.from] : []))
    .sort((a, b) => a - b)
  if (new Set(columns).size !== WIDTH || columns.length !== WIDTH) return null
  const slots = columns.map(column => filed.slots.find(slot => slot.column === column))
  if (slots.some(slot => slot === undefined)) return null
  const extra = filed.slots.filter(slot => slot.value !== null && !slots.includes(slot))
  return { cells: slots.flatMap(slot => (slot ? [cellOf(slot)] : [])), extra: extra.map(slot => cellOf(slot)) }
}

function labelsOf(rows: readonly Row[], { from, to }: Region): Table['labels'] {
  const labels: Table['labels'] = {}
  for (const { label, text, place } of rows.slice(from, to + 1).flatMap(row => row.cells)) {
    if (label?.role === 'header' && GROUPS.includes(label.key)) labels[label.key] ??= { text, place: spanOf(place, place) }
  }
  return labels
}
