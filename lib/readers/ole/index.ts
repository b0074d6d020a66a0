import { damaged, Refusal } from '../refusal.ts'
import { type Entry, readDirectory } from './directory.ts'
import { Sectors } from './sectors.ts'

const MAGIC = 'd0cf11e0a1b11ae1'
const HEADER = 512
/** Where the header says so; Word and Excel always write these. */
const MINI_SHIFT = 6

/**
 * A compound file ([MS-CFB]): the container of Word, Excel and WPS files up to 2003. Own code, since the
 * libraries for it follow circular chains of sectors until memory is full.
 */
export class CompoundFile {
  readonly #sectors: Sectors
  readonly #mini: Sectors
  readonly #entries: ReadonlyMap<string, Entry>
  readonly #cutoff: number

  /** @throws {Refusal} `damaged-file` where the directory or a table of sectors is not whole. */
  constructor(bytes: Uint8Array) {
    const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const shift = file.length < HEADER ? 0 : file.readUInt16LE(0x1e)
    if (file.toString('hex', 0, 8) !== MAGIC || (shift !== 9 && shift !== 12)) throw damaged()
    this.#sectors = new Sectors(file.subarray(1 << shift), shift, fatOf(file, shift))
    this.#cutoff = file.readUInt32LE(0x38)
    const { root, entries } = readDirectory(this.#sectors.chain(file.readUInt32LE(0x30)))
    this.#entries = entries
    const miniFat = file.readUInt32LE(0x40) > 0 ? this.#sectors.chain(file.readUInt32LE(0x3c)) : Buffer.alloc(0)
    const store = miniFat.length > 0 ? this.#sectors.stream(root) : Buffer.alloc(0)
    this.#mini = new Sectors(store, MINI_SHIFT, miniFat)
  }

  get names(): readonly string[] {
    return [...this.#entries.keys()]
  }

  /**
   * The stream of that name in the root folder; null if there is none.
   * @throws {Refusal} `damaged-file` if it is not whole.
   */
  stream(name: string): Buffer | null {
    const entry = this.#entries.get(name)
    if (!entry) return null
    return (entry.size < this.#cutoff ? this.#mini : this.#sectors).stream(entry)
  }
}

/** What stands in the root folder of a compound file; nothing if it is damaged. */
export function streamNames(bytes: Uint8Array): readonly string[] {
  try {
    return new CompoundFile(bytes).names
  } catch (error) {
    if (error instanceof Refusal || error instanceof RangeError) return []
    throw error
  }
}

/** The table that names for each sector the next one of its chain. */
function fatOf(file: Buffer, shift: number): Buffer {
  const size = 1 << shift
  const body = file.subarray(size)
  const numbers: number[] = []
  const count = Math.min(file.readUInt32LE(0x2c), Math.ceil(body.length / size))
  const take = (from: Buffer, entries: number) => {
    for (let at = 0; at < entries && numbers.length < count; at += 1) numbers.push(from.readUInt32LE(at * 4))
  }
  take(file.subarray(0x4c, HEADER), 109)
  // Each further sector of the list adds to it, so the list ends with the file.
  for (let next = file.readUInt32LE(0x44); numbers.length < count; ) {
    const sector = body.subarray(next * size, (next + 1) * size)
    if (sector.length < size) throw damaged()
    take(sector, size / 4 - 1)
    next = sector.readUInt32LE(size - 4)
  }
  return Buffer.concat(
    numbers.map((number) => {
      const sector = body.subarray(number * size, (number + 1) * size)
      if (sector.length < size) throw damaged()
      return sector
    }),
  )
}
