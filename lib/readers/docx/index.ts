import type { ReadResult } from '../document.ts'
import { writeDocument } from '../flow/write.ts'
import { LIMITS } from '../limits.ts'
import { OfficePackage } from '../ooxml/package.ts'
import { parseXml } from '../ooxml/xml.ts'
import { empty, orRefuse, overfull, Refusal } from '../refusal.ts'
import { Body } from './body.ts'
import { Numbering } from './numbering.ts'
import { Styles } from './styles.ts'

/**
 * Reads a Word document (.docx, ECMA-376 transitional or strict) as a person sees it: automatic numbers shown, hidden
 * and deleted text left out, inserted text in. Headers, footers, notes and comments are not read.
 * @returns a rejection `damaged-file`, `too-large` or `password` for what cannot be opened.
 */
export function readDocx(bytes: Uint8Array): ReadResult {
  return orRefuse(() => {
    const office = new OfficePackage(bytes)
    const path = office.main
    const source = office.xml(path)
    const part = (type: string) => {
      const [found] = office.related(path, type)
      return found === undefined ? null : office.xml(found)
    }
    const body = new Body(new Styles(part('styles')), new Numbering(part('numbering')))
    parseXml(source, body)
    const messages = body.embedded > 0 ? [`文档中有 ${body.embedded} 处嵌入了其他文件的内容，这些内容没有读取。`] : []
    const document = writeDocument(body.items, 'docx', 'utf-8', messages)
    if (document.text.length > LIMITS.text) throw overfull('文件的文字过多')
    if (document.text.trim() === '' && document.blocks.every(({ kind }) => kind !== 'image')) throw body.embedded > 0 ? embedded() : empty()
    return { ok: true, document }
  })
}

/** Programs that only claim to write Word documents wrap a web page in one; Word itself takes it in when it saves. */
const embedded = () =>
  new Refusal('unsupported-type', '这个 Word 文档的正文是嵌入的网页，不能直接检查。请用 Word 或 WPS 打开后另存为 Word 文档（.docx），再重新上传。')
