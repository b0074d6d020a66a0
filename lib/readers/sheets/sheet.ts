/** A cell that holds something; rows and columns count from 0. */
export interface SheetCell {
  readonly row: number
  readonly column: number
  /** As the sheet shows it, but with every digit that is stored. */
  readonly text: string
  /** A whole number with the zeros in front that its format shows: `001`. */
  readonly padded?: string
  /** It is the formula: its result was not saved. */
  readonly unsaved?: true
}

/** A merged area; all four sides belong to it. */
export interface Area {
  readonly top: number
  readonly left: number
  readonly bottom: number
  readonly right: number
}

/** A sheet of a workbook as its file describes it. Everything is sparse: addresses may lie anywhere. */
export interface Sheet {
  readonly name: string
  /** Those that hold something, row by row, each row from left to right. */
  readonly cells: readonly SheetCell[]
  /** As claimed; areas may be far too large, and overlap. */
  readonly merges: readonly Area[]
  /** Empty squares that the sheet draws all the same, as row and column. */
  readonly drawn: readonly (readonly [row: number, column: number])[]
  /** Whether `drawn` squares have a border. Without one they only show that somebody has been there. */
  readonly hasBorders: boolean
  readonly hiddenRows: ReadonlySet<number>
  readonly hiddenColumns: readonly { readonly first: number; readonly last: number }[]
  /** The rows at which pictures stand. */
  readonly pictures: readonly number[]
}

/** `B7` for row 6, column 1. */
export function address(row: number, column: number): string {
  let letters = ''
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters
  return `${letters}${row + 1}`
}

/** Row and column of `B7`, from 0; null for what is no address of a sheet. */
export function squareOf(text: string): readonly [row: number, column: number] | null {
  const match = /^\$?([A-Z]{1,3})\$?([1-9]\d{0,6})$/.exec(text)
  if (!match?.[1]) return null
  const column = Array.from(match[1]).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
  const row = Number(match[2]) - 1
  return row < 1_048_576 && column < 16_384 ? [row, column] : null
}
