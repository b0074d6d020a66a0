/** What a word processor keeps: paragraphs, pictures and tables in reading order. Positions are in twips. */
export interface Paragraph {
  readonly kind: 'paragraph'
  /** What is seen, automatic numbers included; line breaks within the paragraph as `\n`. */
  readonly text: string
  /** 1-6. */
  readonly heading?: number
}
interface Picture {
  readonly kind: 'picture'
}
export interface Table {
  readonly kind: 'table'
  readonly rows: readonly Row[]
}
export type Item = Paragraph | Picture | Table

/** How a cell belongs to its neighbours: it begins a merged area, is swallowed by one, or stands alone. */
export type Merge = 'none' | 'first' | 'continued'

/** The walls of a cell, and what it is merged with. */
export interface Frame {
  readonly left: number
  readonly right: number
  readonly across: Merge
  readonly down: Merge
}

export interface Row {
  /** What stands in each cell, merged away or not. */
  readonly cells: readonly (readonly Item[])[]
  /** Null if the file does not tell where the walls stand. */
  readonly frames: readonly Frame[] | null
}
