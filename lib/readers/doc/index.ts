import type { ReadResult } from '../document.ts'
import { writeDocument } from '../flow/write.ts'
import { CompoundFile } from '../ole/index.ts'
import { damaged, orRefuse } from '../refusal.ts'
import { Body } from './body.ts'
import { openWordFile } from './fib.ts'
import { readLists } from './lists.ts'

/**
 * Reads a document of Word 97 to 2003, or of WPS in that format ([MS-DOC]), as a person sees it: hidden and deleted
 * text, notes, headers and footers left out, automatic numbers put in front.
 * @returns a rejection `password`, `damaged-file`, `too-large`, or `unsupported-type` for Word 6 and 95.
 */
export function readDoc(bytes: Uint8Array): ReadResult {
  return orRefuse(() => {
    try {
      const file = openWordFile(new CompoundFile(bytes))
      const items = new Body(file, readLists(file.parts.lists, file.parts.listOverrides)).read()
      const messages = file.boxLength > 1 ? ['文档里有文本框，其中的文字没有读取。如果文本框里有报告的内容，请移到正文里。'] : []
      return { ok: true, document: writeDocument(items, 'doc', 'utf-16le', messages) }
    } catch (error) {
      // A number in the file that points out of it.
      throw error instanceof RangeError ? damaged() : error
    }
  })
}
