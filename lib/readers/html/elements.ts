import type { Element } from './tree.ts'

/**
 * What an element does to the text: `unseen` hides all that is in it, a `block` begins and ends a line, a `break`
 * only ends one, a `picture` may be one of a table. `inline` does nothing.
 */
export type Role = 'unseen' | 'block' | 'break' | 'picture' | 'inline'

const roles = (role: Role, names: string): [string, Role][] => names.split(' ').map((name) => [name, role])

/** Hidden by browsers, or furniture for certain. */
const UNSEEN =
  'head script style template noscript noframes noembed iframe object embed applet svg math canvas audio video ' +
  'nav footer button select datalist input textarea map rt rp del'
const BLOCKS =
  'html body address article aside blockquote center details dialog dir div dl dt dd fieldset figcaption figure form header ' +
  'hgroup hr legend li listing main menu ol optgroup option p pre search section summary ul xmp plaintext ' +
  'h1 h2 h3 h4 h5 h6 table caption thead tbody tfoot tr td th'
const ROLES = new Map([...roles('unseen', UNSEEN), ...roles('block', BLOCKS), ...roles('break', 'br'), ...roles('picture', 'img')])
export const PREFORMATTED = new Set(['pre', 'listing', 'xmp', 'plaintext'])

/** The few styles that matter; everything else about looks is passed over quickly. */
const TELLING = /display|visibility|mso-hide/i
const HIDDEN = /display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all/i
const SHOWN_AS_BLOCK = /display\s*:\s*(?:block|flex|grid|list-item|table)/i

export function roleOf(element: Element): Role {
  const role = ROLES.get(element.tagName) ?? 'inline'
  for (const { name, value } of element.attrs) {
    if (name === 'hidden') return 'unseen'
    if (name !== 'style' || !TELLING.test(value)) continue
    if (HIDDEN.test(value)) return 'unseen'
    if (role === 'inline' && SHOWN_AS_BLOCK.test(value)) return 'block'
  }
  return role === 'picture' && isIcon(element) ? 'inline' : role
}

export function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((attr) => attr.name === name)?.value
}

/** 1-6 for `h1`-`h6`, else undefined. */
export function headingLevel({ tagName }: Element): number | undefined {
  if (tagName.length !== 2 || !tagName.startsWith('h')) return undefined
  const level = Number(tagName[1])
  return level >= 1 && level <= 6 ? level : undefined
}

/** Whether the cells of this cell's row hold their text in blocks of its own (`<p>`), judged by the cell before it. */
export function rowWrapsText(cell: Element): boolean {
  const siblings = (cell.parentNode?.childNodes ?? []).filter((node) => 'tagName' in node)
  const before = siblings[siblings.indexOf(cell) - 1]
  return !before || before.childNodes.some((node) => 'tagName' in node && roleOf(node) === 'block')
}

/** Icons and rules are no pictures of a table. */
const ICON = 48

function isIcon(element: Element): boolean {
  return ['width', 'height'].some((side) => Number.parseInt(attribute(element, side) ?? '', 10) <= ICON)
}
