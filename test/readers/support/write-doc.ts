/** A change of format: its code and its operand. */
export type Sprm = readonly [code: number, ...operand: number[]]

/** Text with one format; `\r` and `\x07` end paragraphs and cells. */
export interface RunData {
  readonly text: string
  readonly characters?: readonly Sprm[]
  /** The format of the paragraph that it belongs to. */
  readonly paragraph?: readonly Sprm[]
  readonly style?: number
  /** One byte a character. */
  readonly narrow?: boolean
  /** Changes of the whole piece, as a document saved fast keeps them. */
  readonly piece?: readonly Sprm[]
}

export interface DocOptions {
  /** Pieces lie in the file from the last to the first. */
  readonly backwards?: boolean
  readonly data?: Buffer
  readonly version?: number
  readonly flags?: number
  /** What it claims of itself, in characters. */
  readonly bodyLength?: number
}

const PAGE = 512
const u16 = (value: number) => Buffer.of(value & 0xff, (value >> 8) & 0xff)
const u32 = (value: number) => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}
export const sprms = (changes: readonly Sprm[]): Buffer => Buffer.concat(changes.map(([code, ...operand]) => Buffer.concat([u16(code), Buffer.from(operand)])))

/** A page of formats, one for each run: their limits, where each format lies, the formats from the end on. */
function formatPage(limits: readonly number[], formats: readonly Buffer[], width: number): Buffer {
  const page = Buffer.alloc(PAGE)
  limits.forEach((limit, index) => page.writeUInt32LE(limit, index * 4))
  let end = PAGE - 1
  formats.forEach((format, index) => {
    end -= format.length + ((end - format.length) % 2)
    page.set(format, end)
    page[limits.length * 4 + index * width] = end / 2
  })
  page[PAGE - 1] = formats.length
  return page
}

/** A document of Word 97 with few runs: each is a piece of its own. */
export function writeDoc(runs: readonly RunData[], { backwards = false, data = Buffer.alloc(0), version = 193, flags = 0, bodyLength }: DocOptions = {}): Uint8Array {
  const texts = runs.map(({ text, narrow }) => Buffer.from(text, narrow ? 'latin1' : 'utf16le'))
  const order = backwards ? [...runs.keys()].reverse() : [...runs.keys()]
  const offsets: number[] = []
  let at = PAGE * 3
  for (const index of order) {
    offsets[index] = at
    at += texts[index]?.length ?? 0
  }
  const limits = [...order.map((index) => offsets[index] ?? 0), at]
  const characterPage = formatPage(limits, order.map((index) => sprmsWithLength(runs[index]?.characters ?? [])), 1)
  const paragraphPage = formatPage(limits, order.map((index) => paragraphFormat(runs[index])), 13)
  const body = Buffer.concat([Buffer.alloc(PAGE), characterPage, paragraphPage, ...order.map((index) => texts[index] ?? Buffer.alloc(0))])

  const changes = runs.map(({ piece = [] }) => sprms(piece))
  const positions = runs.reduce<number[]>((all, { text }) => [...all, (all.at(-1) ?? 0) + text.length], [0])
  const pieces = Buffer.concat([
    ...positions.map(u32),
    ...runs.map(({ narrow }, index) => {
      const offset = offsets[index] ?? 0
      return Buffer.concat([u16(0), u32(narrow ? (offset * 2) | 0x40000000 : offset), u16((index << 1) | 1)])
    }),
  ])
  const parts = [
    { number: 12, bytes: Buffer.concat([u32(PAGE * 3), u32(at), u32(1)]) },
    { number: 13, bytes: Buffer.concat([u32(PAGE * 3), u32(at), u32(2)]) },
    { number: 33, bytes: Buffer.concat([...changes.map((change) => Buffer.concat([Buffer.of(1), u16(change.length), change])), Buffer.of(2), u32(pieces.length), pieces]) },
  ]
  body.writeUInt16LE(0xa5ec, 0)
  body.writeUInt16LE(version, 2)
  body.writeUInt16LE(0x0200 | flags, 10)
  body.writeUInt32LE(bodyLength ?? positions.at(-1) ?? 0, 0x4c)
  let table = Buffer.alloc(0)
  for (const { number, bytes } of parts) {
    body.writeUInt32LE(table.length, 0x9a + number * 8)
    body.writeUInt32LE(bytes.length, 0x9a + number * 8 + 4)
    table = Buffer.concat([table, bytes])
  }
  return compoundFile({ WordDocument: body, '1Table': table, ...(data.length > 0 && { Data: data }) })
}

function sprmsWithLength(changes: readonly Sprm[]): Buffer {
  const list = sprms(changes)
  return Buffer.concat([Buffer.of(list.length), list])
}

function paragraphFormat(run: RunData | undefined): Buffer {
  const list = Buffer.concat([u16(run?.style ?? 0), sprms(run?.paragraph ?? [])])
  const even = Buffer.concat([list, Buffer.alloc(list.length % 2)])
  return Buffer.concat([Buffer.of(0, even.length / 2), even])
}

const [SECTOR, ENTRY] = [512, 128]
const [END, FAT, FREE] = [0xfffffffe, 0xfffffffd, 0xffffffff]

/** The streams in a compound file, each on sectors of its own, one behind the other. */
export function compoundFile(streams: Readonly<Record<string, Buffer>>): Uint8Array {
  const names = Object.keys(streams)
  const fat: number[] = [FAT, END]
  const sectors: Buffer[] = []
  const entries = [entry('Root Entry', 5, END, 0, FREE, names.length > 0 ? 1 : FREE)]
  names.forEach((name, index) => {
    const bytes = streams[name] ?? Buffer.alloc(0)
    const count = Math.max(8, Math.ceil(bytes.length / SECTOR))
    const padded = Buffer.concat([bytes, Buffer.alloc(count * SECTOR - bytes.length)])
    entries.push(entry(name, 2, fat.length, Math.max(4096, bytes.length), index + 2 <= names.length ? index + 2 : FREE, FREE))
    for (let sector = 0; sector < count; sector += 1) fat.push(sector === count - 1 ? END : fat.length + 1)
    sectors.push(padded)
  })
  const header = Buffer.alloc(SECTOR, 0)
  header.set(Buffer.from('d0cf11e0a1b11ae1', 'hex'))
  for (const [at, value] of [[0x1a, 3], [0x1c, 0xfffe], [0x1e, 9], [0x20, 6]] as const) header.writeUInt16LE(value, at)
  for (const [at, value] of [[0x2c, 1], [0x30, 1], [0x38, 4096], [0x3c, END], [0x44, END], [0x4c, 0]] as const) header.writeUInt32LE(value, at)
  for (let at = 0x50; at < SECTOR; at += 4) header.writeUInt32LE(FREE, at)
  const table = Buffer.alloc(SECTOR, 0xff)
  fat.forEach((next, index) => table.writeUInt32LE(next, index * 4))
  const directory = Buffer.concat([...entries, Buffer.alloc(ENTRY * Math.max(0, 4 - entries.length))])
  return Buffer.concat([header, table, directory, ...sectors])
}

function entry(name: string, type: number, start: number, size: number, right: number, child: number): Buffer {
  const bytes = Buffer.alloc(ENTRY)
  bytes.write(name, 'utf16le')
  bytes.writeUInt16LE((name.length + 1) * 2, 64)
  bytes[66] = type
  for (const [at, value] of [[68, FREE], [72, right], [76, child], [116, start], [120, size]] as const) bytes.writeUInt32LE(value, at)
  return bytes
}
