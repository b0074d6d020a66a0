import type { ReadResult } from '../document.ts'
import { decode } from '../encoding.ts'
import { readHtml } from '../html/index.ts'
import { LIMITS } from '../limits.ts'
import { damaged, orRefuse, overfull, Refusal } from '../refusal.ts'
import { type Part, splitParts } from './parts.ts'

const PAGE = /^(?:text\/html|application\/xhtml\+xml)$/
const FRAMESET = /<frameset\b/i
/** The row of sheet names that Excel saves as a page of its own. */
const TAB_STRIP = /tabstrip\.html?$/i

/**
 * Reads a web page saved as one file (MHTML, RFC 2557), by Word, WPS, Excel or a browser. Pages that a frame set
 * holds (Excel: one for each sheet) are read one after the other.
 * @returns a rejection `damaged-file`, `unsupported-type` if no page is in it, `too-large` above 10 MB of page.
 */
export function readMht(bytes: Uint8Array): ReadResult {
  return orRefuse(() => {
    const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
    const pages = pagesOf(splitParts(source)).map((part) => decoded(part))
    const [first] = pages
    if (!first) throw new Refusal('unsupported-type', '文件里没有网页正文，无法检查。请用 Word 或 WPS 打开原稿，另存为 Word 文档（.docx）后重新上传。')
    const text = pages.map((page) => page.text).join('\n')
    if (text.length > LIMITS.html) throw overfull(`网页正文超过 ${Math.round(LIMITS.html / 1024 / 1024)} MB 的上限`)
    const result = readHtml(text, first.encoding)
    return result.ok ? { ok: true, document: { ...result.document, format: 'mht' } } : result
  })
}

function pagesOf(parts: readonly Part[]): readonly Part[] {
  const pages = parts.filter(({ headers }) => PAGE.test(headers.type))
  const first = pages[0]
  if (!first) return []
  const frames = FRAMESET.test(Buffer.from(first.bytes).toString('latin1'))
  return frames ? pages.slice(1).filter(({ headers }) => !TAB_STRIP.test(headers.location)) : [first]
}

function decoded({ bytes }: Part) {
  const page = decode(bytes)
  if (!page) throw damaged()
  return page
}
