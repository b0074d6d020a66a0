import { FlowBuilder } from '../flow/builder.ts'
import type { Item } from '../flow/items.ts'
import { written } from '../flow/written.ts'
import type { Lists } from '../flow/lists.ts'
import { damaged } from '../refusal.ts'
import { type CharacterFormat, characterFormat } from './characters.ts'
import type { WordFile } from './fib.ts'
import { formatOf } from './paragraph.ts'
import { type Piece, readPieces } from './pieces.ts'
import { framesOf } from './row.ts'
import { Runs } from './runs.ts'
import { Styles } from './styles.ts'

/** Half an inch: icons and rules are no pictures of a table. */
const ICON = 720
const CONTROL = /[\0-\x1f]/
const ANSI = new TextDecoder('windows-1252')
/** Characters that stand for others. */
const SHOWN: Readonly<Record<string, string>> = { '\t': ' ', '\v': '\n', '\x0e': '\n', '\x1e': '-' }

/** Collects what a person sees of a Word file, piece by piece of its text. */
export class Body {
  readonly #file: WordFile
  readonly #flow = new FlowBuilder()
  readonly #styles: Styles
  readonly #lists: Lists
  readonly #paragraphs: Runs
  readonly #characters: Runs
  /** For each open field whether its code is being given; its result comes after. */
  readonly #fields: boolean[] = []
  #pictures = 0
  #text = ''

  constructor(file: WordFile, lists: Lists) {
    this.#file = file
    this.#lists = lists
    this.#styles = new Styles(file.parts.styles)
    this.#paragraphs = Runs.ofParagraphs(file.text, file.parts.paragraphs)
    this.#characters = Runs.ofCharacters(file.text, file.parts.characters)
  }

  /** All that stands in the body. @throws {Refusal} `damaged-file` if text is missing. */
  read(): readonly Item[] {
    let left = this.#file.bodyLength
    for (const piece of readPieces(this.#file.parts.pieces)) {
      this.#piece({ ...piece, length: Math.min(piece.length, left) })
      left -= piece.length
      if (left <= 0) break
    }
    if (left > 0) throw damaged()
    this.#endParagraph(formatOf(undefined, [], this.#file.data))
    return this.#flow.finish()
  }

  #piece({ offset, length, width, changes }: Piece): void {
    const end = offset + length * width
    const bytes = this.#file.text.subarray(offset, end)
    if (bytes.length < length * width) throw damaged()
    const text = width === 1 ? ANSI.decode(bytes) : bytes.toString('utf16le')
    let at = 0
    while (at < length) {
      const position = offset + at * width
      const run = this.#characters.at(position, end)
      const paragraph = this.#paragraphs.at(position, end)
      const next = Math.min(length, at + Math.max(1, Math.ceil((Math.min(run.end, paragraph.end) - position) / width)))
      const format = characterFormat([run.changes, changes], this.#styles.isHidden(paragraph.style), this.#styles)
      this.#run(text.slice(at, next), format, position, width, changes)
      at = next
    }
  }

  #run(text: string, format: CharacterFormat, position: number, width: number, changes: Buffer): void {
    if (!CONTROL.test(text) && !format.special) {
      this.#write(text, format)
      return
    }
    for (let at = 0; at < text.length; at += 1) {
      const character = text.charAt(at)
      if (character === '\r' || character === '\x07' || character === '\f') this.#mark(character, format, position + at * width, changes)
      else this.#character(character, format)
    }
  }

  #character(character: string, format: CharacterFormat): void {
    if (character === '\x13') this.#fields.push(true)
    else if (character === '\x14' && this.#fields.length > 0) this.#fields[this.#fields.length - 1] = false
    else if (character === '\x15') this.#fields.pop()
    else if (format.special && format.symbol !== null && character === '(') this.#write(format.symbol, format)
    else if (character === '\x01' || character === '\b') this.#picture(character, format)
    else if (character >= ' ') this.#write(character, format)
    else this.#write(SHOWN[character] ?? '', format)
  }

  #write(text: string, { hidden }: CharacterFormat): void {
    if (!hidden && !this.#fields.includes(true)) this.#text += text
  }

  #picture(character: string, { hidden, special, picture }: CharacterFormat): void {
    if (hidden || !special) return
    if (character === '\b' || (picture !== null && this.#isLarge(picture))) this.#pictures += 1
  }

  /** By the size that its header wants ([MS-DOC] 2.9.192, PICF). */
  #isLarge(at: number): boolean {
    const header = this.#file.data.subarray(Math.max(0, at), Math.max(0, at) + 32)
    return header.length < 32 || (header.readInt16LE(28) > ICON && header.readInt16LE(30) > ICON)
  }

  /** A mark that ends a paragraph, a cell, a row or a section. */
  #mark(mark: string, { hidden }: CharacterFormat, position: number, pieceChanges: Buffer): void {
    const run = this.#paragraphs.at(position, position + 1)
    const { heading, changes } = this.#styles.paragraph(run.style)
    const format = formatOf(heading, [...changes, run.changes, pieceChanges], this.#file.data)
    const depth = mark === '\x07' ? Math.max(1, format.depth) : format.depth
    if (format.endsRow && depth > 0) {
      this.#text = ''
      this.#flow.endRow(depth, framesOf(Buffer.concat([...format.changes])))
    } else if (mark === '\x07' || (format.endsInnerCell && depth > 1)) {
      this.#endParagraph({ ...format, depth })
      this.#flow.endCell(depth)
    } else if (!hidden) this.#endParagraph(format)
  }

  #endParagraph({ depth, heading, list, level }: Pick<ReturnType<typeof formatOf>, 'depth' | 'heading' | 'list' | 'level'>): void {
    const number = list === 0 ? undefined : this.#lists.next(String(list), level)
    if (this.#text.trim() !== '' || number !== undefined) this.#flow.add(written(this.#text, heading, number, depth > 0), depth)
    for (; this.#pictures > 0; this.#pictures -= 1) this.#flow.add({ kind: 'picture' }, depth)
    this.#text = ''
  }
}
