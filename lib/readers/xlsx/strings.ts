import { parseXml, type XmlHandler } from '../ooxml/xml.ts'

/** Joins the runs of rich text; the sound that Japanese Excel keeps beside characters is no part of it. */
export class RichText {
  value = ''
  #isText = false
  #phonetic = 0

  open(name: string): void {
    if (name === 'rPh') this.#phonetic += 1
    else if (name === 't') this.#isText = true
  }

  close(name: string): void {
    if (name === 'rPh') this.#phonetic -= 1
    else if (name === 't') this.#isText = false
  }

  text(value: string): void {
    if (this.#isText && this.#phonetic === 0) this.value += value
  }
}

/** The texts that cells refer to by their number. */
export function readSharedStrings(source: string): string[] {
  const strings: string[] = []
  let item = new RichText()
  const handler: XmlHandler = {
    open(name) {
      if (name === 'si') item = new RichText()
      else item.open(name)
    },
    close(name) {
      if (name === 'si') strings.push(unescape(item.value))
      else item.close(name)
    },
    text: (value) => item.text(value),
  }
  parseXml(source, handler)
  return strings
}

/** `_x000D_` stands for a character that XML cannot hold. */
export const unescape = (text: string): string =>
  text.includes('_x') ? text.replace(/_x([0-9a-f]{4})_/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))) : text
