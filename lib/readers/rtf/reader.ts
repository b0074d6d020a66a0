import { FlowBuilder } from '../flow/builder.ts'
import { written } from '../flow/written.ts'
import { damaged } from '../refusal.ts'
import { decodeBytes, type Font } from './charsets.ts'
import { RowDefinition } from './row.ts'
import type { Sink } from './scan.ts'
import { CHARACTERS, KNOWN, NUMBERING, UNSEEN } from './words.ts'

type Destination = 'body' | 'fonts' | 'styles' | 'number' | 'unseen'

/** What holds until the group ends. */
interface Group {
  destination: Destination
  hidden: boolean
  deleted: boolean
  font: number
  /** Fonts named for text from right to left are not for this text. */
  fromRight: boolean
  /** How many characters follow `\u` for programs that do not know it. */
  substitutes: number
  inTable: boolean
  depth: number
  heading: number | undefined
  inNestedRow: boolean
  picture: 'none' | 'seen' | 'small'
}

const ROOT: Group = {
  destination: 'body', hidden: false, deleted: false, font: -1, fromRight: false, substitutes: 1,
  inTable: false, depth: 1, heading: undefined, inNestedRow: false, picture: 'none',
}
/** Word nests some 20 groups. */
const MAX_DEPTH = 500
/** A file may hold as many fonts as it likes, but not more than these are kept. */
const MAX_DEFINITIONS = 10_000
/** Half an inch: icons and rules are no pictures of a table. */
const ICON = 720

/** Collects what a person sees of an RTF file while it is scanned. */
export class RtfReader implements Sink {
  readonly flow = new FlowBuilder()
  readonly #groups: Group[] = []
  #group: Group = { ...ROOT }
  #fresh = false
  #starred = false
  #skip = 0
  #bytes = ''
  #text = ''
  #number = ''
  #codePage = 1252
  #defaultFont = -1
  readonly #fonts = new Map<number, Font>()
  readonly #headings = new Map<number, number>()
  #defined = -1
  #row = new RowDefinition()
  #nestedRow = new RowDefinition()
  #ended = false

  /** Whether all groups that began have ended. */
  get isComplete(): boolean {
    return this.#ended
  }

  open(): void {
    if (this.#ended) return
    if (this.#groups.length >= MAX_DEPTH) throw damaged()
    this.#flush()
    this.#skip = 0
    this.#groups.push(this.#group)
    this.#group = { ...this.#group, picture: 'none' }
    this.#fresh = true
    this.#starred = false
  }

  close(): void {
    if (this.#ended) return
    this.#flush()
    this.#skip = 0
    if (this.#group.picture === 'seen') this.flow.add({ kind: 'picture' }, this.#depth)
    this.#group = this.#groups.pop() ?? this.#group
    this.#fresh = false
    if (this.#groups.length === 0) {
      this.#endParagraph()
      this.#ended = true
    }
  }

  plain(bytes: string): void {
    const rest = this.#skip > 0 ? bytes.slice(this.#skip) : bytes
    this.#skip = Math.max(0, this.#skip - bytes.length)
    this.#fresh = false
    if (this.#isSeen) this.#bytes += rest
  }

  byte(code: number): void {
    this.#fresh = false
    if (this.#skip > 0) this.#skip -= 1
    else if (this.#isSeen) this.#bytes += String.fromCharCode(code)
  }

  word(word: string, value: number | null): void {
    if (this.#ended) return
    if (word === '*') {
      this.#starred = true
      return
    }
    if (this.#skip > 0) {
      this.#skip -= 1
      return
    }
    if (this.#fresh) {
      this.#fresh = false
      if (this.#beginDestination(word)) return
    }
    const { destination } = this.#group
    if (destination === 'fonts') this.#defineFont(word, value)
    else if (destination === 'styles') this.#defineStyle(word, value)
    else if (destination === 'unseen') this.#measurePicture(word, value)
    else this.#apply(word, value)
  }

  /** @returns whether the first word of a group makes it hold something else than text. */
  #beginDestination(word: string): boolean {
    const group = this.#group
    if (group.destination === 'unseen' || group.destination === 'fonts') return false
    if (word === 'pict') group.picture = group.hidden || group.deleted ? 'none' : 'seen'
    if (word === 'nesttableprops') {
      group.inNestedRow = true
      this.#nestedRow = new RowDefinition()
    } else if (word === 'fonttbl') group.destination = 'fonts'
    else if (word === 'stylesheet') group.destination = 'styles'
    else if (NUMBERING.has(word)) {
      group.destination = 'number'
      this.#number = ''
    } else if (word === 'pict' || UNSEEN.has(word) || (this.#starred && !KNOWN.has(word))) group.destination = 'unseen'
    else return this.#starred
    return true
  }

  #defineFont(word: string, value: number | null): void {
    if (word === 'f') this.#defined = value ?? 0
    const font = this.#fonts.get(this.#defined) ?? { charset: null, codePage: null }
    if (this.#fonts.size > MAX_DEFINITIONS) return
    if (word === 'fcharset') this.#fonts.set(this.#defined, { ...font, charset: value })
    else if (word === 'cpg') this.#fonts.set(this.#defined, { ...font, codePage: value })
  }

  #defineStyle(word: string, value: number | null): void {
    if (word === 's') this.#defined = value ?? 0
    else if (word === 'outlinelevel' && this.#headings.size < MAX_DEFINITIONS) this.#headings.set(this.#defined, value ?? 9)
  }

  #measurePicture(word: string, value: number | null): void {
    const group = this.#group
    if (group.picture === 'seen' && (word === 'picwgoal' || word === 'pichgoal') && value !== null && value <= ICON) group.picture = 'small'
  }

  #apply(word: string, value: number | null): void {
    const character = CHARACTERS.get(word)
    if (character !== undefined) this.#write(character)
    else if (word === 'u') this.#unicode(value ?? 0)
    else if (!this.#format(word, value) && !this.#structure(word)) this.#rowOf().word(word, value)
  }

  #unicode(value: number): void {
    this.#write(String.fromCharCode(value & 0xffff))
    this.#skip = this.#group.substitutes
  }

  /** Words that change how what follows is read. */
  #format(word: string, value: number | null): boolean {
    const group = this.#group
    switch (word) {
      case 'f':
      case 'af':
        if (group.fromRight) return true
        this.#flush()
        group.font = value ?? -1
        return true
      case 'rtlch':
      case 'ltrch':
        group.fromRight = word === 'rtlch'
        return true
      case 'v':
        this.#flush()
        group.hidden = value !== 0
        return true
      case 'deleted':
        this.#flush()
        group.deleted = value !== 0
        return true
      case 'plain':
        this.#flush()
        Object.assign(group, { hidden: false, deleted: false, font: this.#defaultFont, fromRight: false })
        return true
      case 'uc':
        group.substitutes = Math.min(Math.max(0, value ?? 1), 10)
        return true
      case 'ansicpg':
        this.#codePage = value ?? 1252
        return true
      case 'deff':
        this.#defaultFont = value ?? -1
        group.font = this.#defaultFont
        return true
      case 'pard':
        Object.assign(group, { inTable: false, depth: 1, heading: this.#headingOf(this.#headings.get(0)) })
        return true
      case 'intbl':
        group.inTable = true
        return true
      case 'itap':
        group.inTable = (value ?? 0) > 0
        group.depth = Math.max(1, value ?? 1)
        return true
      case 's':
        group.heading = this.#headingOf(this.#headings.get(value ?? 0))
        return true
      case 'outlinelevel':
        group.heading = this.#headingOf(value ?? 9)
        return true
      default:
        return false
    }
  }

  /** Words that end a paragraph, a cell or a row. */
  #structure(word: string): boolean {
    switch (word) {
      case 'par':
      case 'sect':
        this.#endParagraph()
        return true
      case 'cell':
        this.#endCell(1)
        return true
      case 'nestcell':
        this.#endCell(Math.max(2, this.#group.depth))
        return true
      case 'row':
        this.flow.endRow(1, this.#row.frames)
        return true
      case 'nestrow':
        this.flow.endRow(Math.max(2, this.#group.depth), this.#nestedRow.frames)
        return true
      case 'trowd':
        if (this.#group.inNestedRow) this.#nestedRow = new RowDefinition()
        else this.#row = new RowDefinition()
        return true
      default:
        return false
    }
  }

  #rowOf(): RowDefinition {
    return this.#group.inNestedRow ? this.#nestedRow : this.#row
  }

  #headingOf(outline: number | undefined): number | undefined {
    return outline !== undefined && outline >= 0 && outline < 9 ? Math.min(outline + 1, 6) : undefined
  }

  get #isSeen(): boolean {
    const { destination, hidden, deleted } = this.#group
    return (destination === 'body' || destination === 'number') && !hidden && !deleted
  }

  get #depth(): number {
    return this.#group.inTable ? this.#group.depth : 0
  }

  #write(text: string): void {
    this.#flush()
    if (!this.#isSeen) return
    if (this.#group.destination === 'number') this.#number += text
    else this.#text += text
  }

  /** Bytes are decoded in runs: a character may be two of them. */
  #flush(): void {
    if (this.#bytes === '') return
    const bytes = this.#bytes
    this.#bytes = ''
    this.#write(decodeBytes(bytes, this.#fonts.get(this.#group.font), this.#codePage))
  }

  #endParagraph(): void {
    this.#addParagraph(this.#depth)
  }

  #endCell(depth: number): void {
    this.#addParagraph(depth)
    this.flow.endCell(depth)
  }

  #addParagraph(depth: number): void {
    this.#flush()
    const number = this.#number.trim()
    const { heading } = this.#group
    // Bullets are no numbers.
    const shown = /[\p{L}\p{N}]/u.test(number) ? number : undefined
    if (this.#text.trim() !== '' || shown !== undefined) this.flow.add(written(this.#text, heading, shown, depth > 0), depth)
    this.#text = ''
    this.#number = ''
  }
}
