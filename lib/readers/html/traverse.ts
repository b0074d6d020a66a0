import type { Element, Node, Tree } from './tree.ts'

export interface Visitor {
  text(value: string): void
  /** @returns whether to `skip` what is inside, to go `through` it, or to go through and `leave` the element after. */
  enter(element: Element): 'skip' | 'through' | 'leave'
  leave(element: Element): void
}

/** Visits all of a page in reading order, without recursion: pages nest deeper than the call stack reaches. */
export function traverse(root: Tree['root'], visitor: Visitor): void {
  const open: { readonly element: Element | null; readonly children: readonly Node[]; next: number }[] = [
    { element: null, children: root.childNodes, next: 0 },
  ]
  for (let level = open.at(-1); level; level = open.at(-1)) {
    const node = level.children[level.next]
    level.next += 1
    if (!node) {
      open.pop()
      if (level.element) visitor.leave(level.element)
    } else if (node.nodeName === '#text' && 'value' in node) visitor.text(node.value)
    else if ('tagName' in node) {
      const step = visitor.enter(node)
      if (step === 'skip' || (step === 'through' && node.childNodes.length === 0)) continue
      open.push({ element: step === 'leave' ? node : null, children: node.childNodes, next: 0 })
    }
  }
}
