import { damaged } from '../refusal.ts'

/** A run of text as it lies in the file: a document saved fast has many, in any order. */
export interface Piece {
  readonly length: number
  /** Where it begins in the text stream. */
  readonly offset: number
  /** Bytes of one character. */
  readonly width: 1 | 2
  /** Changes of format for the whole piece. */
  readonly changes: Buffer
}

const [CHANGES, TABLE] = [1, 2]
const DESCRIPTOR = 8
const COMPRESSED = 0x40000000
const NONE = Buffer.alloc(0)
/** A document saved fast many times has some hundred. */
const MAX_PIECES = 20_000
/** The changes that fit into a descriptor and matter here, by their number there ([MS-DOC] 2.9.215). */
const SHORT_CHANGES: Readonly<Record<number, number>> = { 0x18: 0x2416, 0x19: 0x2417, 0x41: 0x0800, 0x5c: 0x083c }

/** The pieces of the text, in reading order. @throws {Refusal} `damaged-file` if their table is not whole. */
export function readPieces(part: Buffer): Piece[] {
  const changes: Buffer[] = []
  let at = 0
  while (part[at] === CHANGES) {
    const length = part.readUInt16LE(at + 1)
    changes.push(part.subarray(at + 3, at + 3 + length))
    at += 3 + length
  }
  if (part[at] !== TABLE) throw damaged()
  const table = part.subarray(at + 5, at + 5 + part.readUInt32LE(at + 1))
  const count = Math.floor((table.length - 4) / (4 + DESCRIPTOR))
  if (count < 1 || count > MAX_PIECES) throw damaged()
  return Array.from({ length: count }, (_, index) => {
    const length = table.readUInt32LE((index + 1) * 4) - table.readUInt32LE(index * 4)
    const descriptor = (count + 1) * 4 + index * DESCRIPTOR
    const position = table.readUInt32LE(descriptor + 2)
    const width = position & COMPRESSED ? 1 : 2
    const start = position & (COMPRESSED - 1)
    if (length < 0) throw damaged()
    return { length, width, offset: width === 1 ? start >>> 1 : start, changes: changesOf(table.readUInt16LE(descriptor + 6), changes) }
  })
}

function changesOf(modifier: number, changes: readonly Buffer[]): Buffer {
  if (modifier & 1) return changes[modifier >> 1] ?? NONE
  const code = SHORT_CHANGES[(modifier >> 1) & 0x7f]
  return code === undefined ? NONE : Buffer.of(code & 0xff, code >> 8, modifier >> 8)
}
