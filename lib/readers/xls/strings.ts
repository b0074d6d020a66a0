import { damaged } from '../refusal.ts'

const [WIDE, PHONETIC, RICH] = [1, 4, 8]

/** Texts in a record and those that continue it ([MS-XLS] 2.5.293 XLUnicodeRichExtendedString). */
export class Texts {
  readonly #parts: readonly Buffer[]
  #part = 0
  #at: number

  /** @param start where in the first part to begin. */
  constructor(parts: readonly Buffer[], start: number) {
    this.#parts = parts
    this.#at = start
  }

  /** The next text, without what is said about its looks. @throws {Refusal} `damaged-file` if it is not whole. */
  next(): string {
    const length = this.#number(2)
    const flags = this.#number(1)
    const runs = flags & RICH ? this.#number(2) : 0
    const phonetic = flags & PHONETIC ? this.#number(4) : 0
    const text = this.#characters(length, flags)
    this.#skip(runs * 4 + phonetic)
    return text
  }

  /** A text may be cut anywhere; each part tells anew how wide its characters are. */
  #characters(length: number, flags: number): string {
    let text = ''
    let width = flags & WIDE ? 2 : 1
    for (let left = length; left > 0; ) {
      const part = this.#parts[this.#part]
      if (!part) throw damaged()
      const count = Math.min(left, Math.floor((part.length - this.#at) / width))
      const end = this.#at + count * width
      text += part.toString(width === 2 ? 'utf16le' : 'latin1', this.#at, end)
      this.#at = end
      left -= count
      if (left > 0) {
        this.#nextPart()
        width = this.#number(1) & WIDE ? 2 : 1
      }
    }
    return text
  }

  #number(size: 1 | 2 | 4): number {
    while (this.#at >= (this.#parts[this.#part]?.length ?? Infinity)) this.#nextPart()
    const part = this.#parts[this.#part]
    if (!part || this.#at + size > part.length) throw damaged()
    this.#at += size
    return part.readUIntLE(this.#at - size, size)
  }

  #skip(bytes: number): void {
    let left = bytes
    for (let part = this.#parts[this.#part]; part && this.#at + left > part.length; part = this.#parts[this.#part]) {
      left -= part.length - this.#at
      this.#nextPart()
    }
    this.#at += left
  }

  #nextPart(): void {
    this.#part += 1
    this.#at = 0
    if (this.#part > this.#parts.length) throw damaged()
  }
}

/** A text with one byte for its length and one for its width. */
export function shortText(data: Buffer, at: number): string {
  const [length, flags] = [data.readUInt8(at), data.readUInt8(at + 1)]
  return data.toString(flags & WIDE ? 'utf16le' : 'latin1', at + 2, at + 2 + length * (flags & WIDE ? 2 : 1))
}
