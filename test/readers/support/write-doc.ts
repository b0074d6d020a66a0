import { partsOf } from '../../support/parts.ts'
import type { ReportData } from '../../support/report-data.ts'
import { mergedRows, type RowCell } from './merged-rows.ts'

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
/** Pages of the head, which lists where all else lies. */
const HEAD = 2
const u16 = (value: number) => Buffer.of(value & 0xff, (value >> 8) & 0xff)
const u32 = (value: number) => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}
export const sprms = (changes: readonly Sprm[]): Buffer => Buffer.concat(changes.map(([code, ...operand]) => Buffer.concat([u16(code), Buffer.from(operand)])))

/** How many formats, one behind the other, fit on each page. */
function fill(formats: readonly Buffer[], width: number): number[] {
  const counts: number[] = []
  let left = 0
  for (const { length } of formats) {
    const size = 4 + width + length + (length % 2)
    if (counts.length === 0 || left < size) {
      counts.push(0)
      left = PAGE - 1 - 4
    }
    left -= size
    counts[counts.length - 1] = (counts.at(-1) ?? 0) + 1
  }
  return counts
}

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

/** The pages of formats, and the list that tells from where on each of them holds. */
function formatPages(counts: readonly number[], limits: readonly number[], formats: readonly Buffer[], width: number, number: number): { pages: Buffer; list: Buffer } {
  const starts = counts.reduce<number[]>((all, count) => [...all, (all.at(-1) ?? 0) + count], [0])
  const pages = counts.map((count, index) => {
    const from = starts[index] ?? 0
    return formatPage(limits.slice(from, from + count + 1), formats.slice(from, from + count), width)
  })
  return { pages: Buffer.concat(pages), list: Buffer.concat([...starts.map((at) => u32(limits[at] ?? 0)), ...counts.map((_, index) => u32(number + index))]) }
}

/** A document of Word 97: each run is a piece of its own. */
export function writeDoc(runs: readonly RunData[], { backwards = false, data = Buffer.alloc(0), version = 193, flags = 0, bodyLength }: DocOptions = {}): Uint8Array {
  const texts = runs.map(({ text, narrow }) => Buffer.from(text, narrow ? 'latin1' : 'utf16le'))
  const order = backwards ? [...runs.keys()].reverse() : [...runs.keys()]
  const [characters, paragraphs] = [order.map((index) => sprmsWithLength(runs[index]?.characters ?? [])), order.map((index) => paragraphFormat(runs[index]))]
  const [characterCounts, paragraphCounts] = [fill(characters, 1), fill(paragraphs, 13)]
  const offsets: number[] = []
  let at = PAGE * (HEAD + characterCounts.length + paragraphCounts.length)
  for (const index of order) {
    offsets[index] = at
    at += texts[index]?.length ?? 0
  }
  const limits = [...order.map((index) => offsets[index] ?? 0), at]
  const characterPages = formatPages(characterCounts, limits, characters, 1, HEAD)
  const paragraphPages = formatPages(paragraphCounts, limits, paragraphs, 13, HEAD + characterCounts.length)
  const body = Buffer.concat([Buffer.alloc(PAGE * HEAD), characterPages.pages, paragraphPages.pages, ...order.map((index) => texts[index] ?? Buffer.alloc(0))])

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
    { number: 12, bytes: characterPages.list },
    { number: 13, bytes: paragraphPages.list },
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

export const IN_TABLE: Sprm = [0x2416, 1]
const ROW_END: Sprm = [0x2417, 1]

/** The definition of a row: its walls, and the flags of each cell. */
export function row(walls: readonly number[], flags: readonly number[] = []): Sprm {
  const words = [...walls.flatMap((wall) => [wall & 0xff, (wall >> 8) & 0xff]), ...walls.slice(1).flatMap((_, i) => [flags[i] ?? 0, 0, ...Array<number>(18).fill(0)])]
  return [0xd608, (words.length + 2) & 0xff, (words.length + 2) >> 8, walls.length - 1, ...words]
}
export const cells = (texts: readonly string[]): RunData => ({ text: texts.map((text) => `${text}\x07`).join(''), paragraph: [IN_TABLE] })
export const rowEnd = (...changes: readonly Sprm[]): RunData => ({ text: '\x07', paragraph: [IN_TABLE, ROW_END, ...changes] })

const WIDTH = 600
const [FIRST, CONTINUED] = [0x60, 0x20]

/** A row as Word keeps it: merged areas across columns are one wide cell, those down begin or go on. */
function tableRow(merged: readonly RowCell[]): RunData[] {
  const walls = [...merged.map(({ column }) => column * WIDTH), Math.max(...merged.map(({ column, cell }) => column + cell.colSpan)) * WIDTH]
  const flags = merged.map(({ cell, continued }) => (cell.rowSpan === 1 ? 0 : continued ? CONTINUED : FIRST))
  return [cells(merged.map(({ cell, continued }) => (continued ? '' : cell.text.replaceAll('\n', '\v')))), rowEnd(row(walls, flags))]
}

/** The report as a document of Word 97. */
export function writeDocReport(report: ReportData): Uint8Array {
  const runs = partsOf(report).flatMap((part): RunData[] =>
    part.kind === 'table' ? mergedRows(part.table).flatMap(tableRow) : [{ text: `${part.text}\r`, paragraph: part.kind === 'heading' ? [[0x2640, 0]] : [] }],
  )
  return writeDoc(runs)
}

const [SECTOR, ENTRY] = [512, 128]
const [END, FAT, FREE] = [0xfffffffe, 0xfffffffd, 0xffffffff]

/** The streams in a compound file, each on sectors of its own, one behind the other. */
export function compoundFile(streams: Readonly<Record<string, Buffer>>): Uint8Array {
  const names = Object.keys(streams)
  const sizes = names.map((name) => Math.max(8, Math.ceil((streams[name]?.length ?? 0) / SECTOR)))
  /** Each of its sectors tells of 128, itself included. */
  const tables = Math.ceil((1 + sizes.reduce((sum, size) => sum + size, 0)) / (SECTOR / 4 - 1))
  const fat: number[] = [...Array<number>(tables).fill(FAT), END]
  const sectors: Buffer[] = []
  const entries = [entry('Root Entry', 5, END, 0, FREE, names.length > 0 ? 1 : FREE)]
  names.forEach((name, index) => {
    const bytes = streams[name] ?? Buffer.alloc(0)
    const count = sizes[index] ?? 0
    const padded = Buffer.concat([bytes, Buffer.alloc(count * SECTOR - bytes.length)])
    entries.push(entry(name, 2, fat.length, Math.max(4096, bytes.length), index + 2 <= names.length ? index + 2 : FREE, FREE))
    for (let sector = 0; sector < count; sector += 1) fat.push(sector === count - 1 ? END : fat.length + 1)
    sectors.push(padded)
  })
  const header = Buffer.alloc(SECTOR, 0)
  header.set(Buffer.from('d0cf11e0a1b11ae1', 'hex'))
  for (const [at, value] of [[0x1a, 3], [0x1c, 0xfffe], [0x1e, 9], [0x20, 6]] as const) header.writeUInt16LE(value, at)
  for (const [at, value] of [[0x2c, tables], [0x30, tables], [0x38, 4096], [0x3c, END], [0x44, END]] as const) header.writeUInt32LE(value, at)
  for (let index = 0; index * 4 + 0x4c < SECTOR; index += 1) header.writeUInt32LE(index < tables ? index : FREE, 0x4c + index * 4)
  const table = Buffer.alloc(SECTOR * tables, 0xff)
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
