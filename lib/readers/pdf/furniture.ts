import type { PageLayout, Piece } from './layout.ts'

/** How far from the edge of the page its head and foot reach, as a part of its height. */
const EDGE = 0.14
/** How far the same running head may wander from page to page, in points. */
const WANDER = 8
const PAGE_NUMBER = /^[-—–－_·•~\s]*(?:第|page|p\.?)?\s*(\d{1,4})\s*页?\s*(?:[/／]|[,，]?\s*共|of)?\s*(?:\d{1,4}\s*页?)?[-—–－_·•~\s]*$/i
const BARE = /^\d+$/

type LinePiece = Extract<Piece, { kind: 'line' }>
type Side = 'head' | 'foot'

/** Leaves out what is printed at the edge of every page: page numbers, running heads and feet. */
export function withoutFurniture(pages: readonly PageLayout[]): PageLayout[] {
  let rest = [...pages]
  for (let round = 0; round < 4; round += 1) {
    const dropped = new Set([...furniture(rest, 'head'), ...furniture(rest, 'foot')])
    if (dropped.size === 0) break
    rest = rest.map((page) => ({ ...page, pieces: page.pieces.filter((piece) => !dropped.has(piece)) }))
  }
  return rest
}

function furniture(pages: readonly PageLayout[], side: Side): Piece[] {
  const edges = pages.flatMap((page) => {
    const line = outermost(page, side)
    return line ? [{ page, line, words: wordsOf(line.text), number: pageNumber(line.text) }] : []
  })
  return edges
    .filter(({ page, line, words, number }) => {
      const others = edges.filter((edge) => edge.page !== page)
      if (number !== null) {
        const offset = number - page.number
        if (others.some((other) => other.number !== null && other.number - other.page.number === offset)) return true
        return offset === 0 || !BARE.test(line.text)
      }
      const same = others.filter((other) => other.words === words && Math.abs(distance(other.page, other.line, side) - distance(page, line, side)) <= WANDER)
      return same.length > 0 && (same.length + 1) * 2 >= pages.length - 1
    })
    .map(({ line }) => line)
}

const wordsOf = (text: string): string => text.replace(/\s/g, '').replace(/\d+/g, '#')

function pageNumber(text: string): number | null {
  const number = PAGE_NUMBER.exec(text)?.[1]
  return number === undefined ? null : Number(number)
}

/** The line nearest to the upper or lower edge, if nothing but the edge is beyond it. */
function outermost(page: PageLayout, side: Side): LinePiece | null {
  const shown = page.pieces.filter(({ kind }) => kind !== 'picture')
  const piece = side === 'head' ? shown[0] : shown.at(-1)
  return piece?.kind === 'line' && distance(page, piece, side) <= EDGE * page.height ? piece : null
}

const distance = ({ height }: PageLayout, { y }: LinePiece, side: Side): number => (side === 'head' ? y : height - y)
