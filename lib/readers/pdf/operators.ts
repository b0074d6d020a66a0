import type { FontGlyph } from './text.ts'

/** One page as pdf.js tells it: operators and what each works on, in the order in which they paint. */
export interface Operators {
  readonly fnArray: readonly number[]
  readonly argsArray: readonly unknown[]
}

/** What an operator works on, read with care: a file may hold anything. */
export class Operands {
  readonly #values: readonly unknown[]

  constructor(values: unknown) {
    this.#values = Array.isArray(values) ? values : []
  }

  number(at: number): number {
    const value = this.#values[at]
    return typeof value === 'number' && Number.isFinite(value) ? value : 0
  }

  text(at: number): string {
    const value = this.#values[at]
    return typeof value === 'string' ? value : ''
  }

  value(at: number): unknown {
    return this.#values[at]
  }

  /** All of them as numbers, as for a matrix. */
  numbers(): readonly number[] {
    return this.#values.filter((value) => typeof value === 'number')
  }

  numbersAt(at: number): readonly number[] {
    return numbersOf(this.#values[at])
  }

  /** What stands at `at`, as operands in turn. */
  list(at: number): Operands {
    return new Operands(this.#values[at])
  }

  *[Symbol.iterator](): Generator {
    yield* this.#values
  }
}

export function numbersOf(value: unknown): readonly number[] {
  if (value instanceof Float32Array || value instanceof Float64Array || value instanceof Float16Array) return Array.from(value)
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'number') : []
}

/** The characters and gaps of a string that is shown. */
export function stringOf(value: unknown): (FontGlyph | number)[] {
  if (!Array.isArray(value)) return []
  return value.flatMap((entry: unknown): (FontGlyph | number)[] => {
    if (typeof entry === 'number') return Number.isFinite(entry) ? [entry] : []
    const glyph = glyphOf(entry)
    return glyph ? [glyph] : []
  })
}

function glyphOf(entry: unknown): FontGlyph | null {
  if (typeof entry !== 'object' || entry === null || !('unicode' in entry) || typeof entry.unicode !== 'string') return null
  const width = 'width' in entry && typeof entry.width === 'number' ? entry.width : 0
  const [advance, x, y] = 'vmetric' in entry ? numbersOf(entry.vmetric) : []
  return {
    unicode: entry.unicode,
    width,
    isSpace: 'isSpace' in entry && entry.isSpace === true,
    code: 'originalCharCode' in entry && typeof entry.originalCharCode === 'number' ? entry.originalCharCode : null,
    vertical: advance === undefined || x === undefined || y === undefined ? null : [advance, x, y],
  }
}

/** Settings of the graphics state by name (ISO 32000, table 57). */
export function settingsOf(value: unknown): ReadonlyMap<string, unknown> {
  const settings = new Map<string, unknown>()
  if (!Array.isArray(value)) return settings
  for (const entry of value) {
    const [name, setting] = Array.isArray(entry) ? (entry as readonly unknown[]) : []
    if (typeof name === 'string') settings.set(name, setting)
  }
  return settings
}
