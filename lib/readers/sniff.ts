import { streamNames } from './ole/index.ts'
import { zipNames } from './zip/directory.ts'

/** A file format that is told by its bytes. Web pages and plain text have no signature and are not among them. */
export type KindId =
  | 'docx' | 'xlsx' | 'pptx' | 'office' | 'ofd' | 'odf' | 'zip'
  | 'encrypted' | 'doc' | 'xls' | 'ppt' | 'ole' | 'brokenOle'
  | 'rtf' | 'pdf' | 'mht' | 'image' | 'archive'

export interface Kind {
  readonly id: KindId
  /** As a clerk calls it. */
  readonly name: string
  /** What a clerk can do where no reader takes this kind. */
  readonly advice: string
}

interface Signature extends Kind {
  readonly matches: (file: Probe) => boolean
}

interface Probe {
  /** The first bytes, each as the Latin-1 character of its value. */
  readonly head: string
  /** Of the entries of a ZIP container, or of the streams of an OLE file. */
  readonly names: readonly string[]
}

const ZIP = 'PK\x03\x04'
const OLE = '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'
const HEAD = 1024

/** An archive may hold such a file; then the name stands deeper. */
const zipWith = (entry: RegExp) => ({ names }: Probe) => names.some((name) => entry.test(name))
/** A file may hold others as objects; their streams stand deeper. */
const oleWith = (...streams: readonly string[]) => ({ head, names }: Probe) => head.startsWith(OLE) && names.some((name) => streams.includes(name))
const startsWith = (...marks: readonly string[]) => ({ head }: Probe) => marks.some((mark) => head.startsWith(mark))
const MAIL = /^\s*(?:From|Subject|Date|MIME-Version|Content-Type|Content-Location|Snapshot-Content-Location):/i
/** PNG, JPEG, GIF, TIFF, BMP, WebP. */
const IMAGE = /^(?:\x89PNG\r\n|\xff\xd8\xff|GIF8[79]a|II\*\0|MM\0\*|BM.{4}\0\0\0\0|RIFF.{4}WEBP)/s

const SAVE_AS = '请打开后另存为 Word 文档（.docx）或网页（.html），再重新上传。'
const UNPACK = '请解压后，上传其中报告的 Word 文档（.docx、.doc）或网页（.html）。'

/** In order: the first that matches names the file. */
const SIGNATURES: readonly Signature[] = [
  { id: 'docx', name: 'Word 文档（.docx）', advice: SAVE_AS, matches: zipWith(/^word\/document[^/]*\.xml/i) },
  { id: 'xlsx', name: 'Excel 工作簿（.xlsx）', advice: SAVE_AS, matches: zipWith(/^xl\/workbook[^/]*\.(?:xml|bin)/i) },
  { id: 'pptx', name: '演示文稿（.pptx）', advice: SAVE_AS, matches: zipWith(/^ppt\/presentation[^/]*\.xml/i) },
  { id: 'office', name: '少见的 Office 文档', advice: SAVE_AS, matches: zipWith(/^\[Content_Types\]\.xml$/i) },
  { id: 'ofd', name: 'OFD 版式文件', advice: SAVE_AS, matches: zipWith(/^OFD\.xml/i) },
  { id: 'odf', name: 'OpenDocument 文档', advice: SAVE_AS, matches: ({ head }) => head.startsWith(ZIP) && head.includes('mimetypeapplication/vnd.oasis.opendocument') },
  { id: 'zip', name: '压缩包（.zip）', advice: UNPACK, matches: startsWith(ZIP, 'PK\x05\x06') },
  {
    id: 'encrypted',
    name: '设有打开密码的 Office 文档',
    advice: '请去掉密码后另存一份，再重新上传。',
    matches: oleWith('EncryptedPackage'),
  },
  { id: 'doc', name: 'Word 97-2003 文档（.doc）', advice: SAVE_AS, matches: oleWith('WordDocument') },
  {
    id: 'xls',
    name: 'Excel 97-2003 工作簿（.xls）',
    advice: SAVE_AS,
    matches: oleWith('Workbook', 'Book'),
  },
  { id: 'ppt', name: '演示文稿（.ppt）', advice: SAVE_AS, matches: oleWith('PowerPoint Document') },
  { id: 'brokenOle', name: '已损坏的 Office 文档', advice: SAVE_AS, matches: ({ head, names }) => head.startsWith(OLE) && names.length === 0 },
  { id: 'ole', name: '旧版 Office 或 WPS 文档', advice: SAVE_AS, matches: startsWith(OLE) },
  { id: 'rtf', name: 'RTF 文档', advice: SAVE_AS, matches: startsWith('{\\rtf') },
  { id: 'pdf', name: 'PDF 文件', advice: SAVE_AS, matches: ({ head }) => head.includes('%PDF-') },
  { id: 'mht', name: '单个文件网页（.mht）', advice: SAVE_AS, matches: ({ head }) => MAIL.test(head) && /^MIME-Version:/im.test(head) },
  {
    id: 'image',
    name: '图片',
    advice: '图片里的文字和表格无法读取，请上传报告的 Word 原稿（.docx、.doc）或网页（.html）。',
    matches: ({ head }) => IMAGE.test(head),
  },
  { id: 'archive', name: '压缩包（.rar、.7z、.gz）', advice: '请解压后上传其中报告的 Word 文档（.docx、.doc）或网页（.html），或者改用 ZIP 格式重新压缩后上传。', matches: startsWith('Rar!', '7z\xbc\xaf\x27\x1c', '\x1f\x8b') },
]

/** The kind of file that its bytes give away; null for web pages, text, and what is unknown. */
export function sniff(bytes: Uint8Array): Kind | null {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1', 0, HEAD)
  const file = { head, names: head.startsWith(ZIP) ? zipNames(bytes) : head.startsWith(OLE) ? streamNames(bytes) : [] }
  return SIGNATURES.find(({ matches }) => matches(file)) ?? null
}

const PAGE = /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype html|html\b)/is
const TAGS = /<\/?(?:head|body|pre|table|tbody|tr|td|div|p|span|br|h[1-6]|ul|li|font|center|strong|meta|section|article)\b[^<>]*>/gi
/** A stray tag or two in a text do not make a web page of it. */
const STRAY = 3

/** Whether decoded text is a web page or a piece of one. */
export function looksLikeHtml(text: string): boolean {
  if (PAGE.test(text)) return true
  const tags = text.match(TAGS)?.length ?? 0
  return tags > STRAY || (tags > 0 && /^\s*<[a-z]/i.test(text))
}

const CONTROLS = /[\0-\x08\x0e-\x1f\x7f]/g
/** More control characters than one in this many: not text. */
const NOISE = 200

/** Whether what was decoded is no text at all. */
export function isGarbage(text: string): boolean {
  return (text.match(CONTROLS)?.length ?? 0) * NOISE > text.length
}
