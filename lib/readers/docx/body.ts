import type { Item } from '../flow/items.ts'
import { written } from '../flow/written.ts'
import { attribute, isOn, type XmlHandler } from '../ooxml/xml.ts'
import type { Numbering } from './numbering.ts'
import { OpenParagraph } from './paragraph.ts'
import { headingOfOutline, type Styles } from './styles.ts'
import { OpenTable } from './table.ts'

type Attributes = Parameters<XmlHandler['open']>[1]

/** Deleted, moved away, how it was before, sound of characters, codes behind fields: what nobody sees as text. */
const UNSEEN = new Set([
  'del', 'moveFrom', 'pPrChange', 'rPrChange', 'tblPrChange', 'tblPrExChange', 'trPrChange', 'tcPrChange', 'tblGridChange',
  'sectPrChange', 'numberingChange', 'sectPr', 'tblPr', 'tblGrid', 'instrText', 'delText', 'rt', 'fldData', 'ffData',
])
/** Icons and rules are no pictures of a table: 48 pixels, in EMU and in points. */
const ICON = { emu: 48 * 9525, points: 36 }

/** Where content goes: the body, a cell, or a text box. */
interface Flow {
  readonly items: Item[]
  readonly inCell: boolean
  /** A line whose paragraph has no end that is seen. */
  unended: OpenParagraph | null
}
interface Run {
  hidden: boolean | undefined
  style: string | undefined
}

/** Collects what a person sees in a document, while its XML streams by. */
export class Body implements XmlHandler {
  readonly items: Item[] = []
  /** How many files are embedded as text (`altChunk`), which Word shows as part of the document. */
  embedded = 0
  readonly #styles: Styles
  readonly #numbering: Numbering
  readonly #open: string[] = []
  readonly #flows: Flow[]
  readonly #tables: OpenTable[] = []
  readonly #paragraphs: OpenParagraph[] = []
  readonly #runs: Run[] = []
  /** For each open field whether its code is being given; its result comes after. */
  readonly #fields: boolean[] = []
  /** For each open choice between equal contents whether one was taken. */
  readonly #choices: boolean[] = []
  readonly #contents: { isToc: boolean }[] = []
  /** How many elements are open that nobody sees. */
  #unseen = 0
  #text: { readonly preserve: boolean; value: string } | null = null
  #icon = false

  constructor(styles: Styles, numbering: Numbering) {
    this.#styles = styles
    this.#numbering = numbering
    this.#flows = [{ items: this.items, inCell: false, unended: null }]
  }

  open(name: string, attributes: Attributes): void {
    const parent = this.#open.at(-1)
    this.#open.push(name)
    if (this.#unseen > 0 || this.#isUnseen(name, parent)) this.#unseen += 1
    else this.#begin(name, attributes, parent)
  }

  close(name: string): void {
    this.#open.pop()
    if (this.#unseen > 0) this.#unseen -= 1
    else this.#end(name)
  }

  text(value: string): void {
    if (this.#text && this.#unseen === 0) this.#text.value += value
  }

  #isUnseen(name: string, parent: string | undefined): boolean {
    if (name === 'Choice' || name === 'Fallback') {
      if (this.#choices.at(-1)) return true
      if (this.#choices.length > 0) this.#choices[this.#choices.length - 1] = true
      return false
    }
    if (name === 'sdtContent') return this.#contents.at(-1)?.isToc === true
    return UNSEEN.has(name) && parent !== 'rPr' && parent !== 'trPr'
  }

  #begin(name: string, attributes: Attributes, parent: string | undefined): void {
    switch (name) {
      case 'p':
        this.#paragraphs.push(new OpenParagraph())
        break
      case 'r':
        this.#runs.push({ hidden: undefined, style: undefined })
        break
      case 't':
        this.#text = { preserve: attribute(attributes, 'space') === 'preserve', value: '' }
        break
      case 'AlternateContent':
        this.#choices.push(false)
        break
      case 'sdt':
        this.#contents.push({ isToc: false })
        break
      case 'docPartGallery':
        if (attribute(attributes, 'val') === 'Table of Contents' && this.#contents.length > 0) this.#contents[this.#contents.length - 1] = { isToc: true }
        break
      case 'tbl':
        this.#endLine()
        this.#tables.push(new OpenTable())
        break
      case 'tr':
        this.#tables.at(-1)?.beginRow()
        break
      case 'tc':
        this.#flows.push({ items: this.#tables.at(-1)?.beginCell() ?? [], inCell: true, unended: null })
        break
      case 'txbxContent':
        this.#flows.push({ items: [], inCell: false, unended: null })
        break
      case 'altChunk':
        this.embedded += 1
        break
      default:
        if (parent === 'r') this.#inRun(name, attributes)
        else if (parent === 'pPr' || parent === 'numPr') this.#paragraphProperty(name, attributes)
        else if (parent === 'rPr') this.#runProperty(name, attributes)
        else if (parent === 'tcPr') this.#tables.at(-1)?.cellProperty(name, attribute(attributes, 'val'))
        else if (parent === 'trPr') this.#rowProperty(name, attributes)
        else this.#picture(name, attributes)
    }
  }

  #end(name: string): void {
    switch (name) {
      case 'p':
        this.#endParagraph()
        break
      case 'r':
        this.#runs.pop()
        break
      case 't':
        if (this.#text && this.#isShown()) this.#paragraphs.at(-1)?.addText(this.#text.value, this.#text.preserve)
        this.#text = null
        break
      case 'AlternateContent':
        this.#choices.pop()
        break
      case 'sdt':
        this.#contents.pop()
        break
      case 'tc':
        this.#endLine()
        this.#flows.pop()
        this.#tables.at(-1)?.endCell()
        break
      case 'tr':
        this.#tables.at(-1)?.endRow()
        break
      case 'tbl': {
        const table = this.#tables.pop()
        if (table) this.#flows.at(-1)?.items.push(table.finish())
        break
      }
      case 'txbxContent':
        this.#endTextBox()
        break
      case 'body':
        this.#endLine()
    }
  }

  #isShown(): boolean {
    if (this.#fields.includes(true)) return false
    const run = this.#runs.at(-1)
    const byStyle = run?.style === undefined ? undefined : this.#styles.character(run.style).hidden
    return !(run?.hidden ?? byStyle ?? this.#styles.paragraph(this.#paragraphs.at(-1)?.style).hidden)
  }

  #inRun(name: string, attributes: Attributes): void {
    if (name === 'fldChar') this.#field(attribute(attributes, 'fldCharType'))
    else if (name === 'tab' || name === 'ptab') this.#add('\t')
    else if (name === 'br' || name === 'cr') this.#add('\n')
    else if (name === 'noBreakHyphen') this.#add('-')
    else if (name === 'sym') this.#add(symbol(attribute(attributes, 'char')))
    else if (name === 'drawing' || name === 'pict' || name === 'object') this.#icon = false
  }

  #add(text: string): void {
    const paragraph = this.#paragraphs.at(-1)
    if (paragraph && this.#isShown()) paragraph.text += text
  }

  #field(type: string | undefined): void {
    if (type === 'begin') this.#fields.push(true)
    else if (type === 'separate' && this.#fields.length > 0) this.#fields[this.#fields.length - 1] = false
    else if (type === 'end') this.#fields.pop()
  }

  #runProperty(name: string, attributes: Attributes): void {
    const owner = this.#open.at(-3)
    if (owner === 'r') {
      const run = this.#runs.at(-1)
      if (run && name === 'vanish') run.hidden = isOn(attributes)
      else if (run && name === 'rStyle') run.style = attribute(attributes, 'val')
    } else if (owner === 'pPr') {
      const paragraph = this.#paragraphs.at(-1)
      if (paragraph && (name === 'del' || name === 'moveFrom' || (name === 'vanish' && isOn(attributes)))) paragraph.endless = true
    }
  }

  #paragraphProperty(name: string, attributes: Attributes): void {
    const paragraph = this.#paragraphs.at(-1)
    if (!paragraph) return
    const value = attribute(attributes, 'val')
    if (name === 'pStyle') paragraph.style = value
    else if (name === 'numId') paragraph.list = value
    else if (name === 'ilvl') paragraph.listLevel = Number(value)
    else if (name === 'outlineLvl') paragraph.heading = headingOfOutline(value) ?? 0
  }

  #rowProperty(name: string, attributes: Attributes): void {
    const table = this.#tables.at(-1)
    if (!table) return
    if (name === 'gridBefore') table.skip(Number(attribute(attributes, 'val')))
    else if (name === 'del' || (name === 'hidden' && isOn(attributes))) table.rowUnseen = true
  }

  #picture(name: string, attributes: Attributes): void {
    if (name === 'extent') this.#icon = ['cx', 'cy'].some((side) => Number(attribute(attributes, side)) <= ICON.emu)
    else if (name === 'shape' || name === 'rect') this.#icon = isSmall(attribute(attributes, 'style') ?? '')
    else if ((name === 'blip' || name === 'imagedata') && !this.#icon && this.#isShown())
      this.#paragraphs.at(-1)?.attached.push({ kind: 'picture' })
  }

  #endTextBox(): void {
    this.#endLine()
    const items = this.#flows.pop()?.items ?? []
    const paragraph = this.#paragraphs.at(-1)
    if (!paragraph) this.#flows.at(-1)?.items.push(...items)
    else if (this.#isShown()) paragraph.attached.push(...items)
  }

  #endParagraph(): void {
    const paragraph = this.#paragraphs.pop()
    const flow = this.#flows.at(-1)
    if (!paragraph || !flow) return
    const style = this.#styles.paragraph(paragraph.style)
    if (flow.unended) {
      paragraph.text = flow.unended.text + paragraph.text
      paragraph.attached.unshift(...flow.unended.attached)
    }
    flow.unended = null
    if (paragraph.endless || (style.hidden && paragraph.text === '')) {
      flow.unended = paragraph
      return
    }
    if (/^toc \d$/i.test(style.name ?? '')) return
    this.#write(paragraph, flow, this.#numberOf(paragraph))
  }

  /** Ends a line that only a deleted or hidden paragraph mark left open. */
  #endLine(): void {
    const flow = this.#flows.at(-1)
    if (flow?.unended) this.#write(flow.unended, flow, undefined)
    if (flow) flow.unended = null
  }

  #write(paragraph: OpenParagraph, flow: Flow, number: string | undefined): void {
    const heading = paragraph.heading ?? this.#styles.paragraph(paragraph.style).heading
    flow.items.push(written(paragraph.text, heading === 0 ? undefined : heading, number, flow.inCell), ...paragraph.attached)
  }

  #numberOf({ style, list, listLevel }: OpenParagraph): string | undefined {
    const inherited = this.#styles.paragraph(style)
    const id = list ?? inherited.list
    if (id === undefined || id === '0') return undefined
    const level = listLevel ?? inherited.listLevel ?? (list === undefined ? this.#numbering.levelOfStyle(id, style) : 0)
    return this.#numbering.next(id, level)
  }
}

/** A sign of a symbol font can be anything: it is shown as unknown, lest a cell look blank. */
function symbol(char: string | undefined): string {
  const code = Number.parseInt(char ?? '', 16)
  return code >= 0x20 && code < 0xe000 ? String.fromCharCode(code) : '\uFFFD'
}

function isSmall(style: string): boolean {
  return [...style.matchAll(/(?:^|;)\s*(?:width|height)\s*:\s*([\d.]+)pt/g)].some(([, points]) => Number(points) <= ICON.points)
}
