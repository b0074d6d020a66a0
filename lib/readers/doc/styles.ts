import { eachSprm } from './sprms.ts'

/** What a style says that matters here. */
export interface Style {
  readonly base: number
  /** `heading N` of Word itself. */
  readonly heading: number | undefined
  readonly paragraph: Buffer
  readonly characters: Buffer
}

const NONE = Buffer.alloc(0)
const [PARAGRAPH, CHARACTER] = [1, 2]
const MAX_DEPTH = 12
const HIDDEN = 0x083c

/** The styles of a document by their numbers ([MS-DOC] 2.9.271, STSH). */
export class Styles {
  readonly #styles: readonly (Style | null)[]
  readonly #hidden = new Map<number, boolean>()

  constructor(part: Buffer) {
    this.#styles = part.length < 8 ? [] : readStyles(part)
  }

  /** The changes of format that a paragraph style makes, those of the styles under it first. */
  paragraph(number: number): { readonly heading: number | undefined; readonly changes: readonly Buffer[] } {
    const line = this.#line(number)
    return { heading: line.findLast(({ heading }) => heading !== undefined)?.heading, changes: line.map(({ paragraph }) => paragraph) }
  }

  /** Whether the style hides its text. */
  isHidden(number: number): boolean {
    const known = this.#hidden.get(number)
    if (known !== undefined) return known
    let hidden = false
    for (const { characters } of this.#line(number)) eachSprm(characters, (code, operand) => (hidden = code === HIDDEN ? operand[0] === 1 : hidden))
    this.#hidden.set(number, hidden)
    return hidden
  }

  /** The style and those that it is based on, the base first. */
  #line(number: number): Style[] {
    const line: Style[] = []
    let style = this.#styles[number]
    for (let depth = 0; style && depth < MAX_DEPTH; depth += 1) {
      line.unshift(style)
      style = this.#styles[style.base]
    }
    return line
  }
}

function readStyles(part: Buffer): (Style | null)[] {
  const headLength = part.readUInt16LE(0)
  const count = part.readUInt16LE(2)
  const baseLength = part.readUInt16LE(4)
  const styles: (Style | null)[] = []
  let at = 2 + headLength
  while (styles.length < count && at + 2 <= part.length) {
    const length = part.readUInt16LE(at)
    styles.push(length < 10 ? null : readStyle(part.subarray(at + 2, at + 2 + length), baseLength))
    at += 2 + length
  }
  return styles
}

function readStyle(style: Buffer, baseLength: number): Style | null {
  if (style.length < baseLength + 2) return null
  const known = style.readUInt16LE(0) & 0xfff
  const [kind, base] = [style.readUInt16LE(2) & 0xf, style.readUInt16LE(2) >> 4]
  const updates = formatsAt(style, baseLength + 2 + (style.readUInt16LE(baseLength) + 1) * 2)
  return {
    base,
    heading: known >= 1 && known <= 9 ? Math.min(known, 6) : undefined,
    paragraph: kind === PARAGRAPH ? (updates[0] ?? NONE).subarray(2) : NONE,
    characters: (kind === PARAGRAPH ? updates[1] : kind === CHARACTER ? updates[0] : undefined) ?? NONE,
  }
}

function formatsAt(style: Buffer, start: number): Buffer[] {
  const updates: Buffer[] = []
  for (let at = start; at + 2 <= style.length && updates.length < 2; ) {
    const length = style.readUInt16LE(at)
    updates.push(style.subarray(at + 2, at + 2 + length))
    at += 2 + length + (length % 2)
  }
  return updates
}
