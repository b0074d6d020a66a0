import type { Paragraph } from './items.ts'

/** A digit behind `1.` would make another number of it. */
const joint = (number: string, text: string) => (/[\w.]$/.test(number) && /^\w/.test(text) ? ' ' : '')

/**
 * The paragraph as it is seen, its automatic number in front.
 * @param inCell in a cell of digits a number in front would change the value, and nobody means it there.
 */
export function written(text: string, heading: number | undefined, number: string | undefined, inCell: boolean): Paragraph {
  const numbered = number !== undefined && (!inCell || text.trim() === '' || /\p{Script=Han}/u.test(text))
  const words = text.replace(/^[ \t]+/, '')
  return { kind: 'paragraph', text: numbered ? `${number}${joint(number, words)}${words}` : text, ...(heading && { heading }) }
}
