import type { CellStyle, WriteSheet } from 'hucre/xlsx'
import { cellText } from './text.ts'

const BORDER = { style: 'thin', color: { rgb: '808080' } } as const
const BOX = { top: BORDER, bottom: BORDER, left: BORDER, right: BORDER } as const
export const LABEL: CellStyle = { alignment: { horizontal: 'center', vertical: 'center', wrapText: true }, border: BOX }
export const NUMBER: CellStyle = { alignment: { horizontal: 'center', vertical: 'center' }, border: BOX }
export const TITLE: CellStyle = { font: { bold: true, size: 14 }, alignment: { horizontal: 'center', vertical: 'center', wrapText: true } }
/** A number that is not whole: shaded. */
export const INCOMPLETE: CellStyle = { ...NUMBER, fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'FFF2CC' } } }
/** What is told beside the tables. */
export const NOTE: CellStyle = { font: { color: { rgb: '9C2A00' } }, alignment: { vertical: 'center', wrapText: true } }

/** A sheet under construction: what stands where, and which squares are one. */
export class Grid {
  readonly rows: ((string | number | null)[] | undefined)[] = []
  readonly merges: NonNullable<WriteSheet['merges']> = []
  readonly styles = new Map<string, { style: CellStyle }>()

  /** Puts a value at a square, over so many rows and columns. */
  put(row: number, column: number, value: string | number | null, style: CellStyle, { rows = 1, columns = 1 } = {}): void {
    for (let r = row; r < row + rows; r += 1)
      for (let c = column; c < column + columns; c += 1) {
        const line = (this.rows[r] ??= [])
        line[c] = r === row && c === column ? (typeof value === 'string' ? cellText(value) : value) : null
        this.styles.set(`${r},${c}`, { style })
      }
    if (rows > 1 || columns > 1) this.merges.push({ startRow: row, startCol: column, endRow: row + rows - 1, endCol: column + columns - 1 })
  }

  sheet(name: string, widths: readonly number[]): WriteSheet {
    // `map` would leave out rows of which nothing was said, and the largest of nothing is no number.
    const width = Math.max(...Array.from(this.rows, (row) => row?.length ?? 0))
    return {
      name,
      columns: widths.map((each) => ({ width: each })),
      rows: Array.from(this.rows, (row) => Array.from({ length: width }, (_, column) => row?.[column] ?? null)),
      merges: this.merges,
      cells: this.styles,
      pageSetup: { paperSize: 'a4', orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
    }
  }
}
