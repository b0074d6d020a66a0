import type { ReadResult } from '../document.ts'
import { writeDocument } from '../flow/write.ts'
import { damaged, orRefuse } from '../refusal.ts'
import { RtfReader } from './reader.ts'
import { scan } from './scan.ts'

/**
 * Reads a Rich Text Format file (specification 1.9.1) as a person sees it: hidden and deleted text, headers,
 * footers and notes left out. Time and memory are linear in its length.
 * @returns a rejection `damaged-file` if it is cut off or nested beyond any real file, `too-large` if it is
 *   filled beyond any.
 */
export function readRtf(bytes: Uint8Array): ReadResult {
  return orRefuse(() => {
    const reader = new RtfReader()
    scan(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1'), reader)
    if (!reader.isComplete) throw damaged()
    return { ok: true, document: writeDocument(reader.flow.finish(), 'rtf', 'rtf') }
  })
}
