import type { ReadResult } from './document.ts'
import { Refusal } from './refusal.ts'

/**
 * The reader of files all of whose pages are pictures. It answers what to do; a recognition of characters would take its
 * place and give a document like any other reader (docs/formats.md, "Scans").
 */
export function readScan(): ReadResult {
  return { ok: false, rejection: scanned().rejection }
}

const scanned = () =>
  new Refusal('scan', '这份 PDF 是扫描件或图片，里面没有可以读取的文字和表格，无法核对数字。请上传报告的 Word 原稿（.docx、.doc），或由 Word、WPS 直接导出的、文字可以选中的 PDF。')
