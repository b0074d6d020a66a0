import type { Line } from './lines.ts'
import type { PageLayout, Piece } from './layout.ts'

/** Fewer rows of figures are no table. */
const ROWS = 3
const FIGURE = /^[+-]?\d[\d.,]*$/
/** Figures alone, or at the end of a line: `规章 0 0 0`. */
const FIGURES = /^[\d.,\s]+$|(?:^|\s)\d[\d.,]*\s+\d[\d.,]*$/
const SECTION = /^(?:[一二三四五六][、.．]|第[一二三四五六]部分)/
const SENTENCE = 30

/**
 * Leaves out tables without ruling lines. Where their columns stand, and which words belong to which row, cannot be told
 * for certain, so that no line of a section with such a table may be read but its sentences; a mark stands in their place.
 */
export function withoutUnruled(pages: readonly PageLayout[]): PageLayout[] {
  const sections: Piece[][] = [[]]
  for (const piece of pages.flatMap(({ pieces }) => pieces)) {
    if (piece.kind === 'line' && isHeading(piece)) sections.push([])
    else sections.at(-1)?.push(piece)
  }
  const unread = new Set(sections.filter(holdsFigures).flatMap((section) => section.filter(isOfTable)))
  if (unread.size === 0) return [...pages]
  return pages.map((page) => ({
    ...page,
    pieces: page.pieces.flatMap((piece, at): Piece[] => {
      if (!unread.has(piece)) return [piece]
      const before = page.pieces[at - 1]
      return before && unread.has(before) ? [] : [{ kind: 'unread', top: piece.top }]
    }),
  }))
}

/** `三、本年度办理结果` and `四、结转下年度继续办理` stand within table 3. */
const isHeading = ({ text }: Line): boolean => SECTION.test(text) && !/办理|结转/.test(text)

const holdsFigures = (section: readonly Piece[]): boolean => section.filter((piece) => piece.kind === 'line' && isFigures(piece)).length >= ROWS
const isFigures = ({ text, columns }: Line): boolean => FIGURES.test(text) || (columns.length > 1 && FIGURE.test(columns.at(-1) ?? ''))
const isOfTable = (piece: Piece): boolean => piece.kind === 'line' && !(piece.text.length >= SENTENCE && /[。；]|，.*，/.test(piece.text) && !isFigures(piece))
