import type { ReadResult } from '../document.ts'
import { Page } from './page.ts'
import { dataTables } from './tables.ts'
import { traverse } from './traverse.ts'
import { MalformedPage, parsePage } from './tree.ts'

/** Markdown and notes hold tables as HTML at times, while their text stands in lines. */
const LAID_OUT = /<(?:!doctype|html|body|p|div|br|span|font|center|section|article|pre|[uo]l|li|h[1-6])\b/i

/**
 * Reads a web page, or a piece of one, as a person sees it. Tables of data become grids; tables that only lay the
 * page out dissolve into their text. Time and memory are linear in the length of the page.
 * @param encoding only noted in the document.
 * @returns a rejection `damaged-html` for pages nested or filled beyond any real one.
 */
export function readHtml(source: string, encoding: string): ReadResult {
  try {
    const tree = parsePage(source)
    const page = new Page(dataTables(tree), tree.unclosedCells, !LAID_OUT.test(source))
    traverse(tree.root, page)
    page.flush()
    return { ok: true, document: { format: 'html', encoding, text: page.toString(), blocks: page.blocks, messages: page.messages } }
  } catch (error) {
    if (!(error instanceof MalformedPage)) throw error
    const message = '网页的标签嵌套过深或数量过多，无法读取。请用浏览器打开后另存为网页（.html）或纯文本（.txt），再重新上传。'
    return { ok: false, rejection: { code: 'damaged-html', message } }
  }
}
