import { TRADITIONAL_PAIRS } from '../report/traditional.ts'

/** Text made comparable: each of its characters stands for the slice `starts[i]`..`ends[i]` of the source. */
export interface Marked {
  readonly text: string
  readonly starts: readonly number[]
  readonly ends: readonly number[]
}

/** By UTF-16 code: what a character is compared as: half width, simplified, lower case; '' if it shows nothing. */
const FOLDED: (string | undefined)[] = []
for (let at = 0; at + 1 < TRADITIONAL_PAIRS.length; at += 2) FOLDED[TRADITIONAL_PAIRS.charCodeAt(at)] = TRADITIONAL_PAIRS.charAt(at + 1)

const SHOWN = /[^\s\p{C}]/u

function foldCharacter(character: string): string {
  const code = character.charCodeAt(0)
  const known = FOLDED[code]
  if (known !== undefined) return known
  if (code >= 0x4e00 && code <= 0x9fff) return character
  const folded = SHOWN.test(character) ? character.normalize('NFKC').toLowerCase() : ''
  if (character.length === 1) FOLDED[code] = folded
  return folded
}

/** Folds a slice of the source that begins at `offset`. */
export function folded(source: string, offset: number): Marked {
  let text = ''
  const starts: number[] = []
  const ends: number[] = []
  let at = offset
  for (const character of source) {
    const shown = foldCharacter(character)
    text += shown
    for (let index = 0; index < shown.length; index += 1) {
      starts.push(at)
      ends.push(at + character.length)
    }
    at += character.length
  }
  return { text, starts, ends }
}

/** The characters `from`..`to` (end exclusive). */
export const part = ({ text, starts, ends }: Marked, from: number, to: number): Marked => ({
  text: text.slice(from, to),
  starts: starts.slice(from, to),
  ends: ends.slice(from, to),
})

/** Letters, Chinese characters among them, and numbers. */
const WORD = /[\p{L}\p{N}]/u
const isWord = (character: string): boolean => {
  const code = character.charCodeAt(0)
  return (code >= 0x4e00 && code <= 0x9fff) || WORD.test(character)
}

/** Every match of a global pattern becomes one character, `by` says which, '' for none. */
export function masked(marked: Marked, pattern: RegExp, by: (match: RegExpMatchArray) => string): Marked {
  const pieces: Marked[] = []
  let done = 0
  for (const match of marked.text.matchAll(pattern)) {
    const end = match.index + match[0].length
    const mark = by(match)
    if (match.index > done) pieces.push(part(marked, done, match.index))
    if (mark !== '') pieces.push({ text: mark, starts: marked.starts.slice(match.index, match.index + 1), ends: marked.ends.slice(end - 1, end) })
    done = end
  }
  return done === 0 ? marked : joined([...pieces, part(marked, done, marked.text.length)])
}

const joined = (pieces: readonly Marked[]): Marked => ({
  text: pieces.map(({ text }) => text).join(''),
  starts: pieces.flatMap(({ starts }) => starts),
  ends: pieces.flatMap(({ ends }) => ends),
})

/** What is left without punctuation; `signs` are kept. */
export function wordsOf(marked: Marked, signs: string): Marked {
  let text = ''
  const starts: number[] = []
  const ends: number[] = []
  for (let at = 0; at < marked.text.length; at += 1) {
    const character = marked.text.charAt(at)
    if (!isWord(character) && !signs.includes(character)) continue
    text += character
    starts.push(marked.starts[at] ?? 0)
    ends.push(marked.ends[at] ?? 0)
  }
  return { text, starts, ends }
}
