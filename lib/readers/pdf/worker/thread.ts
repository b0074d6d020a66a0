import { Worker } from 'node:worker_threads'
import { overfull } from '../../refusal.ts'
import type { Answer } from './answer.ts'

/**
 * A file that takes longer is given up; a long report takes a tenth of that. It is processor time that counts, so that a
 * busy machine refuses no more than an idle one.
 */
const PROCESSOR_MS = 4_000
const DEADLINE_MS = 15_000
const START_MS = 20_000
/** How much the process may grow while one file is read. `resourceLimits` bound the heap, but no typed arrays. */
const GROWTH = 300 * 1024 * 1024
const WATCH_MS = 25
const HEAP_MB = 256

const tooMuch = (): Answer => ({ ok: false, rejection: overfull('PDF 的内容过多，无法在限定的时间和内存内读完').rejection, unopened: false })

/** The thread that waits for the next file, so that pdf.js need not be loaded anew; nobody else waits for it. */
let idle: Promise<Worker> | null = null
let last: Promise<unknown> = Promise.resolve()

/**
 * Has a PDF read in a thread of its own, within limits of time and memory. One file at a time: the limits are those of the
 * process. The thread is ended after a file that pdf.js did not read to its end: work on it may still go on.
 */
export function readInThread(bytes: Uint8Array): Promise<Answer> {
  const answer = last.then(() => readNext(bytes))
  last = answer.catch(() => undefined)
  return answer
}

async function readNext(bytes: Uint8Array): Promise<Answer> {
  const worker = await (idle ?? start())
  idle = null
  const answer = await ask(worker, bytes)
  if (answer && (answer.ok || answer.unopened)) idle = Promise.resolve(worker)
  else await worker.terminate()
  return answer ?? tooMuch()
}

/** @throws {Error} if the thread cannot be started: that is no fault of any file. */
function start(): Promise<Worker> {
  const worker = new Worker(WORKER, { execArgv: [], resourceLimits: { maxOldGenerationSizeMb: HEAP_MB }, stdout: true, stderr: true })
  worker.unref()
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the PDF thread did not start')), START_MS)
    const settled = (settle: () => void) => {
      clearTimeout(timer)
      settle()
    }
    worker.once('message', () => settled(() => resolve(worker)))
    worker.once('error', (error: Error) => settled(() => reject(error)))
  })
}

/** Bundled, it lies beside the function. */
const WORKER = new URL(import.meta.url.endsWith('.ts') ? './entry.ts' : './pdf-thread.mjs', import.meta.url)

/** @returns null if the thread gave no answer within its limits, or broke. */
function ask(worker: Worker, bytes: Uint8Array): Promise<Answer | null> {
  const before = { memory: process.memoryUsage.rss(), processor: process.cpuUsage() }
  return new Promise((resolve) => {
    const finish = (answer: Answer | null) => {
      clearTimeout(timer)
      clearInterval(watch)
      worker.off('message', finish).off('error', fail).off('exit', fail)
      worker.unref()
      resolve(answer)
    }
    const fail = () => finish(null)
    const timer = setTimeout(fail, DEADLINE_MS)
    const watch = setInterval(() => {
      const { user, system } = process.cpuUsage(before.processor)
      if (process.memoryUsage.rss() - before.memory > GROWTH || user + system > PROCESSOR_MS * 1000) fail()
    }, WATCH_MS)
    worker.ref()
    worker.on('message', finish).on('error', fail).on('exit', fail)
    worker.postMessage(bytes)
  })
}
