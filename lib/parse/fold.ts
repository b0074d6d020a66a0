import { TRADITIONAL_PAIRS as PAIRS } from '../report/traditional.ts'

const DROPPED = 0
/** By UTF-16 code: what a character folds to; 0 if it shows nothing. */
const FOLDED = Uint16Array.from({ length: 0x10000 }, (_, code) => code)
/** Compatibility forms that only Unicode's own tables know: ①, ㈠, radicals, vertical forms. */
const COMPATIBLE = /[\u2100-\u214f\u2460-\u24ff\u2e80-\u2fdf\u3200-\u33ff\uf900-\ufaff\ufe10-\ufe6f\uff66-\uffee]/

for (let at = 0; at + 1 < PAIRS.length; at += 2) FOLDED[PAIRS.charCodeAt(at)] = PAIRS.charCodeAt(at + 1)
for (let code = 0xff01; code <= 0xff5e; code++) FOLDED[code] = code - 0xfee0
for (const [from, to] of ['〔(', '〕)', '【(', '】)', '[(', '])', '［(', '］)']) if (from && to) FOLDED[from.charCodeAt(0)] = to.charCodeAt(0)
for (let code = 0; code < 0x10000; code++) {
  if (/[\s\u0000-\u0020\u00ad\u200b-\u200f\u2060\ufeff]/.test(String.fromCharCode(code))) FOLDED[code] = DROPPED
}

const BREAK = /<br\s*\/?>/gi
/** Mirrors write the sound of a character behind it: `務(wù)`. */
const PINYIN = /\([a-züāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜ]+\)/g
/** Most cells: nothing in them folds. */
const DIGITS = /^\d+$/

/**
 * Text for matching only, never for quoting: white space out, full width to half width, brackets to `( )`,
 * traditional to simplified characters, the sound of characters out.
 */
export function fold(text: string): string {
  if (DIGITS.test(text)) return text
  const plain = COMPATIBLE.test(text) ? text.normalize('NFKC') : text
  let spelled = ''
  // What does not fold, nearly everything, is taken over in one piece.
  let from = 0
  for (let at = 0; at < plain.length; at++) {
    const code = plain.charCodeAt(at)
    const folded = FOLDED[code] ?? code
    if (folded === code) continue
    spelled += plain.slice(from, at)
    if (folded !== DROPPED) spelled += String.fromCharCode(folded)
    from = at + 1
  }
  spelled += plain.slice(from)
  if (spelled.includes('<')) spelled = spelled.replace(BREAK, '')
  return /\([a-zü-ǜ]/.test(spelled) ? spelled.replace(PINYIN, '') : spelled
}

const ENUMERATORS = /^(?:\([一二三四五六七八九十\d]{1,3}\)|[一二三四五六七八九十]{1,3}[、.,:]|\d{1,2}[、.,:)])+/

/** A folded label without the numbers in front of it. */
export function unnumbered(folded: string): string {
  return folded.replace(ENUMERATORS, '')
}

/** A folded label without the numbers in front of it and without punctuation: `1.属于国家秘密` → `属于国家秘密`. */
export function core(folded: string): string {
  return unnumbered(folded).replace(/[^\p{L}\p{N}]/gu, '')
}

/** The number of single-character edits between two strings, counted no further than `limit` + 1. */
export function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1
  let previous = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    let least = i
    for (let j = 1; j <= b.length; j++) {
      const same = a.charCodeAt(i - 1) === b.charCodeAt(j - 1) ? 0 : 1
      const cost = Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + same)
      row.push(cost)
      least = Math.min(least, cost)
    }
    if (least > limit) return limit + 1
    previous = row
  }
  return previous[b.length] ?? limit + 1
}
