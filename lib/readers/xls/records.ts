import { damaged } from '../refusal.ts'

/** Record types ([MS-XLS] 2.3) that matter here. */
export const RECORD = {
  formula: 0x0006, end: 0x000a, date1904: 0x0022, password: 0x002f, continued: 0x003c, picture: 0x005d, column: 0x007d, sheet: 0x0085,
  numbers: 0x00bd, blanks: 0x00be, richLabel: 0x00d6, style: 0x00e0, merges: 0x00e5, drawing: 0x00ec, strings: 0x00fc, sharedLabel: 0x00fd,
  blank: 0x0201, number: 0x0203, label: 0x0204, truth: 0x0205, result: 0x0207, row: 0x0208, smallNumber: 0x027e, format: 0x041e, begin: 0x0809,
} as const

export interface RecordData {
  readonly type: number
  /** What one record cannot hold goes on in further ones. */
  readonly parts: readonly Buffer[]
  readonly data: Buffer
  /** Where the next record begins. */
  readonly next: number
}

/** The record at `at`, with those that continue it. @throws {Refusal} `damaged-file` if it is not whole. */
export function recordAt(stream: Buffer, at: number): RecordData {
  const first = part(stream, at)
  const parts = [first.data]
  let next = first.next
  // A drawing goes on in objects of its own; their continuation is not text.
  while (first.type !== RECORD.drawing && next + 4 <= stream.length && stream.readUInt16LE(next) === RECORD.continued) {
    const more = part(stream, next)
    parts.push(more.data)
    next = more.next
  }
  return { type: first.type, parts, data: first.data, next }
}

function part(stream: Buffer, at: number): { type: number; data: Buffer; next: number } {
  if (at + 4 > stream.length) throw damaged()
  const next = at + 4 + stream.readUInt16LE(at + 2)
  if (next > stream.length) throw damaged()
  return { type: stream.readUInt16LE(at), data: stream.subarray(at + 4, next), next }
}
