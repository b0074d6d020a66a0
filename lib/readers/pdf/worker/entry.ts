import { parentPort } from 'node:worker_threads'
import { damaged, Refusal } from '../../refusal.ts'
import { layOut } from '../layout.ts'
import type { Answer } from './answer.ts'
import { pagesOf } from './pages.ts'
import { prepare } from './prepare.ts'

parentPort?.on('message', (bytes: Uint8Array) => {
  void answer(bytes).then((result) => parentPort?.postMessage(result))
})
parentPort?.postMessage('ready')

async function answer(file: Uint8Array): Promise<Answer> {
  let bytes: Uint8Array | null = null
  try {
    bytes = prepare(file)
    return { ok: true, pages: (await pagesOf(bytes)).map(layOut) }
  } catch (error) {
    // Whatever else pdf.js throws, it throws at a file that breaks the rules of its format.
    return { ok: false, rejection: (error instanceof Refusal ? error : damaged()).rejection, unopened: bytes === null }
  }
}
