import { numbered } from '../flow/written.ts'

/** Runs of these show as one blank. */
const isBlank = (code: number) => code === 0x20 || (code >= 0x09 && code <= 0x0d && code !== 0x0b) || code === 0xa0
/** These show as nothing: soft hyphens, zero-width blanks and joiners, stray byte order marks. */
const isNothing = (code: number) => code === 0xad || (code >= 0x200b && code <= 0x200d) || code === 0x2060 || code === 0xfeff
/** Chinese is broken across source lines without a blank: Word wraps its HTML so. */
const isWide = (code: number) => code >= 0x2e80 || (code >= 0x2018 && code <= 0x201d)

export interface Line {
  readonly text: string
  /** Which line of the page's text it is, counting from 1. */
  readonly line: number
  readonly start: number
  readonly end: number
}

/** The text of a page as it grows: white space collapsed, lines apart, every offset final at once. */
export class PageText {
  readonly #parts: string[] = []
  #line = ''
  #gap: '' | ' ' | '\n' = ''
  #fresh = true
  #lines = 1
  /** Of all finished lines; where the next one will begin, or just before it. */
  length = 0

  /** Adds to the current line as HTML does, runs of white space as one blank. */
  write(value: string): void {
    let from = 0
    for (let at = 0; at < value.length; at += 1) {
      const code = value.charCodeAt(at)
      const blank = isBlank(code)
      if (!blank && !isNothing(code)) continue
      if (at > from) this.#add(value.slice(from, at))
      if (blank && this.#line !== '') this.#gap = code === 0x0a || this.#gap === '\n' ? '\n' : ' '
      from = at + 1
    }
    if (from < value.length) this.#add(value.slice(from))
  }

  /** Adds to the current line as it stands, line breaks included. */
  writeRaw(value: string): void {
    this.#line += value
  }

  /**
   * Ends the line. @returns it trimmed, and where it stands; null if nothing is on it.
   * @param number the automatic number that is shown before it.
   */
  endLine(number: string | undefined, inCell: boolean): Line | null {
    const words = this.#line.trim()
    return this.#end(words === '' ? '' : numbered(words, number, inCell))
  }

  /** Ends lines that were written raw: indents and inner breaks stay. */
  endRaw(): Line | null {
    return this.#end(this.#line.replace(/^\s*\n/, '').trimEnd())
  }

  #end(text: string): Line | null {
    this.#line = ''
    this.#gap = ''
    if (text === '') return null
    this.freshLine()
    const [start, line] = [this.length, this.#lines]
    this.#push(text)
    this.#fresh = false
    return { text, line, start, end: this.length }
  }

  /** Makes sure that the next line does not touch what stands before. */
  freshLine(): void {
    if (!this.#fresh) this.separate('\n')
  }

  separate(mark: '\t' | '\n'): void {
    this.#push(mark)
    this.#fresh = true
  }

  toString(): string {
    return this.#parts.join('')
  }

  #add(word: string): void {
    const joint = this.#gap === '\n' && isWide(this.#line.charCodeAt(this.#line.length - 1)) && isWide(word.charCodeAt(0))
    this.#line += joint || this.#gap === '' ? word : ` ${word}`
    this.#gap = ''
  }

  #push(text: string): void {
    this.#parts.push(text)
    this.length += text.length
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.#lines += 1
  }
}
