import type { Rejection } from '../report/index.ts'
import type { Document, ReadResult } from './document.ts'
import { decode, type Decoded } from './encoding.ts'
import { readHtml } from './html/index.ts'
import { LIMITS } from './limits.ts'
import { damaged, locked } from './refusal.ts'
import { isGarbage, looksLikeHtml, sniff, type KindId } from './sniff.ts'
import { readText } from './text/index.ts'

type Reader = (bytes: Uint8Array) => Promise<ReadResult>

/** The readers of formats that have a signature. A format without one here is refused by its name. */
const READERS: Partial<Record<KindId, Reader>> = {
  docx: async (bytes) => (await import('./docx/index.ts')).readDocx(bytes),
  encrypted: () => Promise.resolve({ ok: false, rejection: locked().rejection }),
  brokenOle: () => Promise.resolve({ ok: false, rejection: damaged().rejection }),
  xlsx: async (bytes) => (await import('./xlsx/index.ts')).readXlsx(bytes),
  xls: async (bytes) => (await import('./xls/index.ts')).readXls(bytes),
  doc: async (bytes) => (await import('./doc/index.ts')).readDoc(bytes),
  rtf: async (bytes) => (await import('./rtf/index.ts')).readRtf(bytes),
  mht: async (bytes) => (await import('./mht/index.ts')).readMht(bytes),
  pdf: async (bytes) => (await import('./pdf/index.ts')).readPdf(bytes),
}

const reject = (code: string, message: string): { ok: false; rejection: Rejection } => ({ ok: false, rejection: { code, message } })
const megabytes = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(1).replace(/\.0$/, '')} MB`

/**
 * Reads a report in whatever format its bytes are; a wrong or missing extension, charset or type does not matter.
 * @param options.name the file's name, for the note that name and content disagree; it decides nothing.
 * @returns the document, or why there is none: `empty-file`, `too-large`, `unsupported-type`, `unknown-type`,
 *   `undecodable`, `damaged-html`, each with a message in Chinese that says what to do. Never throws for bad input.
 */
export async function read(bytes: Uint8Array, options: { readonly name?: string } = {}): Promise<ReadResult> {
  if (bytes.length === 0) return reject('empty-file', '文件是空的，没有可以检查的内容。请重新导出报告后再上传。')
  if (bytes.length > LIMITS.upload) return tooLarge(bytes.length, LIMITS.upload)
  const kind = sniff(bytes)
  if (!kind) return readDecoded(bytes, options.name)
  const reader = READERS[kind.id]
  return reader ? reader(bytes) : reject('unsupported-type', `这是${kind.name}，目前不能直接核对。${kind.advice}`)
}

function readDecoded(bytes: Uint8Array, name: string | undefined): ReadResult {
  const decoded = decode(bytes)
  if (isGarbage(decoded?.text ?? Buffer.from(bytes).toString('latin1')))
    return reject('unknown-type', '无法识别这个文件的类型。请上传报告的 Word 文档（.docx、.doc）、网页（.html）或纯文本（.txt）。')
  if (!decoded)
    return reject('undecodable', '文件的文字编码无法识别。请用 UTF-8 或 GBK 编码另存为网页（.html）或纯文本（.txt），再重新上传。')
  const { text, encoding } = decoded
  if (text.trim() === '') return reject('empty-file', '文件里只有空白，没有可以检查的内容。请重新导出报告后再上传。')
  const html = looksLikeHtml(text)
  const limit = html ? LIMITS.html : LIMITS.text
  if (bytes.length > limit) return tooLarge(bytes.length, limit)
  const result: ReadResult = html ? readHtml(text, encoding) : { ok: true, document: readText(text, encoding) }
  return result.ok ? { ok: true, document: withNotes(result.document, decoded, html, name) } : result
}

const tooLarge = (size: number, limit: number) =>
  reject('too-large', `文件有 ${megabytes(size)}，超过 ${megabytes(limit)} 的上限。请去掉图片和附件，只上传报告正文。`)

function withNotes(document: Document, { damaged }: Decoded, html: boolean, name: string | undefined): Document {
  const notes: string[] = []
  if (damaged > 0) notes.push(`文件中有 ${damaged} 处文字已损坏，无法还原，读取时以“\uFFFD”代替。`)
  if (html && name && /\.(?:docx?|xlsx?|wps|rtf|pdf|txt)$/i.test(name)) notes.push('文件名不是网页，内容其实是网页，已按网页读取。')
  return notes.length > 0 ? { ...document, messages: [...notes, ...document.messages] } : document
}
