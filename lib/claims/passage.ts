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

const FOLDED = new Map<string, string>(Object.entries({ ',': '，', '﹐': '，', ';': '；', '﹔': '；', ':': '：', '﹕': '：', '（': '(', '）': ')', '【': '(', '】': ')', '[': '(', ']': ')', '﹝': '〔', '﹞': '〕', '、': '、', '､': '、', '｡': '。', '!': '！', '?': '？', '"': '“', '＂': '“', '﹪': '%', '．': '.', '～': '~', '〜': '~', '–': '-', '—': '-', '－': '-', '−': '-', '〇': '零' }))
for (let code = 0xff10; code <= 0xff5a; code++) if (!FOLDED.has(String.fromCharCode(code))) FOLDED.set(String.fromCharCode(code), String.fromCharCode(code - 0xfee0))
for (const mark of '，；：！？') FOLDED.set(mark, mark)
FOLDED.set('％', '%')
for (let at = 0; at + 1 < TRADITIONAL_PAIRS.length; at += 2) FOLDED.set(TRADITIONAL_PAIRS.charAt(at), TRADITIONAL_PAIRS.charAt(at + 1))

const INVISIBLE = /[\s\u00ad\u200b-\u200f\u2060\ufeff]/u
const DIGIT = /\d/u

interface Piece {
  readonly paragraph: Paragraph
  /** Of its first character in the passage's text. */
  readonly start: number
}

class Builder {
  readonly pieces: Piece[] = []
  readonly at: number[] = []
  text = ''

  add(paragraph: Paragraph): void {
    if (this.text !== '') this.put(BREAK, paragraph.place.start)
    this.pieces.push({ paragraph, start: this.text.length })
    let blank = false
    for (let index = 0; index < paragraph.text.length; index++) {
      const raw = paragraph.text.charAt(index)
      if (INVISIBLE.test(raw)) {
        blank = true
        continue
      }
      const folded = this.folded(paragraph.text, index, raw)
      if (blank && DIGIT.test(folded) && DIGIT.test(this.text.at(-1) ?? '')) this.put(' ', paragraph.place.start + index)
      this.put(folded, paragraph.place.start + index)
      blank = false
    }
  }

  /** A comma between digits in groups of three parts thousands; any other is punctuation. */
  private folded(source: string, index: number, raw: string): string {
    if (raw === ',' && /\d/u.test(source.charAt(index - 1)) && /^\d{3}(?!\d)/u.test(source.slice(index + 1, index + 5))) return ','
    return FOLDED.get(raw) ?? raw
  }

  private put(character: string, at: number): void {
    this.text += character
    this.at.push(at)
  }

  passage(section: SectionKey | null, aspect: Aspect | null): Passage {
    const { text, at, pieces } = this
    const place = (start: number, end: number): Place => {
      const piece = pieces.findLast((candidate) => candidate.start <= start)
      const whole = piece?.paragraph.place ?? { start: 0, end: 0 }
      const from = at[start] ?? whole.end
      return { ...whole, start: from, end: Math.max(from, Math.min((at[Math.max(start, end - 1)] ?? whole.end - 1) + 1, whole.end)) }
    }
    return { text, section, aspect, place }
  }
}

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
      if (!open && builder.text !== '') {
        passages.push(builder.passage(section, aspect))
        builder = new Builder()
      }
      aspect = own
      builder.add(paragraph)
    })
    if (builder.text !== '') passages.push(builder.passage(section, aspect))
  }
  gather(report.preamble, null, () => null)
  for (const { key, paragraphs, subsections } of report.sections) {
    gather(paragraphs, key, (start) => subsections.findLast((subsection) => subsection.place.start <= start)?.aspect ?? null)
  }
  return passages
}
