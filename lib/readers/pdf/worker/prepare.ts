import { inflateSync } from 'node:zlib'
import { LIMITS } from '../../limits.ts'
import { damaged, overfull } from '../../refusal.ts'

/** No dictionary of a stream is longer. */
const DICTIONARY = 4096
const STREAM = Buffer.from('stream')
const END = Buffer.from('endstream')

/**
 * Looks through a PDF before it is opened. Its end must be there, its compressed streams whole and of a size that a
 * report can have. Pictures are shrunk to one point, so that nobody spends time on decoding them: where they stand is all
 * that matters. (Streams are never within streams, so that each shows its dictionary in the bytes of the file.)
 * @returns a copy of the file.
 * @throws {Refusal} `damaged-file` or `too-large`.
 */
export function prepare(file: Uint8Array): Uint8Array {
  const bytes = Buffer.from(file)
  if (!isComplete(bytes)) throw damaged()
  const encrypted = bytes.includes('/Encrypt')
  let total = 0
  for (let at = bytes.indexOf(STREAM); at >= 0; at = bytes.indexOf(STREAM, at + 1)) {
    const begin = beginOf(bytes, at)
    if (begin === null) continue
    const head = bytes.toString('latin1', Math.max(0, at - DICTIONARY), at)
    const open = head.lastIndexOf(' obj')
    if (open < 0) continue
    const dictionary = head.slice(open)
    const end = bytes.indexOf(END, begin)
    if (IMAGE.test(dictionary)) shrink(bytes, at - dictionary.length, dictionary)
    else if (!encrypted) total += inflatedSize(bytes.subarray(begin, end < 0 ? bytes.length : end), flates(dictionary))
    if (total > LIMITS.zipTotal) throw overfull('PDF 解压后的内容过大')
    if (end < 0) break
    at = end + END.length
  }
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

const IMAGE = /\/Subtype\s*\/Image\b/
/** Filters in the order in which they are undone, as far as they are Flate: one within another unpacks to far more. */
const FLATES = /\/Filter\s*\[?\s*((?:\/(?:FlateDecode|Fl)\b\s*)+)/
const END_OF_FILE = /startxref\s+([1-9]\d*)\s+%%EOF/g
/** A file that another program has added to may hold this much behind its end. */
const NEW_OBJECT = /\d+\s+\d+\s+obj\b/

/** Whether nothing of the file begins behind its last end; a file that was cut may still have the end of an older version. */
function isComplete(bytes: Buffer): boolean {
  const text = bytes.toString('latin1')
  const last = [...text.matchAll(END_OF_FILE)].at(-1)
  return last !== undefined && !NEW_OBJECT.test(text.slice(last.index + last[0].length))
}

/** Where the content of a stream begins; null if `at` is the word within something else. */
function beginOf(bytes: Buffer, at: number): number | null {
  const [first, second] = [bytes[at + STREAM.length], bytes[at + STREAM.length + 1]]
  if (first === 0x0a) return at + STREAM.length + 1
  return first === 0x0d ? at + STREAM.length + (second === 0x0a ? 2 : 1) : null
}

function shrink(bytes: Buffer, at: number, dictionary: string): void {
  const small = dictionary
    .replace(/(\/(?:Width|Height)\s+)(\d+)(?!\d|\s+\d+\s+R)/g, (_, name: string, value: string) => `${name}${'1'.padEnd(value.length)}`)
    .replace(/\/Filter\b/, '/Fxlter')
  bytes.write(small, at, 'latin1')
}

/** How many times a stream was compressed, one time upon the other. */
const flates = (dictionary: string): number => FLATES.exec(dictionary)?.[1]?.split('/').slice(1).length ?? 0

/**
 * How much a stream unpacks to; nothing if it is not compressed.
 * @throws {Refusal} if it does not hold together, or unpacks to more than any report needs.
 */
function inflatedSize(stream: Buffer, times: number): number {
  let unpacked = stream
  try {
    for (let time = 0; time < times; time += 1) unpacked = inflateSync(unpacked, { maxOutputLength: LIMITS.zipEntry })
    return times === 0 ? 0 : unpacked.length
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    throw code === 'ERR_BUFFER_TOO_LARGE' ? overfull('PDF 解压后的内容过大') : damaged()
  }
}
