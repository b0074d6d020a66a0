// node test/bench/pdf.ts [FILE...]: reading PDF files, against what pdf.js itself takes for the text and operators of the same pages.
import { readFileSync } from 'node:fs'
import '../../lib/readers/pdf/worker/globals.ts'
import 'pdfjs-dist/legacy/build/pdf.worker.mjs'
import { getDocument, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { readPdf } from '../../lib/readers/pdf/index.ts'
import { SPECIMEN } from '../support/specimen.ts'
import { PDF_DIALECTS, writePdf } from '../readers/support/write-pdf.ts'

const RUNS = 21
const cMapUrl = new URL('../../node_modules/pdfjs-dist/cmaps/', import.meta.url).pathname

async function bare(bytes: Uint8Array): Promise<void> {
  const task = getDocument({ data: Uint8Array.from(bytes), cMapUrl, verbosity: VerbosityLevel.ERRORS })
  const document = await task.promise
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number)
    await page.getTextContent()
    await page.getOperatorList()
  }
  await task.destroy()
}

async function median(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let run = 0; run < RUNS; run += 1) {
    const begin = performance.now()
    await work()
    times.push(performance.now() - begin)
  }
  return times.sort((a, b) => a - b)[RUNS >> 1] ?? 0
}

const files = process.argv.slice(2).map((name) => ({ name, bytes: new Uint8Array(readFileSync(name)) }))
const own = PDF_DIALECTS.map((dialect) => ({ name: dialect.name, bytes: writePdf(SPECIMEN, dialect) }))
const begin = performance.now()
await readPdf(own[0]?.bytes ?? new Uint8Array())
console.log(`first file, thread and pdf.js loaded: ${(performance.now() - begin).toFixed(0)} ms`)
for (const { name, bytes } of files.length > 0 ? files : own) {
  const [read, itself] = [await median(() => readPdf(bytes)), await median(() => bare(bytes))]
  console.log(`${name}, ${(bytes.length / 1024).toFixed(0)} KB: ${read.toFixed(1)} ms, pdf.js itself ${itself.toFixed(1)} ms, x ${(read / itself).toFixed(2)}`)
}
process.exit()
