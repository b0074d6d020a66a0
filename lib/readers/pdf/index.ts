import type { ReadResult } from '../document.ts'
import { LIMITS } from '../limits.ts'
import { empty, overfull, Refusal } from '../refusal.ts'
import { readScan } from '../scan.ts'
import { readInThread } from './worker/thread.ts'
import { writePages } from './write.ts'
import { UNKNOWN } from './text.ts'

/** More unknown characters than one in this many: the file does not tell its text. */
const GARBLED = 3

/**
 * Reads a PDF (ISO 32000) as a person sees it: text in reading order, tables from their ruling lines and joined across
 * pages; page numbers, running heads and hidden text left out. Pages that are pictures go to the reader of scans.
 * @returns a rejection `damaged-file`, `too-large`, `password`, `empty-file`, `scan` or `garbled-text` for what cannot be read.
 */
export async function readPdf(bytes: Uint8Array): Promise<ReadResult> {
  const answer = await readInThread(bytes)
  if (!answer.ok) return { ok: false, rejection: answer.rejection }
  const shown = answer.pages.filter(({ pieces, isPicture }) => isPicture || pieces.length > 0)
  if (shown.length === 0) return refuse(empty())
  if (shown.every(({ isPicture }) => isPicture)) return readScan()
  const document = writePages(answer.pages)
  if (document.text.trim() === '') return refuse(empty())
  if (document.text.length > LIMITS.text) return refuse(overfull('文件的文字过多'))
  if (document.text.split(UNKNOWN).length - 1 > document.text.length / GARBLED) return refuse(garbled())
  return { ok: true, document }
}

const refuse = ({ rejection }: Refusal): ReadResult => ({ ok: false, rejection })

const garbled = () =>
  new Refusal('garbled-text', '这个 PDF 没有写明文字的编码，屏幕上能看见，但无法读出是哪些字和数字。请上传报告的 Word 原稿（.docx、.doc），或用 Word、WPS 重新导出 PDF。')
