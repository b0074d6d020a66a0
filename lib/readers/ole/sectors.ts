import { damaged } from '../refusal.ts'

const END_OF_CHAIN = 0xfffffffe

/** Sectors of one size, and the table that chains them. */
export class Sectors {
  readonly #body: Buffer
  readonly #shift: number
  readonly #next: Buffer

  constructor(body: Buffer, shift: number, next: Buffer) {
    this.#body = body
    this.#shift = shift
    this.#next = next
  }

  /** All bytes of the chain that begins at `start`. @throws {Refusal} `damaged-file` if it has no end. */
  chain(start: number): Buffer {
    return this.#read(start, Infinity)
  }

  /** @throws {Refusal} `damaged-file` if less than `size` is there. */
  stream({ start, size }: { readonly start: number; readonly size: number }): Buffer {
    const bytes = size === 0 ? Buffer.alloc(0) : this.#read(start, size)
    if (bytes.length < size) throw damaged()
    return bytes.subarray(0, size)
  }

  /** Neighbouring sectors are taken as one piece; nearly all files are written so. */
  #read(start: number, size: number): Buffer {
    const pieces: Buffer[] = []
    const length = 1 << this.#shift
    const count = this.#next.length >>> 2
    const most = Math.min(count, Math.ceil(size / length))
    let taken = 0
    let sector = start
    while (sector !== END_OF_CHAIN && taken < most) {
      const first = sector
      let end = first
      while (sector === end && taken < most) {
        if (sector >= count) throw damaged()
        taken += 1
        end += 1
        sector = this.#next.readUInt32LE(sector * 4)
      }
      pieces.push(this.#body.subarray(first * length, end * length))
    }
    if (size === Infinity && sector !== END_OF_CHAIN) throw damaged()
    return pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces)
  }
}
