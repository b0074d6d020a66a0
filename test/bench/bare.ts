import { unzipSync } from 'fflate'
import { parse } from 'parse5'
import { SaxesParser } from 'saxes'
import '../../lib/readers/pdf/worker/globals.ts'
import 'pdfjs-dist/legacy/build/pdf.worker.mjs'
import { getDocument, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs'

const cMapUrl = new URL('../../node_modules/pdfjs-dist/cmaps/', import.meta.url).pathname
const utf8 = new TextDecoder()

/** What pdf.js itself takes for the text and the operators of all pages. */
export async function barePdf(bytes: Uint8Array): Promise<void> {
  const task = getDocument({ data: Uint8Array.from(bytes), cMapUrl, verbosity: VerbosityLevel.ERRORS })
  const document = await task.promise
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number)
    await page.getTextContent()
    await page.getOperatorList()
  }
  await task.destroy()
}

/** What parse5 takes for a page. */
export function bareHtml(bytes: Uint8Array): void {
  parse(utf8.decode(bytes))
}

/** What fflate takes to inflate an Office file, and saxes to go through its XML parts. */
export function bareOffice(bytes: Uint8Array): void {
  for (const [name, part] of Object.entries(unzipSync(bytes))) {
    if (/\.(?:xml|rels)$/.test(name)) new SaxesParser().write(utf8.decode(part)).close()
  }
}
