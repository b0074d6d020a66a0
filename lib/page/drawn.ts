import type { Block, Document } from '../readers/document.ts'
import { FORM_2019, FORM_2021, type Block as FormBlock, type Cell, type Place, type Report, type Table, type TableKey } from '../report/index.ts'
import { TABLE_TITLES } from '../rules/words.ts'
import { cellAt, type Unit } from './unit.ts'

export interface DrawnRow {
  /** The printed groups that begin with this row. */
  readonly groups: readonly string[]
  /** The row as the form names it, for a row that the source lacks. */
  readonly name: string
  readonly label: Unit | null
  readonly cells: readonly { readonly kind: Cell['kind']; readonly unit: Unit | null }[]
}

interface DrawnBlock {
  readonly caption: string | null
  readonly columns: readonly string[]
  readonly rows: readonly DrawnRow[]
}

/** A table of the form that the source gives line by line, put together from what was read of it. */
export interface Drawn {
  readonly kind: 'drawn'
  readonly title: string
  readonly blocks: ReadonlySet<Block>
  readonly parts: readonly DrawnBlock[]
  /** Cells and labels, then what the source has beside them. */
  readonly units: readonly Unit[]
  /** Words and numbers in the table for which the form has no place. */
  readonly others: readonly Unit[]
  /** The source's own lines: shown where a finding marks one that is neither cell nor label. */
  readonly lines: readonly Unit[]
  /** From the first line to the last. */
  readonly place: Place
}

const KEYS: readonly TableKey[] = ['disclosure', 'requests', 'disputes']

/** The tables that were read although the source has no grid of them. */
export function drawnTables(document: Document, report: Report): Drawn[] {
  return KEYS.flatMap((key) => {
    const table = report.tables[key]
    const { place } = table
    if (table.status !== 'read' || place === null) return []
    const blocks = document.blocks.filter((block) => isWithin(block, place))
    if (blocks.length < 2 || blocks.some(({ kind }) => kind === 'grid' || kind === 'image')) return []
    return [draw(TABLE_TITLES[key], table, key, blocks)]
  })
}

function draw(title: string, table: Table, key: TableKey, blocks: readonly Block[]): Drawn {
  const parts = formBlocks(table, key).map((block) => drawBlock(block, table))
  const cells = parts.flatMap(({ rows }) => rows.flatMap(({ label, cells: own }) => [label, ...own.map(({ unit }) => unit)])).filter((unit) => unit !== null)
  const others = [...table.extraRows, ...table.extraCells].map(({ place }) => cellAt(place))
  const lines = blocks.flatMap((block) => (block.kind === 'line' ? block.cells.filter(({ text }) => text !== '') : [block]).map(({ place }) => cellAt(place)))
  const place = { start: blocks[0]?.place.start ?? 0, end: blocks.at(-1)?.place.end ?? 0 }
  return { kind: 'drawn', title, blocks: new Set(blocks), parts, units: [...cells, ...others, ...lines], others, lines, place }
}

/** The blocks of the forms that the table follows, which need not be one form. */
function formBlocks(table: Table, key: TableKey): readonly FormBlock[] {
  const both = [...FORM_2021.tables[key], ...FORM_2019.tables[key]]
  const fits = (block: FormBlock): number =>
    block.rows.filter(({ key: row }) => row in table.rows).length * 100 +
    block.columns.filter(({ key: column }) => block.rows.some(({ key: row }) => column in (table.rows[row] ?? {}))).length * 10 -
    block.rows.length
  const names = [...new Set(both.map(({ key: name }) => name))]
  return names.flatMap((name) => {
    const best = both.filter((block) => block.key === name).sort((a, b) => fits(b) - fits(a))[0]
    return best?.rows.some(({ key: row }) => row in table.rows) ? [best] : []
  })
}

function drawBlock({ caption, columns, rows }: FormBlock, table: Table): DrawnBlock {
  let before: readonly string[] = []
  return {
    caption,
    columns: columns.map(({ label }) => label),
    rows: rows
      .filter(({ key }) => key in table.rows)
      .map(({ key, label, groups = [] }) => {
        const begun = groups.filter((group, at) => before[at] !== group)
        before = groups
        const filed = table.labels[key]
        return {
          groups: begun,
          name: label,
          label: filed === undefined ? null : cellAt(filed.place),
          cells: columns.map(({ key: column }) => drawCell(table.rows[key]?.[column])),
        }
      }),
  }
}

function drawCell(cell: Cell | undefined): DrawnRow['cells'][number] {
  if (cell === undefined || cell.kind === 'missing') return { kind: 'missing', unit: null }
  return { kind: cell.kind, unit: cellAt(cell.place) }
}

const isWithin = (block: Block, place: Place): boolean => block.place.start < place.end && block.place.end > place.start
