import { attribute, isOn, parseXml } from '../ooxml/xml.ts'

/** What a paragraph or a run takes from its style, the styles that it is based on included. */
export interface StyleProperties {
  readonly name?: string
  /** Heading level 1-6. */
  readonly heading?: number
  readonly list?: string
  readonly listLevel?: number
  readonly hidden?: boolean
}
type Mutable = { -readonly [K in keyof StyleProperties]: StyleProperties[K] }
interface Style {
  readonly own: Mutable
  basedOn?: string
}

const DEFAULTS = '\0defaults'
const MAX_ANCESTORS = 32

export class Styles {
  readonly #styles = new Map<string, Style>()
  readonly #resolved = new Map<string, StyleProperties>()
  #defaultParagraph: string | undefined

  /** @param source `styles.xml`; null where the document has none. */
  constructor(source: string | null) {
    if (source !== null) this.#read(source)
  }

  /** @param id of a paragraph style; undefined for the default one. */
  paragraph(id: string | undefined): StyleProperties {
    return this.#resolve(id !== undefined && this.#styles.has(id) ? id : (this.#defaultParagraph ?? DEFAULTS))
  }

  /** @param id of a character style. */
  character(id: string): StyleProperties {
    return this.#resolve(id)
  }

  #resolve(id: string): StyleProperties {
    const known = this.#resolved.get(id)
    if (known) return known
    const chain: StyleProperties[] = []
    for (let at: string | undefined = id; at !== undefined && chain.length < MAX_ANCESTORS; ) {
      const style = this.#styles.get(at)
      if (style) chain.unshift(style.own)
      at = style?.basedOn
    }
    const level = headingByName(chain.at(-1)?.name)
    const inherited = chain.reduce((all, own) => ({ ...all, ...own }), {})
    const resolved: StyleProperties = { ...(level && { heading: level }), ...inherited }
    this.#resolved.set(id, resolved)
    return resolved
  }

  #read(source: string): void {
    let style: Style | null = null
    let group = ''
    parseXml(source, {
      open: (name, attributes) => {
        const value = attribute(attributes, 'val')
        if (name === 'style') {
          style = { own: {} }
          const id = attribute(attributes, 'styleId') ?? ''
          this.#styles.set(id, style)
          const isDefault = ['1', 'true', 'on'].includes(attribute(attributes, 'default') ?? '')
          if (isDefault && attribute(attributes, 'type') === 'paragraph') this.#defaultParagraph ??= id
        } else if (name === 'pPr' || name === 'rPr') group = name
        else if (!style) return
        else if (name === 'basedOn' && value !== undefined) style.basedOn = value
        else if (name === 'name' && value !== undefined) style.own.name = value
        else if (name === 'outlineLvl') style.own.heading = headingOfOutline(value) ?? 0
        else if (name === 'numId' && value !== undefined) style.own.list = value
        else if (name === 'ilvl') style.own.listLevel = Number(value)
        else if (name === 'vanish' && group === 'rPr') style.own.hidden = isOn(attributes)
      },
      close: (name) => {
        if (name === 'style') style = null
      },
    })
  }
}

/** Level of a heading from an outline level as stored (0-8, 9 for body text); undefined for body text. */
export function headingOfOutline(value: string | undefined): number | undefined {
  const level = Number(value)
  return level >= 0 && level < 9 ? Math.min(level + 1, 6) : undefined
}

function headingByName(name: string | undefined): number | undefined {
  if (name === undefined) return undefined
  if (/^(?:title|标题)$/i.test(name)) return 1
  const level = /^(?:heading|标题) ?([1-9])$/i.exec(name)?.[1]
  return level === undefined ? undefined : Math.min(Number(level), 6)
}
