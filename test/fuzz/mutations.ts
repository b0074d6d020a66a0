import { encode, ENCODINGS } from '../support/encode.ts'
import fc from '../support/property.ts'
import { SPECIMEN } from '../support/specimen.ts'
import { DESTRUCTIVE_LAYOUTS, LAYOUTS } from '../support/writers/index.ts'

type Edit = (bytes: Uint8Array) => Uint8Array

/** Positions are parts of the file's length, so that they mean something after every edit before. */
const part = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true })
const length = fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 1, max: 12 }) }, { weight: 1, arbitrary: fc.integer({ min: 1, max: 3_000 }) })

const join = (...parts: readonly Uint8Array[]) => new Uint8Array(Buffer.concat(parts))
const at = (bytes: Uint8Array, position: number) => Math.floor(position * bytes.length)

const flip = fc.record({ position: part, mask: fc.integer({ min: 1, max: 255 }) }).map(({ position, mask }): Edit => (bytes) => {
  const copy = bytes.slice()
  const index = at(bytes, position)
  copy[index] = (copy[index] ?? 0) ^ mask
  return copy
})
const cut = fc.record({ position: part, length }).map((edit): Edit => (bytes) => {
  const index = at(bytes, edit.position)
  return join(bytes.subarray(0, index), bytes.subarray(index + edit.length))
})
const splice = fc.record({ from: part, to: part, length, times: fc.integer({ min: 1, max: 20 }) }).map((edit): Edit => (bytes) => {
  const [from, to] = [at(bytes, edit.from), at(bytes, edit.to)]
  const piece = bytes.subarray(from, from + edit.length)
  return join(bytes.subarray(0, to), ...Array<Uint8Array>(edit.times).fill(piece), bytes.subarray(to))
})
const insert = fc
  .record({ position: part, text: fc.oneof(fc.constantFrom('<table>', '</td>', '<!--', '|', '\n\n', '\t', '"', '一、', '0', '<td rowspan=99>'), fc.string()) })
  .map(({ position, text }): Edit => (bytes) => {
    const index = at(bytes, position)
    return join(bytes.subarray(0, index), new TextEncoder().encode(text), bytes.subarray(index))
  })
const truncate = part.map((position): Edit => (bytes) => bytes.subarray(0, at(bytes, position)))
/** Removes the next tag or line break after a position. */
const drop = fc.record({ position: part, open: fc.constantFrom(0x3c, 0x0a, 0x7c) }).map(({ position, open }): Edit => (bytes) => {
  const start = bytes.indexOf(open, at(bytes, position))
  if (start < 0) return bytes
  const end = open === 0x3c ? bytes.indexOf(0x3e, start) : start
  return end < 0 ? bytes : join(bytes.subarray(0, start), bytes.subarray(end + 1))
})

const edit = fc.oneof(
  { weight: 4, arbitrary: flip },
  { weight: 3, arbitrary: cut },
  { weight: 2, arbitrary: splice },
  { weight: 3, arbitrary: insert },
  { weight: 4, arbitrary: drop },
  { weight: 1, arbitrary: truncate },
)

const SOURCES = [...LAYOUTS, ...DESTRUCTIVE_LAYOUTS].map(({ write }) => write(SPECIMEN))

/** Files that were reports once: written in some layout and encoding, then damaged. */
export const damagedFiles: fc.Arbitrary<Uint8Array> = fc
  .record({ source: fc.constantFrom(...SOURCES), encoding: fc.constantFrom(...ENCODINGS), edits: fc.array(edit, { minLength: 1, maxLength: 8 }) })
  .map(({ source, encoding, edits }) => edits.reduce((bytes, change) => change(bytes), encode(source, encoding)))
