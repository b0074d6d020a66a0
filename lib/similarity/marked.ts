import { TRADITIONAL_PAIRS } from '../report/traditional.ts'

/** Text made comparable: each of its characters stands for the slice `starts[i]`..`ends[i]` of the source. */
export interface Marked {
  readonly text: string
  readonly starts: readonly number[]
  readonly ends: readonly number[]
}

const SIMPLIFIED = new Map<string, string>()
for (let at = 0; at + 1 < TRADITIONAL_PAIRS.length; at += 2) SIMPLIFIED.set(TRADITIONAL_PAIRS.charAt(at), TRADITIONAL_PAIRS.charAt(at + 1))

const COMMON = /[\u4e00-\u9fff]/u
const SHOWN = /[^\s\p{C}]/u

/** What a character is compared as: half width, simplified, lower case; '' if it shows nothing. */
function foldCharacter(character: string): string {
  if (COMMON.test(character)) return SIMPLIFIED.get(character) ?? character
  return SHOWN.test(character) ? character.normalize('NFKC').toLowerCase() : ''
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

/** Every match of a global pattern becomes one character, `by` says which; '' leaves it out. */
export function masked(marked: Marked, pattern: RegExp, by: (match: RegExpMatchArray) => string): Marked {
  let text = ''
  const starts: number[] = []
  const ends: number[] = []
  const keep = (from: number, to: number) => {
    text += marked.text.slice(from, to)
    for (let at = from; at < to; at += 1) {
      starts.push(marked.starts[at] ?? 0)
      ends.push(marked.ends[at] ?? 0)
    }
  }
  let done = 0
  for (const match of marked.text.matchAll(pattern)) {
    keep(done, match.index)
    done = match.index + match[0].length
    const mark = by(match)
    if (mark === '') continue
    text += mark
    starts.push(marked.starts[match.index] ?? 0)
    ends.push(marked.ends[done - 1] ?? 0)
  }
  keep(done, marked.text.length)
  return { text, starts, ends }
}
