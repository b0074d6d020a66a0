import type { Block, GridCell } from '../readers/document.ts'
import { readXlsx } from '../readers/xlsx/index.ts'
import { type RawRow, readRows, type RegisterRows } from './rows.ts'

/** Reads a register from the first sheet of an Excel workbook; its columns are those of the CSV. */
export function readWorkbook(bytes: Uint8Array): RegisterRows {
  const result = readXlsx(bytes)
  if (!result.ok) return { rows: [], problems: [{ row: 1, message: result.rejection.message }] }
  const cells = result.document.blocks.flatMap(cellsOf)
  const table = new Map<number, (string | undefined)[]>()
  for (const { text, place } of cells.filter(({ place }) => place.sheet === cells[0]?.place.sheet)) {
    const [, column = '', row = ''] = /^([A-Z]+)(\d+)/.exec(place.cell ?? '') ?? []
    const values = table.get(Number(row)) ?? []
    values[columnNumber(column)] = text
    table.set(Number(row), values)
  }
  return readRows([...table].sort(([a], [b]) => a - b).map(([row, values]): RawRow => ({ row, cells: Array.from(values, (value) => value ?? '') })))
}

/** The reader parts a sheet at its empty rows, and takes a row of one cell for a paragraph. */
const cellsOf = (block: Block): readonly Pick<GridCell, 'text' | 'place'>[] => (block.kind === 'grid' ? block.cells : block.kind === 'paragraph' ? [block] : [])

/** 0 for A, 26 for AA. */
const columnNumber = (letters: string): number => Array.from(letters).reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0) - 1
