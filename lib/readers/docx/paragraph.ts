import type { Item, Paragraph } from '../flow/items.ts'

/** White space within a run is one blank; marks of no width are nothing. */
const BLANKS = /[\t\n\r\u00a0]/g
const NOTHING = /[\u200b-\u200d\u2060\ufeff\u00ad]/g

/** A paragraph while the walk is inside it. */
export class OpenParagraph {
  style: string | undefined
  list: string | undefined
  listLevel: number | undefined
  heading: number | undefined
  /** Its end is not seen (deleted, or hidden): what follows goes on in the same line. */
  endless = false
  /** Pictures and text boxes that hang on it. */
  readonly attached: Item[] = []
  text = ''

  addText(value: string, preserve: boolean): void {
    const shown = value.replace(NOTHING, '').replace(BLANKS, ' ')
    this.text += preserve ? shown : shown.replace(/^ +| +$/g, '')
  }
}

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
