import type { Document } from '../readers/document.ts'
import type { Report, Table, TableKey } from '../report/index.ts'
import { MISSING_TABLE, placeOf, unreadable } from './cells.ts'
import { disclosureTable } from './disclosure.ts'
import { disputesTable } from './disputes.ts'
import { fusedAtoms } from './fused.ts'
import { REASONS } from './reasons.ts'
import { findRegion, type Region } from './regions.ts'
import { requestsTable } from './requests.ts'
import { isEmpty, isValue, type Row } from './rows.ts'

export interface FoundTables {
  readonly tables: Report['tables']
  /** What of the source is table, and so no narrative. */
  readonly regions: readonly Region[]
}

const KEYS: readonly TableKey[] = ['disclosure', 'requests', 'disputes']

/** Finds the three tables by their own labels, wherever they stand. */
export function tablesOf(document: Document, rows: readonly Row[]): FoundTables {
  const regions: Region[] = []
  const found = KEYS.map(key => {
    const table = tableOf(document.text, rows, key)
    if (table) regions.push(table.region)
    return table?.table ?? MISSING_TABLE
  })
  const collapsed = isDeduplicated(rows, regions)
  const [disclosure, requests, disputes] = found.map(table => (collapsed && hasGaps(table) ? unreadable(REASONS.deduplicated, table.place, table.form) : table))
  if (!disclosure || !requests || !disputes) throw new Error('three tables expected')
  const form = disclosure.form === requests.form || requests.form === null ? disclosure.form : disclosure.form === null ? requests.form : null
  return { tables: { disclosure, requests, disputes: disputes.status === 'read' ? { ...disputes, form } : disputes }, regions }
}

function tableOf(text: string, rows: readonly Row[], key: TableKey): { table: Table; region: Region } | null {
  const region = findRegion(rows, key)
  const fused = fusedAtoms(rows, key)
  if (fused.length > (region ? 0 : 1) || fused.some(atom => atom.folded.length > 40)) {
    const at = rows.flatMap((row, index) => (row.cells.some(cell => fused.includes(cell)) ? [index] : []))
    const whole = { from: Math.min(region?.from ?? Infinity, ...at), to: Math.max(region?.to ?? 0, ...at) }
    return { table: unreadable(REASONS.fused, placeOf(rows, whole)), region: whole }
  }
  if (!region) return null
  if (key === 'disclosure') return { table: disclosureTable(text, rows, region), region }
  if (key === 'requests') return { table: requestsTable(text, rows, region), region }
  return disputesTable(text, rows, region)
}

/** With one cell per line, headers and values of an intact report repeat many times; here hardly one does. */
function isDeduplicated(rows: readonly Row[], regions: readonly Region[]): boolean {
  const texts = regions.flatMap(({ from, to }) => rows.slice(from, to + 1).flatMap(row => (row.kind === 'text' ? row.cells.map(cell => cell.text) : [])))
  return texts.length >= 15 && texts.length - new Set(texts).size < 3
}

function hasGaps(table: Table): boolean {
  const cells = Object.values(table.rows).flatMap(row => Object.values(row))
  return table.status === 'read' && cells.some(cell => cell.kind === 'blank' || cell.kind === 'missing' || cell.inferred === true)
}

/** A table without readable labels: what stands in its section instead decides between unreadable and missing. */
export function tableFromSection(document: Document, rows: readonly Row[], from: number, to: number): { table: Table; region: Region } | null {
  const firstBlock = (rows[from - 1]?.block ?? -1) + 1
  const lastBlock = rows[to]?.block ?? document.blocks.length
  const values = rows.slice(from, to).flatMap((row, at) => (row.cells.some(cell => !isEmpty(cell)) && row.cells.every(cell => isEmpty(cell) || isValue(cell)) ? [from + at] : []))
  const count = values.reduce((sum, at) => sum + (rows[at]?.cells.filter(cell => !isEmpty(cell)).length ?? 0), 0)
  const region = { from: values[0] ?? from, to: values.at(-1) ?? from }
  // Of a table without ruling lines a row may be left, and its labels are not lost, but nobody knows which they are.
  const unruled = document.blocks.some(block => block.kind === 'image' && block.unruled)
  if (count >= 6) return { table: unreadable(unruled ? REASONS.unruled : REASONS.labelsLost, placeOf(rows, region)), region }
  const picture = document.blocks.slice(firstBlock, lastBlock).find(block => block.kind === 'image')
  return picture ? { table: unreadable(picture.unruled ? REASONS.unruled : REASONS.picture, picture.place), region: { from: -1, to: -1 } } : null
}
