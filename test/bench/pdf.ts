// node test/bench/pdf.ts [FILE...]: reading PDF files, against what pdf.js itself takes for the text and operators of the same pages.
import { readFileSync } from 'node:fs'
import { readPdf } from '../../lib/readers/pdf/index.ts'
import { SPECIMEN } from '../support/specimen.ts'
import { PDF_DIALECTS, writePdf } from '../readers/support/write-pdf.ts'
import { barePdf } from './bare.ts'

const RUNS = 21

/** Of the clock, and of the processor, which a busy machine does not spoil; in milliseconds. */
interface Times {
  readonly wall: number
  readonly processor: number
}

async function median(work: () => Promise<unknown>): Promise<Times> {
  const times: Times[] = []
  for (let run = 0; run < RUNS; run += 1) {
    const [begin, before] = [performance.now(), process.cpuUsage()]
    await work()
    const { user, system } = process.cpuUsage(before)
    times.push({ wall: performance.now() - begin, processor: (user + system) / 1000 })
  }
  const middle = (values: readonly number[]) => values.toSorted((x, y) => x - y)[RUNS >> 1] ?? 0
  return { wall: middle(times.map(({ wall }) => wall)), processor: middle(times.map(({ processor }) => processor)) }
}

const files = process.argv.slice(2).map((name) => ({ name, bytes: new Uint8Array(readFileSync(name)) }))
const own = PDF_DIALECTS.map((dialect) => ({ name: dialect.name, bytes: writePdf(SPECIMEN, dialect) }))
const begin = performance.now()
await readPdf(own[0]?.bytes ?? new Uint8Array())
console.log(`first file, thread and pdf.js loaded: ${(performance.now() - begin).toFixed(0)} ms`)
for (const { name, bytes } of files.length > 0 ? files : own) {
  const [read, itself] = [await median(() => readPdf(bytes)), await median(() => barePdf(bytes))]
  const shown = (key: keyof Times) => `${read[key].toFixed(1)} ms, pdf.js itself ${itself[key].toFixed(1)} ms, x ${(read[key] / itself[key]).toFixed(2)}`
  console.log(`${name}, ${(bytes.length / 1024).toFixed(0)} KB: ${shown('wall')}; processor ${shown('processor')}`)
}
process.exit()
