/** A mail as its parts, from which both the HTML and the text are made, so that neither says less than the other. */

export type Tone = 'error' | 'warning' | 'info' | 'good'

export interface Fact {
  readonly label: string
  readonly value: string
}

export interface Case {
  readonly text: string
  readonly facts: readonly Fact[]
}

export type Part =
  | { readonly kind: 'verdict'; readonly tone: Tone; readonly word: string; readonly text: string }
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'facts'; readonly facts: readonly Fact[] }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | (Case & {
      readonly kind: 'finding'
      readonly tone: Tone
      readonly number: number
      /** The places of a mistake that occurs more than once; `more` tells of those not listed. */
      readonly cases: readonly Case[]
      readonly more?: string
    })
  | { readonly kind: 'score'; readonly name: string; readonly points: number; readonly weight: number }
  | { readonly kind: 'link'; readonly text: string; readonly url: string }
  | { readonly kind: 'footer'; readonly text: string }

/** Any text as one line without control characters: what names, quotes and file names go through everywhere. */
export function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/\p{Cf}/gu, '') // directions and invisible marks could make a name read as something else
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
}

/** `text` cut to at most `length` characters (code points), with … for what was left out. */
export function shorten(text: string, length: number): string {
  const characters = Array.from(text)
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`
}

/** A mail's subject: one line, at most 120 characters. */
export const subjectOf = (text: string): string => shorten(oneLine(text), 120)
