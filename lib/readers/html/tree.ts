import { defaultTreeAdapter, html, InsertionMode, Parser, type DefaultTreeAdapterTypes, type Token, type TreeAdapter } from 'parse5'

export type Element = DefaultTreeAdapterTypes.Element
export type Node = DefaultTreeAdapterTypes.ChildNode
type TreeMap = DefaultTreeAdapterTypes.DefaultTreeAdapterMap

/** Browsers stop nesting at this depth too (Blink: 512). Real pages stay below 60. */
const MAX_DEPTH = 512
/** Ten megabytes of the densest real page, cells pasted from Word, hold some 250,000. */
const MAX_ELEMENTS = 300_000

/** A page so malformed that no report can be in it, or one that was made to exhaust its reader. */
export class MalformedPage extends Error {}

const { TAG_ID, TAG_NAMES } = html
const CELLS = new Set([TAG_ID.TD, TAG_ID.TH, TAG_ID.TR])

/** Cells outside of any table are dropped by the standard, and their texts would run together: break lines there. */
class PageParser extends Parser<TreeMap> {
  /** Filled at the end of the page. */
  readonly unclosedCells = new Set<unknown>()

  override onEof(token: Token.EOFToken): void {
    // A deep stack leaves holes where elements were taken out of its middle.
    const { items, stackTop } = this.openElements
    for (let slot = 0; slot <= stackTop; slot += 1) {
      const item = items[slot]
      if (item && 'tagName' in item && /^t[dh]$/.test(item.tagName)) this.unclosedCells.add(item)
    }
    super.onEof(token)
  }

  override onStartTag(token: Token.TagToken): void {
    if (CELLS.has(token.tagID) && this.insertionMode <= InsertionMode.IN_BODY) {
      token.tagName = TAG_NAMES.BR
      token.tagID = TAG_ID.BR
      token.attrs = []
    }
    super.onStartTag(token)
  }
}

export interface Tree {
  readonly root: DefaultTreeAdapterTypes.Document
  /** Cells that no tag ends: all that follows on the page went into them. */
  readonly unclosedCells: ReadonlySet<unknown>
}

/**
 * The page as a tree, built as browsers build it.
 * @throws {MalformedPage} beyond the depth or number of elements that any real page has.
 */
export function parsePage(source: string): Tree {
  const parser = new PageParser({ treeAdapter: guardedAdapter() })
  parser.tokenizer.write(source, true)
  return { root: parser.document, unclosedCells: parser.unclosedCells }
}

function guardedAdapter(): TreeAdapter<TreeMap> {
  let depth = 0
  let elements = 0
  return {
    ...defaultTreeAdapter,
    createElement(...details) {
      elements += 1
      if (elements > MAX_ELEMENTS) throw new MalformedPage(`more than ${MAX_ELEMENTS} elements`)
      return defaultTreeAdapter.createElement(...details)
    },
    onItemPush() {
      depth += 1
      if (depth > MAX_DEPTH) throw new MalformedPage(`elements nested deeper than ${MAX_DEPTH}`)
    },
    onItemPop() {
      depth -= 1
    },
    // What is misplaced in a table goes before the table, which is its parent's last child: look there first.
    insertBefore(parent, node, reference) {
      parent.childNodes.splice(parent.childNodes.lastIndexOf(reference), 0, node)
      node.parentNode = parent
    },
    insertTextBefore(parent, text, reference) {
      const at = parent.childNodes.lastIndexOf(reference)
      const before = parent.childNodes[at - 1]
      if (before && defaultTreeAdapter.isTextNode(before)) before.value += text
      else parent.childNodes.splice(at, 0, { ...defaultTreeAdapter.createTextNode(text), parentNode: parent })
    },
    detachNode(node) {
      const siblings = node.parentNode?.childNodes
      siblings?.splice(siblings.lastIndexOf(node), 1)
      node.parentNode = null
    },
  }
}
