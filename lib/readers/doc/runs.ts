/** What formats a stretch of the text stream, from `start` to `end`. */
export interface Run {
  readonly start: number
  readonly end: number
  readonly changes: Buffer
  /** The number of the paragraph's style. */
  readonly style: number
}

type Unpack = (page: Buffer, at: number) => Pick<Run, 'changes' | 'style'>

const PAGE = 512
const NONE = Buffer.alloc(0)

/** The formats of paragraphs, or of characters, with the end that each reaches to, by rising position ([MS-DOC] 2.9.33, FKP). */
export class Runs {
  readonly #pages: readonly { readonly start: number; readonly page: Buffer }[]
  readonly #width: number
  readonly #unpack: Unpack
  #open = -1
  #runs: readonly Run[] = []

  /** @param part the list of pages in the table stream. */
  private constructor(text: Buffer, part: Buffer, width: number, unpack: Unpack) {
    const count = Math.max(0, Math.floor((part.length - 4) / 8))
    this.#pages = Array.from({ length: count }, (_, index) => {
      const number = part.readUInt32LE((count + 1) * 4 + index * 4) & 0x3fffff
      return { start: part.readUInt32LE(index * 4), page: text.subarray(number * PAGE, (number + 1) * PAGE) }
    })
    this.#width = width
    this.#unpack = unpack
  }

  static ofParagraphs(text: Buffer, part: Buffer): Runs {
    return new Runs(text, part, 13, paragraphChanges)
  }

  static ofCharacters(text: Buffer, part: Buffer): Runs {
    return new Runs(text, part, 1, characterChanges)
  }

  /** The run over a position of the text stream; an empty one up to `end` where the file has none. */
  at(position: number, end: number): Run {
    const page = this.#pageOf(position)
    if (page !== this.#open) {
      this.#open = page
      this.#runs = this.#read(this.#pages[page]?.page)
    }
    const found = this.#runs.find((run) => position >= run.start && position < run.end)
    return found ?? { start: position, end, changes: NONE, style: 0 }
  }

  #pageOf(position: number): number {
    let [low, high] = [0, this.#pages.length - 1]
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.#pages[middle]?.start ?? 0) <= position) low = middle
      else high = middle - 1
    }
    return low
  }

  #read(page: Buffer | undefined): Run[] {
    if (page?.length !== PAGE) return []
    const count = Math.min(page[PAGE - 1] ?? 0, Math.floor((PAGE - 5) / (4 + this.#width)))
    return Array.from({ length: count }, (_, index) => {
      const at = (page[(count + 1) * 4 + index * this.#width] ?? 0) * 2
      return { start: page.readUInt32LE(index * 4), end: page.readUInt32LE((index + 1) * 4), ...this.#unpack(page, at) }
    })
  }
}

function characterChanges(page: Buffer, at: number): Pick<Run, 'changes' | 'style'> {
  return { style: 0, changes: at === 0 ? NONE : page.subarray(at + 1, at + 1 + (page[at] ?? 0)) }
}

function paragraphChanges(page: Buffer, at: number): Pick<Run, 'changes' | 'style'> {
  if (at === 0) return { style: 0, changes: NONE }
  const words = page[at] ?? 0
  const start = words === 0 ? at + 2 : at + 1
  const length = words === 0 ? (page[at + 1] ?? 0) * 2 : words * 2 - 1
  const all = page.subarray(start, Math.min(start + length, PAGE))
  return all.length < 2 ? { style: 0, changes: NONE } : { style: all.readUInt16LE(0), changes: all.subarray(2) }
}
