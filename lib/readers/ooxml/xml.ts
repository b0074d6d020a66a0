import { SaxesParser } from 'saxes'
import { damaged, overfull, Refusal } from '../refusal.ts'

/** Names come without their prefix: programs choose prefixes as they like, and strict files other namespaces. */
export interface XmlHandler {
  open(name: string, attributes: Attributes): void
  close(name: string): void
  /** The text of an element may come in several pieces. */
  text?(value: string): void
}

type Attributes = Readonly<Record<string, string>>

/** Word itself nests a few dozen deep; each table within a table takes three. */
const MAX_DEPTH = 512
/** A report has some ten thousand. */
const MAX_ELEMENTS = 600_000
/** Of one element; the root of a Word document has some forty. */
const MAX_ATTRIBUTES = 1_000

/**
 * Reads an XML part as a stream. No entity but the five of XML itself is known, and a part that declares any is refused.
 * @throws {Refusal} `damaged-file` for what is no well-formed XML, `too-large` beyond any real document.
 */
export function parseXml(source: string, handler: XmlHandler): void {
  const parser = new SaxesParser({ xmlns: false, position: false })
  let depth = 0
  let elements = 0
  let attributes = 0
  parser.on('error', () => {
    throw damaged()
  })
  parser.on('doctype', () => {
    throw new Refusal('damaged-file', '文件中含有正常文档不会有的外部引用或实体定义，没有读取。请用 Word 或 WPS 打开后另存一份，再重新上传。')
  })
  parser.on('attribute', () => {
    attributes += 1
    if (attributes > MAX_ATTRIBUTES) throw overfull('文件内容过多')
  })
  parser.on('opentag', (tag) => {
    attributes = 0
    depth += 1
    elements += 1
    if (depth > MAX_DEPTH) throw overfull('文件内容嵌套过深')
    if (elements > MAX_ELEMENTS) throw overfull('文件内容过多')
    handler.open(localName(tag.name), tag.attributes)
  })
  parser.on('closetag', ({ name }) => {
    depth -= 1
    handler.close(localName(name))
  })
  if (handler.text) parser.on('text', (value) => handler.text?.(value))
  parser.write(source).close()
}

const localName = (name: string) => name.slice(name.indexOf(':') + 1)

/** The value of an attribute, whatever its prefix. */
export function attribute(attributes: Attributes, name: string): string | undefined {
  const own = attributes[name]
  if (own !== undefined) return own
  for (const key in attributes) if (key.includes(':') && localName(key) === name) return attributes[key]
  return undefined
}

/** Whether a property that stands without a value, or with one for yes or no, is on. */
export function isOn(attributes: Attributes): boolean {
  const value = attribute(attributes, 'val')
  return value !== '0' && value !== 'false' && value !== 'off' && value !== 'none'
}
