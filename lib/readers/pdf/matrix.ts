/** `[a b c d e f]` of ISO 32000, 8.3.4: x' = ax + cy + e, y' = bx + dy + f. */
export type Matrix = readonly [number, number, number, number, number, number]

export const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0]

/** First `inner`, then `outer`. */
export function multiply(outer: Matrix, inner: Matrix): Matrix {
  const [a, b, c, d, e, f] = outer
  const [g, h, i, j, k, l] = inner
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f]
}

export const transform = ([a, b, c, d, e, f]: Matrix, x: number, y: number): readonly [number, number] => [a * x + c * y + e, b * x + d * y + f]

/** A matrix out of six numbers of a file; null if they are not that. */
export function matrixOf(value: readonly number[]): Matrix | null {
  const [a, b, c, d, e, f] = value
  if (a === undefined || b === undefined || c === undefined || d === undefined || e === undefined || f === undefined) return null
  return value.every(Number.isFinite) ? [a, b, c, d, e, f] : null
}
