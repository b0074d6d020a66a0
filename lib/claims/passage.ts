import type { Aspect, Paragraph, Place, Report, SectionKey } from '../report/index.ts'
import { TRADITIONAL_PAIRS } from '../report/traditional.ts'

/**
 * A run of the narrative that belongs together, folded for matching: no white space (one space where it parted two
 * digits), half-width digits, simplified characters, one form of each punctuation mark. Offsets below are into `text`.
 */
export interface Passage {
  readonly text: string
  readonly section: SectionKey | null
  /** Of the sub-section of section one that it stands in. */
  readonly aspect: Aspect | null
  /** The place of `text.slice(start, end)` in the source. */
  readonly place: (start: number, end: number) => Place
}

/** Where one paragraph ends and the next goes on: `其中：` and its items on lines of their own. */
export const BREAK = '\n'

const MARKS: Readonly<Record<string, string>> = {
  ',': '，', '﹐': '，', ';': '；', '﹔': '；', ':': '：', '﹕': '：', '（': '(', '）': ')', '【': '(', '】': ')', '[': '(', ']': ')', '﹝': '〔', '﹞': '〕',
  '､': '、', '｡': '。', '!': '！', '?': '？', '"': '“', '＂': '“', '﹪': '%', '～': '~', '〜': '~', '–': '-', '—': '-', '－': '-', '−': '-', '〇': '零',
}

const DROPPED = 0
/** By UTF-16 code: what a character folds to; 0 if it shows nothing. */
const FOLDED = Uint16Array.from({ length: 0x10000 }, (_, code) => (code > 0xff0f && code < 0xff5b ? code - 0xfee0 : code))
for (let at = 0; at + 1 < TRADITIONAL_PAIRS.length; at += 2) FOLDED[TRADITIONAL_PAIRS.charCodeAt(at)] = TRADITIONAL_PAIRS.charCodeAt(at + 1)
for (const mark of '，；：！？') FOLDED[mark.charCodeAt(0)] = mark.charCodeAt(0)
for (const [from, to] of [...Object.entries(MARKS), ['％', '%'], ['．', '.']] as const) FOLDED[from.charCodeAt(0)] = to.charCodeAt(0)
for (let code = 0; code < 0x10000; code++) if (/[\s\u00ad\u200b-\u200f\u2060\ufeff]/u.test(String.fromCharCode(code))) FOLDED[code] = DROPPED

const COMMA = ','.charCodeAt(0)
const WIDE_COMMA = '，'.charCodeAt(0)
const SPACE = ' '.charCodeAt(0)
const isDigit = (code: number | undefined): boolean => code !== undefined && code >= 48 && code <= 57

interface Piece {
  readonly paragraph: Paragraph
  /** Of its first character in the passage's text. */
  readonly start: number
}

/** As many as one call takes as arguments. */
const CHUNK = 4096

class Builder {
  private readonly pieces: Piece[] = []
  private readonly at: number[] = []
  private readonly codes: number[] = []

  get isEmpty(): boolean {
    return this.codes.length === 0
  }

  add(paragraph: Paragraph): void {
    const { text, place } = paragraph
    if (!this.isEmpty) this.put(BREAK.charCodeAt(0), place.start)
    this.pieces.push({ paragraph, start: this.codes.length })
    let blank = false
    for (let index = 0; index < text.length; index++) {
      const code = text.charCodeAt(index)
      const folded = (code === COMMA && parts(text, index)) || (code === WIDE_COMMA && partsThousands(text, index)) ? COMMA : (FOLDED[code] ?? code)
      if (folded !== DROPPED) {
        if (blank && isDigit(folded) && isDigit(this.codes.at(-1))) this.put(SPACE, place.start + index)
        this.put(folded, place.start + index)
      }
      blank = folded === DROPPED
    }
  }

  private put(code: number, at: number): void {
    this.codes.push(code)
    this.at.push(at)
  }

  private text(): string {
    const chunks: string[] = []
    for (let from = 0; from < this.codes.length; from += CHUNK) chunks.push(String.fromCharCode(...this.codes.slice(from, from + CHUNK)))
    return chunks.join('')
  }

  passage(section: SectionKey | null, aspect: Aspect | null): Passage {
    const { at, pieces } = this
    const text = this.text()
    const place = (start: number, end: number): Place => {
      const piece = pieces.findLast((candidate) => candidate.start <= start)
      const whole = piece?.paragraph.place ?? { start: 0, end: 0 }
      const from = at[start] ?? whole.end
      return { ...whole, start: from, end: Math.max(from, Math.min((at[Math.max(start, end - 1)] ?? whole.end - 1) + 1, whole.end)) }
    }
    return { text, section, aspect, place }
  }
}

/** A comma between digits in groups of three parts thousands; any other is punctuation. */
const parts = (text: string, at: number): boolean => isDigit(text.charCodeAt(at - 1)) && /^\d{3}(?!\d)/u.test(text.slice(at + 1, at + 5))

/** `3，256.8万元`: a clause does not end in a bare number where the next begins with three digits and a unit. */
const partsThousands = (text: string, at: number): boolean =>
  isDigit(text.charCodeAt(at - 1)) && /(?<![\d.,，])[1-9]\d{0,2}$/u.test(text.slice(Math.max(0, at - 4), at)) && /^\d{3}(?:\.\d+)?[余多]?(?:[条件项份宗起例篇期次元]|万元)/u.test(text.slice(at + 1, at + 12))

const ENDED = /[。！？!?.．｡]["”’）)]?\s*$/u

/** The narrative in reading order: preamble, then section by section; paragraphs that go on in the next are one passage. */
export function passagesOf(report: Report): Passage[] {
  const passages: Passage[] = []
  const gather = (paragraphs: readonly Paragraph[], section: SectionKey | null, aspectAt: (start: number) => Aspect | null): void => {
    let builder = new Builder()
    let aspect: Aspect | null = null
    paragraphs.forEach((paragraph, index) => {
      const own = aspectAt(paragraph.place.start)
      const open = index > 0 && own === aspect && !ENDED.test(paragraphs[index - 1]?.text ?? '')
      if (!open && !builder.isEmpty) {
        passages.push(builder.passage(section, aspect))
        builder = new Builder()
      }
      aspect = own
      builder.add(paragraph)
    })
    if (!builder.isEmpty) passages.push(builder.passage(section, aspect))
  }
  gather(report.preamble, null, () => null)
  for (const { key, paragraphs, subsections } of report.sections) {
    gather(paragraphs, key, (start) => subsections.findLast((subsection) => subsection.place.start <= start)?.aspect ?? null)
  }
  return passages
}
