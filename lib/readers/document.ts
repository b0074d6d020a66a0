import type { Place, Rejection } from '../report/index.ts'

/** A run of text that is neither table nor picture; in plain text, one line. */
export interface ParagraphBlock {
  readonly kind: 'paragraph'
  /** `Document.text` at `place`, trimmed: what a person sees, automatic numbers (`一、`, `1.`) included. */
  readonly text: string
  readonly place: Place
  /** Heading level 1-6, where the format says that this is one. */
  readonly heading?: number
}

/** One cell of a grid, at the first row and column that it covers (both count from 0). */
export interface GridCell {
  readonly text: string
  readonly place: Place
  readonly row: number
  readonly column: number
  readonly rowSpan: number
  readonly colSpan: number
}

/** A table whose rows and columns are certain. Cells in reading order; no two cover the same square. */
export interface GridBlock {
  readonly kind: 'grid'
  readonly rows: number
  readonly columns: number
  readonly cells: readonly GridCell[]
  readonly place: Place
}

/**
 * A line of plain text that held separators (pipes, tabs): its pieces in order, empty ones included, also those
 * before a first and after a last separator (`| a |` has three pieces).
 */
export interface LineBlock {
  readonly kind: 'line'
  readonly separator: '|' | '\t'
  /** A Markdown rule between header and body: `|---|---|`. */
  readonly rule?: true
  readonly cells: readonly { readonly text: string; readonly place: Place }[]
  readonly place: Place
}

/** A picture where text could have been: a table may be in it. */
interface ImageBlock {
  readonly kind: 'image'
  /** It stands for a table of text without ruling lines, in which no number's cell is certain. */
  readonly unruled?: true
  readonly place: Place
}

export type Block = ParagraphBlock | GridBlock | LineBlock | ImageBlock

/** What every reader gives: the source as text, and its blocks in reading order. */
export interface Document {
  readonly format: 'text' | 'markdown' | 'html' | 'mht' | 'rtf' | 'doc' | 'docx' | 'xls' | 'xlsx' | 'pdf'
  /** As decoded: `utf-8`, `gb18030`, `utf-16le`, `utf-16be`. */
  readonly encoding: string
  /**
   * All text; every place is an offset into it. Of plain text and Markdown: the decoded file itself, without
   * the byte order mark. Of other formats: the text that a person sees, blocks separated by line breaks.
   */
  readonly text: string
  readonly blocks: readonly Block[]
  /** What the reader had to note, in Chinese. */
  readonly messages: readonly string[]
}

export type ReadResult =
  | { readonly ok: true; readonly document: Document }
  | { readonly ok: false; readonly rejection: Rejection }
