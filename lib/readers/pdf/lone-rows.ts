import { haveSameEdges } from './join.ts'
import type { PageLayout, Piece, TablePiece } from './layout.ts'

/**
 * Puts rows with a single text, as `第二十条第（一）项` at the foot of a page, back to the table that goes on beyond the
 * break. A frame with one text that stands anywhere else is an ornament around lines.
 * @param pages without what is printed at their edges.
 */
export function withLoneRows(pages: readonly PageLayout[]): PageLayout[] {
  return pages.map((page, at) => {
    const [before, behind] = [pages[at - 1]?.pieces.at(-1), pages[at + 1]?.pieces[0]]
    const rows = [loneRow(page, before, 'first'), loneRow(page, behind, 'last')].filter((row) => row !== undefined)
    return { ...page, pieces: rows.reduce(withRow, page.pieces) }
  })
}

/** The frame that is the first or the last on its page, as wide as the table that stands next to it beyond the break. */
function loneRow({ pieces, boxes }: PageLayout, beyond: Piece | undefined, side: 'first' | 'last'): TablePiece | undefined {
  if (beyond?.kind !== 'table') return undefined
  return boxes.find((row) => {
    const own = pieces.filter((piece) => isIn(piece, row))
    const outermost = side === 'first' ? pieces.slice(0, own.length) : pieces.slice(-own.length)
    return own.length > 0 && outermost.every((piece) => own.includes(piece)) && haveSameEdges(row.frame.xs, beyond.frame.xs)
  })
}

const withRow = (pieces: readonly Piece[], row: TablePiece): Piece[] => [...pieces.filter((piece) => !isIn(piece, row)), row].sort((a, b) => a.top - b.top)

const isIn = (piece: Piece, { frame: { box } }: TablePiece): boolean =>
  piece.kind === 'line' && piece.y >= box.top && piece.y <= box.bottom && piece.left >= box.left && piece.right <= box.right
