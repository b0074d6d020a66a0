import type { Paragraph } from './items.ts'

/** A digit behind `1.` would make another number of it. */
const joint = (number: string, text: string) => (/[\w.]$/.test(number) && /^\w/.test(text) ? ' ' : '')

/**
 * Text as it is seen, its automatic number in front.
 * @param inCell in a cell of digits a number in front would change the value, and nobody means it there.
 */
export function numbered(text: string, number: string | undefined, inCell: boolean): string {
  if (number === undefined || (inCell && text.trim() !== '' && !/\p{Script=Han}/u.test(text))) return text
  const words = text.replace(/^[ \t]+/, '')
  return `${number}${joint(number, words)}${words}`
}

/** The paragraph as it is seen, its automatic number in front. */
export function written(text: string, heading: number | undefined, number: string | undefined, inCell: boolean): Paragraph {
  return { kind: 'paragraph', text: numbered(text, number, inCell), ...(heading && { heading }) }
}
