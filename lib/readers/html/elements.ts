import type { Element } from './tree.ts'

const names = (list: string) => new Set(list.split(' '))

/** Never seen as text by who reads the page, or furniture for certain. */
const UNSEEN = names(
  'head script style template noscript noframes noembed iframe object embed applet svg math canvas audio video ' +
    'nav footer button select datalist input textarea map rt rp del',
)
const BLOCKS = names(
  'html body address article aside blockquote center details dialog dir div dl dt dd fieldset figcaption figure form header ' +
    'hgroup hr legend li listing main menu ol optgroup option p pre search section summary ul xmp plaintext ' +
    'h1 h2 h3 h4 h5 h6 table caption thead tbody tfoot tr td th',
)
export const PREFORMATTED = names('pre listing xmp plaintext')

const HIDDEN = /display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all/i
const SHOWN_AS_BLOCK = /display\s*:\s*(?:block|flex|grid|list-item|table)/i

export function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((attr) => attr.name === name)?.value
}

export function isUnseen(element: Element): boolean {
  if (UNSEEN.has(element.tagName)) return true
  for (const { name, value } of element.attrs) if (name === 'hidden' || (name === 'style' && HIDDEN.test(value))) return true
  return false
}

/** Whether the element begins and ends a line. */
export function isBlock(element: Element): boolean {
  if (BLOCKS.has(element.tagName)) return true
  const style = attribute(element, 'style')
  return style !== undefined && SHOWN_AS_BLOCK.test(style)
}

/** 1-6 for `h1`-`h6`, else undefined. */
export function headingLevel({ tagName }: Element): number | undefined {
  const level = tagName.length === 2 && tagName.startsWith('h') ? Number(tagName[1]) : Number.NaN
  return level >= 1 && level <= 6 ? level : undefined
}

/** Icons and rules are no pictures of a table. */
const ICON = 48

export function isPicture(element: Element): boolean {
  if (element.tagName !== 'img') return false
  const sizes = [attribute(element, 'width'), attribute(element, 'height')].map((size) => Number.parseInt(size ?? '', 10))
  return !sizes.some((size) => size <= ICON)
}
