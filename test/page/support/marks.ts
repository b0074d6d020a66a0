import { parse, type DefaultTreeAdapterTypes } from 'parse5'
import { expect } from 'vitest'
import type { Entry } from '../../../lib/report/index.ts'

type Node = DefaultTreeAdapterTypes.ChildNode
type Element = DefaultTreeAdapterTypes.Element

const isElement = (node: Node): node is Element => 'tagName' in node
const attribute = (element: Element, name: string): string | undefined => element.attrs.find((one) => one.name === name)?.value

function textOf(node: Node): string {
  if ('value' in node) return node.value
  return isElement(node) ? (node.tagName === 'br' ? '\n' : node.childNodes.map(textOf).join('')) : ''
}

/** All elements of a page, in their order. */
export function elements(html: string): Element[] {
  const found: Element[] = []
  const walk = (nodes: readonly Node[]): void => {
    for (const node of nodes) {
      if (!isElement(node)) continue
      found.push(node)
      walk(node.childNodes)
    }
  }
  walk(parse(html).childNodes)
  return found
}

/** Characters that are seen: between cells and lines a page has other gaps than the source. */
const seen = (text: string): string => text.replaceAll(/[\p{C}\s|｜*`#\uFFFD]/gu, '')

/** Each finding is listed, marked in the source by its own words (or where they are missing), and explained. */
export function expectEveryFindingMarked(html: string, { findings }: Entry): void {
  const all = elements(html)
  const ids = all.flatMap((element) => attribute(element, 'id') ?? [])
  expect(new Set(ids).size).toBe(ids.length)
  const links = new Set(all.flatMap((element) => attribute(element, 'href') ?? []))
  for (const link of links) expect(ids).toContain(link.slice(1))
  const marks = all.filter(({ tagName }) => tagName === 'mark')
  for (const [index, finding] of findings.entries()) {
    const number = String(index + 1)
    for (const address of [`#m${number}`, `#n${number}`]) expect(links).toContain(address)
    const words = marks.filter((mark) => attribute(mark, 'data-finding')?.split(' ').includes(number)).map(textOf).join('')
    // Of characters that could not be decoded, only those of the source may stand there.
    if (seen(finding.quote) === '') expect(words).toMatch(/^(?:（空）|▲|\uFFFD+)$/)
    else expect(seen(words)).toBe(seen(finding.quote))
    const note = all.find((element) => attribute(element, 'id') === `n${number}`)
    const said = note === undefined ? '' : seen(textOf(note))
    for (const part of [finding.message, finding.fix, finding.source]) expect(said).toContain(seen(part))
  }
}
