import { damaged } from '../refusal.ts'

/** A stream as the directory lists it. */
export interface Entry {
  readonly start: number
  readonly size: number
}

const ENTRY = 128
const [STREAM, ROOT] = [2, 5]
const NONE = 0xffffffff

/** The root, and the streams that stand in it; those of embedded documents are not among them. */
export function readDirectory(bytes: Buffer): { root: Entry; entries: ReadonlyMap<string, Entry> } {
  const entryAt = (id: number): Entry => ({ start: bytes.readUInt32LE(id * ENTRY + 116), size: bytes.readUInt32LE(id * ENTRY + 120) })
  const count = Math.floor(bytes.length / ENTRY)
  if (count === 0 || bytes[66] !== ROOT) throw damaged()
  const entries = new Map<string, Entry>()
  const seen = new Set<number>()
  const waiting = [bytes.readUInt32LE(76)]
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (id === NONE || id >= count || seen.has(id)) continue
    seen.add(id)
    const at = id * ENTRY
    const nameLength = Math.min(Math.max(0, bytes.readUInt16LE(at + 64) - 2), 62)
    if (bytes[at + 66] === STREAM) entries.set(bytes.toString('utf16le', at, at + nameLength), entryAt(id))
    waiting.push(bytes.readUInt32LE(at + 68), bytes.readUInt32LE(at + 72))
  }
  return { root: entryAt(0), entries }
}
