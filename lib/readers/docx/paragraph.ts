import type { Item } from '../flow/items.ts'

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
