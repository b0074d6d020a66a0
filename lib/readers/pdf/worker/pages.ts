import { unseenDocument } from './globals.ts'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import 'pdfjs-dist/legacy/build/pdf.worker.mjs'
import { getDocument, InvalidPDFException, PasswordException, type PDFDocumentProxy, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs'
import * as z from 'zod'
import { LIMITS } from '../../limits.ts'
import { damaged, locked, overfull } from '../../refusal.ts'
import { IDENTITY, matrixOf } from '../matrix.ts'
import type { Page } from '../page.ts'
import { paintPage } from '../paint.ts'
import { fontsOf } from './fonts.ts'

/** Where pdf.js lies with its character maps, without which fonts that are not embedded have no characters. */
const LIBRARY = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))
/** Pictures are shrunk before (`prepare`); what is larger all the same is not decoded. */
const MAX_PIXELS = 4_000_000
const Transform = z.array(z.number())

/**
 * What is seen on each page.
 * @param bytes are used up.
 * @throws {Refusal} `password`, `damaged-file`, `too-large`.
 */
export async function pagesOf(bytes: Uint8Array): Promise<Page[]> {
  const task = getDocument({
    data: bytes,
    cMapUrl: join(LIBRARY, 'cmaps/'),
    ownerDocument: unseenDocument,
    disableFontFace: false,
    useSystemFonts: false,
    useWasm: false,
    fontExtraProperties: mayEmbedFonts(bytes),
    maxImageSize: MAX_PIXELS,
    verbosity: VerbosityLevel.ERRORS,
  })
  try {
    return await paint(await task.promise)
  } catch (error) {
    if (error instanceof PasswordException) throw locked()
    if (error instanceof InvalidPDFException) throw damaged()
    throw error
  } finally {
    await task.destroy()
  }
}

/** Only of embedded fonts must more be known (`fonts.ts`), which takes pdf.js as long again for a Chinese one that is not. */
function mayEmbedFonts({ buffer, byteOffset, byteLength }: Uint8Array): boolean {
  const file = Buffer.from(buffer, byteOffset, byteLength)
  return file.includes('/FontFile') || file.includes('/ObjStm')
}

async function paint(document: PDFDocumentProxy): Promise<Page[]> {
  if (document.numPages > LIMITS.pdfPages) throw overfull(`PDF 有 ${document.numPages} 页`)
  const layers = await document.getOptionalContentConfig()
  const pages: Page[] = []
  let operators = 0
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number)
    const list = await page.getOperatorList()
    operators += list.fnArray.length
    if (operators > LIMITS.pdfOperators) throw overfull('PDF 的绘制内容过多')
    const { width, height, transform } = page.getViewport({ scale: 1 })
    const view = { width, height, transform: matrixOf(Transform.parse(transform)) ?? IDENTITY }
    const isShown = (layer: unknown) => Boolean(layers.isVisible(layer))
    pages.push(paintPage(number, { fnArray: list.fnArray, argsArray: list.argsArray }, view, { font: fontsOf(page), isShown }))
    page.cleanup()
  }
  return pages
}
