import { IDENTITY, type Matrix, multiply, transform } from './matrix.ts'
import type { Direction, Glyph } from './page.ts'

/** A character as pdf.js decodes it from a string of a page. Widths are in thousandths of the size (ISO 32000, 9.2.4). */
export interface FontGlyph {
  readonly unicode: string
  readonly width: number
  readonly isSpace: boolean
  /** The code in the string, if it is told. */
  readonly code: number | null
  /** Advance, and origin from above the middle, where lines run down. */
  readonly vertical: readonly [advance: number, x: number, y: number] | null
}

/** What must be known of a font beside its characters. */
export interface Font {
  readonly vertical: boolean
  /** Width units to text space: 0.001, but for fonts that are drawings. */
  readonly unit: number
  /** Whether its characters are told by nothing but their code in a font that numbers them as it likes. */
  readonly isUnknown: (glyph: FontGlyph) => boolean
}

export const NO_FONT: Font = { vertical: false, unit: 0.001, isUnknown: () => false }

/** How text is set: ISO 32000, 9.3. */
export interface TextState {
  readonly font: Font
  readonly size: number
  readonly charSpacing: number
  readonly wordSpacing: number
  readonly scale: number
  readonly rise: number
  readonly leading: number
  readonly mode: number
}

export const PLAIN_TEXT: TextState = { font: NO_FONT, size: 0, charSpacing: 0, wordSpacing: 0, scale: 1, rise: 0, leading: 0, mode: 0 }

/** Where in a text object the next character goes: ISO 32000, 9.4. */
export class TextCursor {
  #matrix: Matrix = IDENTITY
  #x = 0
  #y = 0
  #lineX = 0
  #lineY = 0

  begin(matrix: Matrix = IDENTITY): void {
    this.#matrix = matrix
    this.#x = this.#y = this.#lineX = this.#lineY = 0
  }

  move(x: number, y: number): void {
    this.#x = this.#lineX += x
    this.#y = this.#lineY += y
  }

  /** Sets a string. @returns its characters where `ctm` puts them; without those that show nothing. */
  show(string: readonly (FontGlyph | number)[], state: TextState, ctm: Matrix): Glyph[] {
    const { font, size, scale, rise } = state
    const matrix = multiply(ctm, this.#matrix)
    const glyphs: Glyph[] = []
    for (const entry of string) {
      if (typeof entry === 'number') {
        this.#advance((-entry * size) / 1000, font.vertical, scale)
        continue
      }
      const vertical = font.vertical ? entry.vertical : null
      const spacing = state.charSpacing + (entry.isSpace ? state.wordSpacing : 0)
      const [x, y] = vertical
        ? [this.#x - vertical[1] * font.unit * size * scale, this.#y - vertical[2] * font.unit * size + rise]
        : [this.#x, this.#y + rise]
      const glyph = place(entry, matrix, x, y, entry.width * font.unit * size * scale, size, font)
      if (glyph) glyphs.push(glyph)
      this.#advance((vertical ? vertical[0] : entry.width) * font.unit * size + (vertical ? -spacing : spacing), font.vertical, scale)
    }
    return glyphs
  }

  #advance(by: number, vertical: boolean, scale: number): void {
    if (vertical) this.#y += by
    else this.#x += by * scale
  }
}

/** Text smaller than this cannot be seen. */
const SMALLEST = 1

function place(glyph: FontGlyph, matrix: Matrix, x: number, y: number, width: number, size: number, font: Font): Glyph | null {
  const [a, b, c, d] = matrix
  const seen = Math.abs(size) * Math.hypot(c, d)
  if (!(seen >= SMALLEST) || !(Math.hypot(a, b) > 0)) return null
  const text = font.isUnknown(glyph) ? UNKNOWN : textOf(glyph.unicode)
  if (text === '') return null
  const [from, to] = [transform(matrix, x, y), transform(matrix, x + width, y)]
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]]
  const along = transform(matrix, x + Math.sign(size), y)
  return { text, x: from[0], y: from[1], advance: Math.hypot(dx, dy), size: seen, direction: directionOf(along[0] - from[0], along[1] - from[1]) }
}

/** Stands for a character that is seen, but nobody can tell which it is. */
export const UNKNOWN = '\uFFFD'
/**
 * Radicals that stand for whole characters but are not told so by Unicode's own tables: ⻓ is 长; or told to be another one
 * than fonts for mainland China show: ⼾ is 户, not 戶.
 */
const RADICALS = '⼾户⺁厂⺄乙⺅亻⺆冂⺇几⺈刀⺉刂⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺑尣⺒巳⺓幺⺔彑⺕彐⺖忄⺗㣺⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺨犭⺩王⺪疋⺫罒⺬示⺭礻⺮竹⺯糹⺰纟⺱罓⺲罒⺳网⺴网⺵网⺶羊⺷羊⺸羊⺹耂⺺肀⺻聿⺼月⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏阝⻐钅⻑長⻒镸⻓长⻔门⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞食⻟飠⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫齐⻬齐⻭齿⻮齿⻯龙⻰龙⻱龟⻲龟⻳龟'
const WHOLE = new Map(Array.from({ length: RADICALS.length / 2 }, (_, at) => [RADICALS.charAt(2 * at), RADICALS.charAt(2 * at + 1)]))
/** Compatibility forms of whole characters, brackets and ligatures. Full-width and circled signs are what was typed, and stay. */
const COMPATIBLE = /[\u2329\u232a\u2e80-\u2fdf\uf900-\ufaff\ufb00-\ufb06\ufe30-\ufe4f]/g
/** Controls, private use, halves of pairs: nothing that Unicode gives a meaning. */
const MEANINGLESS = /[\u0001-\u0008\u000e-\u001f\u007f-\u009f\ue000-\uf8ff\ufff0-\uffff]|[\u{f0000}-\u{10ffff}]/gu
const INVISIBLE = /[\u0000\u00ad\u200b-\u200f\u2060\ufeff]/g

/** What a person reads where a font says `unicode`. */
function textOf(unicode: string): string {
  const code = unicode.charCodeAt(0)
  if (unicode.length === 1 && ((code >= 0x20 && code < 0x7f) || (code >= 0x4e00 && code < 0xa000))) return unicode
  return unicode
    .replace(INVISIBLE, '')
    .replace(/[\s\u00a0]/g, ' ')
    .replace(COMPATIBLE, (form) => WHOLE.get(form) ?? form.normalize('NFKC'))
    .replace(MEANINGLESS, UNKNOWN)
}

/** Lines that lean less than this (in radians) run along the page. */
const SLANT = 0.05

function directionOf(x: number, y: number): Direction {
  const quarters = Math.atan2(y, x) / (Math.PI / 2)
  const nearest = Math.round(quarters)
  if (Math.abs(quarters - nearest) > SLANT) return 'skew'
  return QUARTERS[(nearest + 4) % 4] ?? 'skew'
}

const QUARTERS = [0, 1, 2, 3] as const
