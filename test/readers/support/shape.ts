import { expect } from 'vitest'
import type { Block, Document, GridBlock, ReadResult } from '../../../lib/readers/document.ts'
import { printTable, type PrintedTable } from '../../support/printed-table.ts'
import type { ReportData } from '../../support/report-data.ts'
import { squares } from '../../support/writers/layout.ts'

export function documentOf(result: ReadResult): Document {
  if (!result.ok) throw new Error(result.rejection.message)
  return result.document
}

export function rejectionOf(result: ReadResult): { code: string; message: string } {
  if (result.ok) throw new Error(`read as ${result.document.format}`)
  return result.rejection
}

export const gridsOf = ({ blocks }: Document): GridBlock[] => blocks.filter((block) => block.kind === 'grid')
export const paragraphsOf = ({ blocks }: Document): string[] => blocks.flatMap((block) => (block.kind === 'paragraph' ? [block.text] : []))

/** Every cell of a grid as `text@row,column+rowSpan x colSpan`. */
export const shapeOf = ({ cells }: GridBlock): string[] =>
  cells.map(({ text, row, column, rowSpan, colSpan }) => `${text.replace(/\s/g, '')}@${row},${column}+${rowSpan}x${colSpan}`)

const printedShape = (table: PrintedTable): string[] =>
  squares(table).flatMap((line, row) =>
    line.flatMap((cell, column) => (cell ? [`${cell.text.replace(/\s/g, '')}@${row},${column}+${cell.rowSpan}x${cell.colSpan}`] : [])),
  )

/** The three tables of the report, each cell in its squares. */
export function expectTables(document: Document, report: ReportData): void {
  const printed = (['disclosure', 'requests', 'disputes'] as const).map((key) => printedShape(printTable(report, key)))
  expect(gridsOf(document).map(shapeOf)).toEqual(printed)
}

/** Every place must lead back to what the block says. */
export function expectPlaces({ text, blocks }: Document): void {
  const pieces = (block: Block) => (block.kind === 'grid' || block.kind === 'line' ? block.cells : block.kind === 'paragraph' ? [block] : [])
  for (const block of blocks)
    for (const piece of pieces(block)) expect(text.slice(piece.place.start, piece.place.end)).toBe(piece.text)
}
