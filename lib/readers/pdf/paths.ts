import { type Box } from './box.ts'
import { type Matrix, transform } from './matrix.ts'
import type { Rule } from './page.ts'

type Point = readonly [x: number, y: number]

/** The commands of a path as pdf.js gives them, each followed by its coordinates. */
const MOVE = 0
const LINE = 1
const CURVE = 2
const QUADRATIC = 3
const CLOSE = 4

/** What a path draws, on the page: polygons, of which those with curves are not followed. */
export interface Polygon {
  readonly points: readonly Point[]
  readonly closed: boolean
  readonly curved: boolean
}

/** The polygons of a path. Coordinates that are no numbers end it. */
export function polygonsOf(data: ArrayLike<number>, matrix: Matrix): Polygon[] {
  const polygons: Polygon[] = []
  let points: Point[] = []
  let curved = false
  const finish = (closed: boolean) => {
    if (points.length > 1) polygons.push({ points, closed, curved })
    points = []
    curved = false
  }
  const add = (at: number) => {
    const point = transform(matrix, data[at] ?? NaN, data[at + 1] ?? NaN)
    if (Number.isFinite(point[0]) && Number.isFinite(point[1])) points.push(point)
  }
  for (let at = 0; at < data.length; ) {
    const command = data[at]
    if (command === MOVE) finish(false)
    if (command === MOVE || command === LINE) {
      add(at + 1)
      at += 3
    } else if (command === CURVE || command === QUADRATIC) {
      curved = true
      add(at + (command === CURVE ? 5 : 3))
      at += command === CURVE ? 7 : 5
    } else if (command === CLOSE) {
      const [start] = points
      finish(true)
      if (start) points.push(start)
      at += 1
    } else break
  }
  finish(false)
  return polygons
}

/** A line that leans less than this, in points over its length, was meant to be straight. */
const LEAN = 0.6
/** Thicker rectangles are areas, not rules. */
const THICKEST = 3.6

export interface Rules {
  readonly horizontal: Rule[]
  readonly vertical: Rule[]
}

/** Adds the straight sides of a polygon that is stroked. */
export function strokeRules({ points, closed, curved }: Polygon, rules: Rules): void {
  if (curved) return
  const corners = closed && points[0] ? [...points, points[0]] : points
  for (const [index, to] of corners.entries()) {
    const from = corners[index - 1]
    if (from) addRule(from, to, rules)
  }
}

function addRule([x0, y0]: Point, [x1, y1]: Point, { horizontal, vertical }: Rules): void {
  const [across, down] = [Math.abs(x1 - x0), Math.abs(y1 - y0)]
  if (across === 0 && down === 0) return
  if (down <= LEAN && across >= down) horizontal.push({ at: (y0 + y1) / 2, from: Math.min(x0, x1), to: Math.max(x0, x1) })
  else if (across <= LEAN) vertical.push({ at: (x0 + x1) / 2, from: Math.min(y0, y1), to: Math.max(y0, y1) })
}

/** Adds a filled area as the rule that it is, if it is a thin one; a dot may belong to a dotted line of either kind. */
export function fillRules({ left, top, right, bottom }: Box, { horizontal, vertical }: Rules): void {
  const [across, down] = [right - left, bottom - top]
  const isDot = across <= THICKEST && down <= THICKEST
  if (isDot || (down <= THICKEST && across >= down)) horizontal.push({ at: (top + bottom) / 2, from: left, to: right })
  if (isDot || (across <= THICKEST && down >= across)) vertical.push({ at: (left + right) / 2, from: top, to: bottom })
}

/** What is seen of a line within a clip: where it may stand, give or take half of its width, and where it may go. */
export function clipped({ at, from, to }: Rule, [low, high]: readonly [number, number], [first, last]: readonly [number, number]): Rule[] {
  const seen = { at, from: Math.max(from, first), to: Math.min(to, last) }
  return at >= low - LEAN && at <= high + LEAN && seen.from <= seen.to ? [seen] : []
}

/** The rectangle that a polygon is; null if it is none along the axes. */
export function rectangleOf({ points, curved }: Polygon): Box | null {
  if (curved || points.length < 4 || points.length > 6) return null
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
  const box = { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) }
  const isCorner = ([x, y]: Point) => near(x, box.left, box.right) && near(y, box.top, box.bottom)
  return points.every(isCorner) ? box : null
}

const near = (value: number, low: number, high: number): boolean => value - low <= LEAN || high - value <= LEAN
