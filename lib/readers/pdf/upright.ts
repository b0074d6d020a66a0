import type { Box } from './box.ts'
import type { Direction, Glyph, Page, Rule } from './page.ts'

/**
 * The page turned so that most of its text runs from left to right: a wide table is often printed along the long side
 * of a page that is not turned itself.
 */
export function upright(page: Page): Page {
  const turn = mainDirection(page.glyphs)
  if (turn === 0) return page
  const { width, height } = page
  const point = ([x, y]: readonly [number, number]): readonly [number, number] =>
    turn === 1 ? [y, width - x] : turn === 2 ? [width - x, height - y] : [height - y, x]
  const box = ({ left, top, right, bottom }: Box): Box => {
    const [x0, y0] = point([left, top])
    const [x1, y1] = point([right, bottom])
    return { left: Math.min(x0, x1), top: Math.min(y0, y1), right: Math.max(x0, x1), bottom: Math.max(y0, y1) }
  }
  const boxes = [
    ...page.horizontal.map(({ at, from, to }) => box({ left: from, right: to, top: at, bottom: at })),
    ...page.vertical.map(({ at, from, to }) => box({ left: at, right: at, top: from, bottom: to })),
  ]
  return {
    ...page,
    width: turn === 2 ? width : height,
    height: turn === 2 ? height : width,
    glyphs: page.glyphs.map((glyph) => turned(glyph, turn, point([glyph.x, glyph.y]))),
    horizontal: boxes.filter(isHorizontal).map(({ left, right, top }): Rule => ({ at: top, from: left, to: right })),
    vertical: boxes.filter((rule) => !isHorizontal(rule)).map(({ left, top, bottom }): Rule => ({ at: left, from: top, to: bottom })),
    pictures: page.pictures.map(box),
  }
}

const isHorizontal = ({ left, right, top, bottom }: Box): boolean => right - left >= bottom - top

function turned(glyph: Glyph, turn: 1 | 2 | 3, [x, y]: readonly [number, number]): Glyph {
  const direction: Direction = glyph.direction === 'skew' ? 'skew' : (DIRECTIONS[(glyph.direction - turn + 4) % 4] ?? 'skew')
  return { ...glyph, x, y, direction }
}

const DIRECTIONS = [0, 1, 2, 3] as const

function mainDirection(glyphs: readonly Glyph[]): 0 | 1 | 2 | 3 {
  const counts: [number, number, number, number] = [0, 0, 0, 0]
  for (const { direction } of glyphs) if (direction !== 'skew') counts[direction] += 1
  const most = Math.max(...counts)
  return DIRECTIONS[counts.indexOf(most)] ?? 0
}
