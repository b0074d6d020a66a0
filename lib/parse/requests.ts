import { APPLICANT_COLUMNS, type FormId, FORMS, type Table } from '../report/index.ts'
import { cellOf, MISSING_TABLE, missingCell, paragraphOf, placeOf, unreadable } from './cells.ts'
import { collect, type Naming } from './collect.ts'
import type { FiledRow } from './filed.ts'
import { type Placed, placeValues } from './place-values.ts'
import { REASONS } from './reasons.ts'
import type { Region } from './regions.ts'
import { type Atom, isEmpty, isValue, type Row, withOpeningCells } from './rows.ts'

const COLUMNS = APPLICANT_COLUMNS.map(column => column.key)
const ORDER = ['2021', '2019'].flatMap(id => FORMS[id === '2019' ? '2019' : '2021'].tables.requests.flatMap(block => block.rows.map(row => row.key)))
const indexOf = (key: string): number => (key === 'other' ? ORDER.indexOf('other.correctionOverdue') : ORDER.indexOf(key))

/** Table 3 from the rows of its region. */
export function requestsTable(text: string, all: readonly Row[], region: Region): Table {
  const rows = withOpeningCells(all, region)
  const place = placeOf(rows, region)
  const collection = collect(text, rows, region, COLUMNS.length, namer(rows, region))
  const form = formOf(collection.rows)
  const orphans = collection.orphans.filter(values => values.length > 1 || collection.orphans.length > 6)
  if (orphans.length > 1 || collection.rows.some(row => valueCount(row) >= 2 * COLUMNS.length)) {
    return unreadable(REASONS.labelsLost, place, form)
  }
  const columns = columnsOf(rows, region, collection.rows)
  const placed = placeValues(collection.rows, columns.length, headerOffset(rows, region, columns.length))
  const unplaced = placed.filter(({ cells }) => cells === null).length
  if (unplaced > 2 && unplaced * 4 > placed.length) return unreadable(REASONS.shifted, place, form)
  return {
    ...MISSING_TABLE,
    status: 'read',
    form,
    blocks: [{ key: 'requests', form, place }],
    rows: cellsByRow(placed, columns, form ?? '2021', place),
    labels: Object.fromEntries(collection.rows.map(row => [row.key, paragraphOf(row.label)])),
    extraRows: collection.extra.map(paragraphOf),
    extraCells: placed.flatMap(({ row, cells }) => (cells === null ? row.slots.filter(slot => slot.value).slice(columns.length).map(slot => cellOf(slot)) : [])),
    missingColumns: COLUMNS.filter(key => !columns.includes(key)).map(column => ({ block: 'requests', column })),
    place,
  }
}

const valueCount = (row: FiledRow): number => row.slots.filter(slot => slot.value !== null).length

/** Names atoms in reading order: 其他 and 总计 are rows or headers by what came before, likeness is confirmed by order. */
function namer(rows: readonly Row[], { to }: Region): Naming {
  const seen = new Set<string>()
  let last = -1
  let before: Atom | null = null
  const name = (atom: Atom, row: Row, cell: number): string | null => {
    const { label } = atom
    if (label === null || (label.role !== 'ambiguous' && label.table !== 'requests')) return null
    if (label.role === 'row') return label.exact || indexOf(label.key) > last ? label.key : null
    if (label.role === 'ambiguous') {
      const inHeader = before?.label?.role === 'header' && before.label.table === 'requests'
      if (inHeader || row.cells.some(other => other.label?.role === 'header')) return null
      if (label.key === 'other') return last >= indexOf('notProcessed.petition') ? 'other.miscellaneous' : null
      return last >= indexOf('granted') ? 'totalProcessed' : null
    }
    return label.role === 'group' && label.key === 'other' && valuesFollow(rows, row, cell, to) ? 'other' : null
  }
  return (atom, row, cell) => {
    const key = name(atom, row, cell)
    const value = isValue(atom)
    if (!value) before = atom
    if (key === null || seen.has(key)) return null
    seen.add(key)
    last = Math.max(last, indexOf(key))
    return key
  }
}

/** Whether a value is the next thing behind a cell: then a group's label is the label of a row. */
function valuesFollow(rows: readonly Row[], row: Row, cell: number, to: number): boolean {
  const own = row.cells.slice(cell + 1).find(atom => !isEmpty(atom))
  if (own) return isValue(own)
  if (row.kind === 'grid') return row.cells.length - cell > COLUMNS.length
  const at = rows.indexOf(row)
  const next = rows.slice(at + 1, to + 1).flatMap(other => other.cells).find(atom => !isEmpty(atom))
  return next !== undefined && isValue(next)
}

function formOf(rows: readonly FiledRow[]): FormId | null {
  if (rows.some(row => row.key === 'other')) return rows.some(row => row.key.startsWith('other.')) ? null : '2019'
  return rows.some(row => row.key.startsWith('other.')) ? '2021' : null
}

function headerKeys(rows: readonly Row[], { from, to }: Region): string[] {
  const keys = new Set<string>()
  for (const row of rows.slice(from, to + 1)) {
    for (const { label } of row.cells) {
      if (label?.role === 'row' && label.table === 'requests') return [...keys]
      if (label?.role === 'header' && COLUMNS.includes(label.key)) keys.add(label.key)
      if (label?.role === 'ambiguous') keys.add(label.key === 'other' ? 'otherOrganization' : 'total')
    }
  }
  return [...keys]
}

/** The seven columns of the form, or fewer where the header and every row agree on fewer. */
function columnsOf(rows: readonly Row[], region: Region, filed: readonly FiledRow[]): string[] {
  const named = new Set(headerKeys(rows, region))
  if (named.size === 0 || named.size >= COLUMNS.length) return COLUMNS
  const agreed = filed.length > 0 && filed.every(row => valueCount(row) === named.size)
  return agreed ? COLUMNS.filter(key => named.has(key)) : COLUMNS
}

/**
 * Where the header stands in the same columns as the rows: in a grid by its columns, in lines by the number of
 * pieces. Certain only if 自然人 and 总计 stand exactly as far apart as the form says.
 */
function headerOffset(rows: readonly Row[], { from, to }: Region, columns: number): ((row: FiledRow) => number | null) | null {
  for (const row of rows.slice(from, to + 1)) {
    const first = row.cells.findIndex(({ label }) => label?.role === 'header' && label.key === 'naturalPerson')
    const total = row.cells.findIndex(({ label }) => label?.role === 'ambiguous' && label.key === 'total')
    if (first === -1 || total === -1 || row.kind === 'spaced' || row.kind === 'text') continue
    if (row.kind === 'grid') {
      const left = row.cells[first]?.columns
      const right = row.cells[total]?.columns
      if (!left || right?.from !== left.from + columns - 1) return null
      return filed => {
        const at = filed.slots.findIndex(slot => slot.column === left.from)
        return at >= 0 && filed.slots.length - at >= columns ? at : null
      }
    }
    if (total - first !== columns - 1) return null
    return filed => {
      const offset = first - filed.lead - 1
      return filed.source === 'line' && offset >= 0 && filed.lead + 1 + filed.slots.length === row.cells.length ? offset : null
    }
  }
  return null
}

function cellsByRow(placed: readonly Placed[], columns: readonly string[], form: FormId, near: Table['place']): Table['rows'] {
  const keys = FORMS[form].tables.requests.flatMap(block => block.rows.map(row => row.key))
  return Object.fromEntries(
    keys.map(key => {
      const own = placed.find(candidate => candidate.row.key === key)
      const beside = own?.row.label.place ?? near ?? { start: 0, end: 0 }
      const cells = COLUMNS.map(column => {
        const slot = own?.cells?.[columns.indexOf(column)]
        return [column, slot ? cellOf(slot, own.inferred) : missingCell(beside)]
      })
      return [key, Object.fromEntries(cells)]
    }),
  )
}
