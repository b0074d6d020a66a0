import { Inflate, inflateSync } from 'fflate'
import { LIMITS } from '../limits.ts'
import { damaged, locked, overfull, Refusal } from '../refusal.ts'
import { crc32 } from './crc32.ts'
import { LOCAL_LENGTH, readDirectory, type ZipEntry } from './directory.ts'

export type { ZipEntry } from './directory.ts'

const STORED = 0
const DEFLATED = 8
/** What goes into the inflater at once: it can come out a thousand times as large before anyone looks. */
const STEP = 16 * 1024

const megabytes = (bytes: number) => Math.round(bytes / 1024 / 1024)

/** How much may come out, in bytes: of one entry, and of all of them. */
interface Bounds {
  readonly entry: number
  readonly total: number
}

/** A ZIP container, and what is still allowed to come out of it. */
export class Zip {
  readonly entries: readonly ZipEntry[]
  readonly #bytes: Uint8Array
  readonly #bounds: Bounds
  #left: number

  /** @throws {Refusal} `damaged-file` without a whole directory, `too-large` with more than 5,000 entries. */
  constructor(bytes: Uint8Array, bounds: Bounds = { entry: LIMITS.zipEntry, total: LIMITS.zipTotal }) {
    this.#bytes = bytes
    this.#bounds = bounds
    this.#left = bounds.total
    this.entries = readDirectory(bytes)
  }

  /**
   * Unpacks one entry.
   * @throws {Refusal} `too-large` if it declares more than the bounds allow (40 MB; 100 MB in all); `password`;
   *   `unsupported-type` if it is packed in a rare way; `damaged-file` if what comes out is not what was declared, to the last byte.
   */
  unpack(entry: ZipEntry): Uint8Array {
    if (entry.encrypted) throw locked()
    const { entry: most, total } = this.#bounds
    if (entry.size > most) throw overfull(`文件解压后有 ${megabytes(entry.size)} MB，超过 ${megabytes(most)} MB 的上限`)
    this.#left -= entry.size
    if (this.#left < 0) throw overfull(`文件解压后超过 ${megabytes(total)} MB 的上限`)
    const packed = this.#packed(entry)
    const bytes = entry.method === STORED ? packed : inflate(packed, entry.size)
    if (bytes.length !== entry.size || crc32(bytes) !== entry.crc) throw damaged()
    return bytes
  }

  #packed({ offset, packedSize, method }: ZipEntry): Uint8Array {
    if (method !== STORED && method !== DEFLATED)
      throw new Refusal('unsupported-type', '压缩包使用了少见的压缩方式，无法解开。请用系统自带的“压缩为 ZIP 文件”重新压缩，再重新上传。')
    const view = new DataView(this.#bytes.buffer, this.#bytes.byteOffset, this.#bytes.byteLength)
    const start = offset + LOCAL_LENGTH + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true)
    if (start + packedSize > view.byteLength) throw damaged()
    return this.#bytes.subarray(start, start + packedSize)
  }
}

/** Inflates no further than the declared size: a lying header costs one step, not the machine. */
function inflate(packed: Uint8Array, size: number): Uint8Array {
  try {
    // What is more than the room it is given falls away; one byte too many is enough to tell.
    return packed.length <= STEP ? inflateSync(packed, { out: new Uint8Array(size + 1) }) : inflateBySteps(packed, size)
  } catch (error) {
    throw error instanceof Refusal ? error : damaged()
  }
}

function inflateBySteps(packed: Uint8Array, size: number): Uint8Array {
  const whole = new Uint8Array(size)
  let length = 0
  const inflater = new Inflate((chunk) => {
    if (length + chunk.length > size) throw damaged()
    whole.set(chunk, length)
    length += chunk.length
  })
  for (let at = 0; at < packed.length; at += STEP) inflater.push(packed.subarray(at, at + STEP), at + STEP >= packed.length)
  return whole.subarray(0, length)
}
