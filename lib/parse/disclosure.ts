import { type Block, type Cell, type FormId, FORMS, type Table } from '../report/index.ts'
import { cellOf, MISSING_TABLE, missingCell, paragraphOf, placeOf, spanOf, unreadable } from './cells.ts'
import { type Collection, collect } from './collect.ts'
import type { FiledRow, Slot } from './filed.ts'
import { disclosureColumns } from './labels.ts'
import { type Placed, placeValues } from './place-values.ts'
import { REASONS } from './reasons.ts'
import type { Region } from './regions.ts'
import { type Atom, isEmpty, type Row, withOpeningCells } from './rows.ts'

type BlockKey = Block['key']
type Header = { readonly key: string; readonly form: FormId; readonly atom: Atom }

interface SeenBlock {
  readonly key: BlockKey
  readonly form: FormId | null
  readonly headers: readonly Header[]
  readonly rows: readonly FiledRow[]
  readonly from: Atom
  readonly to: Atom
}

const BLOCK_OF = new Map<string, BlockKey>()
for (const form of Object.values(FORMS)) {
  for (const block of form.tables.disclosure) for (const row of block.rows) BLOCK_OF.set(row.key, block.key)
}

/** Table 2 from the rows of its region. */
export function disclosureTable(text: string, all: readonly Row[], region: Region): Table {
  const rows = withOpeningCells(all, region)
  const collection = collect(text, rows, region, 3, namingOnce())
  const place = placeOf(rows, region)
  const blocks = seenBlocks(withLostLabel(collection), headersOf(rows, region))
  const form = commonForm(blocks)
  const placed = blocks.flatMap(block => placeBlock(block))
  const unplaced = placed.filter(({ cells }) => cells === null).length
  if (unplaced > 1 && unplaced * 4 > placed.length) return unreadable(REASONS.shifted, place, form)
  return {
    ...MISSING_TABLE,
    status: 'read',
    form,
    blocks: blocks.map(block => ({ key: block.key, form: block.form, place: spanOf(block.from.place, lastPlace(block)) })),
    rows: cellsByRow(blocks, placed, form ?? majority(blocks), place),
    labels: Object.fromEntries(collection.rows.map(row => [row.key, paragraphOf(row.label)])),
    extraRows: collection.extra.filter(atom => !isHeaderLike(atom)).map(paragraphOf),
    extraCells: placed.flatMap(({ row, cells }) => (cells === null ? surplus(row, blocks) : [])),
    missingColumns: blocks.flatMap(missingColumnsOf),
    place,
  }
}

/** Each row once: a second label of the same row is none of the form. */
function namingOnce(): (atom: Atom) => string | null {
  const seen = new Set<string>()
  return ({ label }) => {
    if (label?.role !== 'row' || label.table !== 'disclosure' || seen.has(label.key)) return null
    seen.add(label.key)
    return label.key
  }
}

function isHeaderLike(atom: Atom): boolean {
  return disclosureColumns(atom.folded).length > 0 || /^(?:本年|上一年|信息|内容|数量|件数)/.test(atom.folded)
}

/** 规章 without its label: three values between the first header and 行政规范性文件 can be no other row. */
function withLostLabel(collection: Collection): FiledRow[] {
  const [first] = collection.rows
  const values = collection.orphans.flat().filter(atom => first && atom.place.start < first.label.place.start)
  const [label] = values
  if (first?.key !== 'normativeDocuments' || values.length !== 3 || !label) return collection.rows
  const slots = values.map(value => ({ value, place: value.place, column: null }))
  const lost: FiledRow = { ...first, key: 'regulations', label, slots, lead: -1 }
  return [lost, ...collection.rows]
}

function headersOf(rows: readonly Row[], { from, to }: Region): Header[] {
  const headers: Header[] = []
  for (const atom of rows.slice(from, to + 1).flatMap(row => row.cells)) {
    if (isEmpty(atom) || (atom.label !== null && atom.label.role !== 'header')) continue
    for (const { key, form } of disclosureColumns(atom.folded)) headers.push({ key, form, atom })
  }
  return headers
}

function seenBlocks(rows: readonly FiledRow[], headers: readonly Header[]): SeenBlock[] {
  const blocks: SeenBlock[] = []
  let end = 0
  for (let at = 0; at < rows.length; ) {
    const first = rows[at]
    const key = first && BLOCK_OF.get(first.key)
    if (!first || !key) break
    let next = at + 1
    while (next < rows.length && BLOCK_OF.get(rows[next]?.key ?? '') === key) next++
    const own = rows.slice(at, next)
    const above = headers.filter(({ atom }) => atom.place.start >= end && atom.place.start < first.label.place.start)
    const last = own.at(-1) ?? first
    end = last.slots.at(-1)?.place.end ?? last.label.place.end
    blocks.push({ key, form: formOf(key, above, own), headers: above, rows: own, from: above[0]?.atom ?? first.label, to: last.label })
    at = next
  }
  return blocks
}

/** The form that a block's headers show; without headers, that which its rows or their width leave open. */
function formOf(key: BlockKey, headers: readonly Header[], rows: readonly FiledRow[]): FormId | null {
  const forms = new Set(headers.map(header => header.form))
  if (forms.size > 0) return forms.size === 1 ? (headers[0]?.form ?? null) : null
  if (rows.some(row => row.key === 'otherServices' || row.key === 'procurement')) return '2019'
  if (key === 'item1') return null
  const widths = new Set(rows.map(row => (row.slots.every(slot => slot.value !== null) ? row.slots.length : 0)))
  const width = widths.size === 1 ? [...widths][0] : undefined
  if (width === 1) return '2021'
  return width === (key === 'item8' ? 2 : 3) ? '2019' : null
}

function commonForm(blocks: readonly SeenBlock[]): FormId | null {
  const forms = new Set(blocks.map(block => block.form))
  return forms.size === 1 ? (blocks[0]?.form ?? null) : null
}

function majority(blocks: readonly SeenBlock[]): FormId {
  const old = blocks.filter(block => block.form === '2019').length
  return old * 2 > blocks.length ? '2019' : '2021'
}

function definition(form: FormId, key: BlockKey): Block | null {
  return FORMS[form].tables.disclosure.find(block => block.key === key) ?? null
}

/** The columns that the source shows: those of the form, or fewer where header and rows agree on fewer. */
function columnsOf(block: SeenBlock): string[] {
  const full = (block.form && definition(block.form, block.key)?.columns.map(column => column.key)) ?? []
  const named = new Set(block.headers.map(header => header.key))
  const shown = full.filter(key => named.has(key))
  const agreed = shown.length > 0 && shown.length < full.length && shown.length === named.size &&
    block.rows.every(row => row.slots.filter(slot => slot.value !== null).length === shown.length && row.slots.length === shown.length)
  return agreed ? shown : full
}

function missingColumnsOf(block: SeenBlock): { block: string; column: string }[] {
  const shown = columnsOf(block)
  const full = (block.form && definition(block.form, block.key)?.columns) ?? []
  return full.filter(column => !shown.includes(column.key)).map(column => ({ block: block.key, column: column.key }))
}

function placeBlock(block: SeenBlock): Placed[] {
  const columns = columnsOf(block).length
  if (columns === 0) return block.rows.map(row => ({ row, cells: null, inferred: false }))
  return placeValues(block.rows, columns)
}

/** Values beyond the last column of a row that has too many of them. */
function surplus(row: FiledRow, blocks: readonly SeenBlock[]): Cell[] {
  const block = blocks.find(({ rows }) => rows.includes(row))
  const columns = block ? columnsOf(block).length : 0
  const values = row.slots.filter((slot: Slot) => slot.value !== null)
  return columns > 0 && values.length > columns ? values.slice(columns).map(slot => cellOf(slot)) : []
}

function lastPlace(block: SeenBlock): Cell['place'] {
  const last = block.rows.at(-1)
  return last?.slots.findLast(slot => slot.value !== null)?.place ?? block.to.place
}

/** All rows of the form that each block follows; blocks that the source lacks follow `form`. */
function cellsByRow(blocks: readonly SeenBlock[], placed: readonly Placed[], form: FormId, near: Cell['place']): Table['rows'] {
  const all: Table['rows'] = {}
  const keys = new Set<BlockKey>([...FORMS[form].tables.disclosure.map(block => block.key), ...blocks.map(block => block.key)])
  for (const key of keys) {
    const block = blocks.find(seen => seen.key === key)
    const form_ = block?.form ?? form
    const printed = definition(form_, key) ?? definition('2019', key)
    const shown = block ? columnsOf(block) : []
    for (const row of printed?.rows ?? []) {
      const own = placed.find(candidate => candidate.row.key === row.key)
      all[row.key] = Object.fromEntries(
        (printed?.columns ?? []).map(column => {
          const slot = own?.cells?.[shown.indexOf(column.key)]
          return [column.key, slot ? cellOf(slot, own.inferred) : missingCell(own?.row.label.place ?? near)]
        }),
      )
    }
  }
  return all
}
