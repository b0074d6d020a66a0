import type { Document } from '../readers/document.ts'
import type { Paragraph } from '../report/index.ts'
import { fold } from './fold.ts'
import type { Region } from './regions.ts'
import { isEmpty, type Row } from './rows.ts'
import { joinWrapped } from './wrapped.ts'

/** A piece of running text outside of tables: a heading, a paragraph, a line of the page. */
export interface Unit extends Paragraph {
  readonly folded: string
  /** Pieces side by side, as page metadata are (`来源:… | 发布日期:…`): no sentence of the report. */
  readonly beside: boolean
  /** The words of a table's label: never a heading of a section. */
  readonly label: boolean
  /** Index of the row that it comes from. */
  readonly row: number
}

/** All text of the source that is not part of a table's region, in reading order. */
export function unitsOf(document: Document, rows: readonly Row[], regions: readonly Region[]): Unit[] {
  const units: Unit[] = []
  rows.forEach((row, at) => {
    if (regions.some(({ from, to }) => at >= from && at <= to)) return
    const block = document.blocks[row.block]
    const cells = row.cells.filter(cell => !isEmpty(cell))
    const beside = cells.length > 1 && row.kind !== 'spaced'
    const [only] = cells
    const pieces = block?.kind === 'paragraph' && row.kind === 'spaced'
      ? [{ text: block.text, place: block.place, folded: fold(block.text), label: only?.label ?? null }]
      : cells
    for (const { text, place, folded, label } of pieces) {
      units.push({ text, place, folded, beside, label: label !== null && label.role !== 'ambiguous', row: at })
    }
  })
  return joinWrapped(document, units)
}
