import { attribute, isOn, parseXml } from '../ooxml/xml.ts'
import { type Level, type List, Lists } from '../flow/lists.ts'

/** The automatic numbers of a Word document by its `numbering.xml`. */
export class Numbering extends Lists {
  /** @param source `numbering.xml`; null where the document has none. */
  constructor(source: string | null) {
    super()
    if (source !== null) this.#read(source)
  }

  #read(source: string): void {
    const styles = new Map<string, string>()
    const links = new Map<string, string>()
    let abstract = ''
    let list: List | null = null
    let override = 0
    let level: Level | null = null
    parseXml(source, {
      open: (name, attributes) => {
        const value = attribute(attributes, 'val') ?? ''
        if (name === 'abstractNum') {
          abstract = attribute(attributes, 'abstractNumId') ?? ''
          this.abstracts.set(abstract, new Map())
        } else if (name === 'styleLink') styles.set(value, abstract)
        else if (name === 'numStyleLink') links.set(abstract, value)
        else if (name === 'num') {
          list = { abstract: '', startOverrides: new Map(), levels: new Map(), started: false }
          this.lists.set(attribute(attributes, 'numId') ?? '', list)
        } else if (name === 'abstractNumId' && list) list.abstract = value
        else if (name === 'lvlOverride') override = Number(attribute(attributes, 'ilvl'))
        else if (name === 'startOverride') list?.startOverrides.set(override, whole(value) ?? 1)
        else if (name === 'lvl') {
          level = { start: 1, format: 'decimal', text: '' }
          const levels = list?.levels ?? this.abstracts.get(abstract)
          levels?.set(Number(attribute(attributes, 'ilvl')), level)
        } else if (level) readLevel(level, name, value, isOn(attributes))
      },
      close: (name) => {
        if (name === 'lvl') level = null
        else if (name === 'num') list = null
      },
    })
    for (const [from, style] of links) this.#link(from, styles.get(style))
  }

  /** A list that only names a list style takes the levels of the list that defines it. */
  #link(from: string, to: string | undefined): void {
    const levels = to === undefined ? undefined : this.abstracts.get(to)
    if (levels) this.abstracts.set(from, levels)
  }
}

const whole = (value: string): number | undefined => (/^\d{1,6}$/.test(value) ? Number(value) : undefined)

function readLevel(level: Level, name: string, value: string, on: boolean): void {
  if (name === 'start') level.start = whole(value) ?? level.start
  else if (name === 'numFmt') level.format = value
  else if (name === 'lvlText') level.text = value
  else if (name === 'lvlRestart') level.restart = whole(value) ?? 0
  else if (name === 'isLgl') level.legal = on
  else if (name === 'pStyle') level.style = value
}
