import { damaged, overfull } from '../refusal.ts'
import { LIMITS } from '../limits.ts'

/** An entry as the directory at the end of the container lists it; nothing of it is proven yet. */
export interface ZipEntry {
  /** With `/` between folders. It may be absolute, hold `..`, or stand twice: a label, never a path to write to. */
  readonly name: string
  /** Unpacked, in bytes, as declared. */
  readonly size: number
  readonly packedSize: number
  readonly crc: number
  readonly method: number
  readonly encrypted: boolean
  /** Where its local header begins. */
  readonly offset: number
}

const END = 0x06054b50
const ENTRY = 0x02014b50
const END_LENGTH = 22
const ENTRY_LENGTH = 46
const LOCAL = 0x04034b50
const LOCAL_MARK = 'PK\x03\x04'
export const LOCAL_LENGTH = 30
const MAX_COMMENT = 0xffff
/** Written where the true value stands in the ZIP64 field. */
const ELSEWHERE = 0xffffffff
const ZIP64 = 0x0001
const ENCRYPTED = 0x0001
const UTF8 = 0x0800

/**
 * Lists what is in a ZIP container by its directory.
 * @throws {Refusal} `damaged-file` without a whole directory, `too-large` with more than 5,000 entries.
 */
export function readDirectory(bytes: Uint8Array): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = findEnd(view)
  const count = view.getUint16(end + 10, true)
  if (count > LIMITS.zipEntries) throw overfull(`压缩包里有 ${count} 个文件，超过 ${LIMITS.zipEntries} 个的上限`)
  const size = view.getUint32(end + 12, true)
  let at = end - size
  // What stands before the first entry (a self-extracting program) shifts all offsets.
  const shift = at - view.getUint32(end + 16, true)
  if (at < 0 || shift < 0) throw damaged()
  const entries: ZipEntry[] = []
  while (entries.length < count) {
    if (at + ENTRY_LENGTH > end || view.getUint32(at, true) !== ENTRY) throw damaged()
    const nameLength = view.getUint16(at + 28, true)
    const extraLength = view.getUint16(at + 30, true)
    const next = at + ENTRY_LENGTH + nameLength + extraLength + view.getUint16(at + 32, true)
    if (next > end) throw damaged()
    const entry = readEntry(view, at, nameLength, extraLength, shift)
    if (!isConfirmed(bytes, entry, at + ENTRY_LENGTH, nameLength)) throw damaged()
    entries.push(entry)
    at = next
  }
  return entries
}

/** The names of all entries, without a leading slash, as far as they can be found: of a container cut off, by what stands before each entry. */
export function zipNames(bytes: Uint8Array): string[] {
  try {
    return readDirectory(bytes).map(({ name }) => name.replace(/^\/+/, ''))
  } catch {
    return localNames(bytes)
  }
}

function localNames(bytes: Uint8Array): string[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const names: string[] = []
  for (let at = 0; at >= 0 && at + LOCAL_LENGTH <= buffer.length && names.length < LIMITS.zipEntries; at = buffer.indexOf(LOCAL_MARK, at + 4, 'latin1'))
    names.push(buffer.toString('utf8', at + LOCAL_LENGTH, at + LOCAL_LENGTH + buffer.readUInt16LE(at + 26)))
  return names
}

function findEnd(view: DataView): number {
  const last = view.byteLength - END_LENGTH
  for (let at = last; at >= 0 && at >= last - MAX_COMMENT; at -= 1) if (view.getUint32(at, true) === END) return at
  throw damaged()
}

function readEntry(view: DataView, at: number, nameLength: number, extraLength: number, shift: number): ZipEntry {
  const flags = view.getUint16(at + 8, true)
  const nameAt = at + ENTRY_LENGTH
  const [size, packedSize, offset] = wideValues(view, nameAt + nameLength, extraLength, [
    view.getUint32(at + 24, true),
    view.getUint32(at + 20, true),
    view.getUint32(at + 42, true),
  ])
  return {
    name: decodeName(new Uint8Array(view.buffer, view.byteOffset + nameAt, nameLength), (flags & UTF8) !== 0),
    size,
    packedSize,
    crc: view.getUint32(at + 16, true),
    method: view.getUint16(at + 10, true),
    encrypted: (flags & ENCRYPTED) !== 0,
    offset: offset + shift,
  }
}

/** An entry has its name also before its content. Where the two differ a part could be taken for another, or be missed. */
function isConfirmed(bytes: Uint8Array, { offset }: ZipEntry, nameAt: number, nameLength: number): boolean {
  if (offset + LOCAL_LENGTH > bytes.length) return false
  const local = new DataView(bytes.buffer, bytes.byteOffset + offset, LOCAL_LENGTH)
  if (local.getUint32(0, true) !== LOCAL || local.getUint16(26, true) !== nameLength) return false
  for (let at = 0; at < nameLength; at += 1) if (bytes[offset + LOCAL_LENGTH + at] !== bytes[nameAt + at]) return false
  return true
}

type Values = [size: number, packedSize: number, offset: number]

/** Programs that write as a stream store small numbers, too, in the ZIP64 field. */
function wideValues(view: DataView, start: number, length: number, values: Values): Values {
  for (let at = start; at + 4 <= start + length; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== ZIP64) continue
    let field = at + 4
    const last = Math.min(field + view.getUint16(at + 2, true), start + length) - 8
    const wide = (value: number): number => {
      if (value !== ELSEWHERE || field > last) return value
      field += 8
      return Number(view.getBigUint64(field - 8, true))
    }
    return [wide(values[0]), wide(values[1]), wide(values[2])]
  }
  return values
}

/** Windows in Chinese writes names in GBK and does not say so. */
function decodeName(bytes: Uint8Array, utf8: boolean): string {
  return decode(bytes, utf8).replaceAll('\\', '/')
}

function decode(bytes: Uint8Array, utf8: boolean): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: !utf8 }).decode(bytes)
    if (utf8 || !ALPHABETS.test(text)) return text
    // Some Chinese characters in GBK are, as UTF-8, letters of other alphabets.
    const chinese = new TextDecoder('gb18030').decode(bytes)
    return HAN_ONLY.test(chinese) ? chinese : text
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

/** Letters of two bytes in UTF-8, none of three: Latin with marks, Greek, Cyrillic, Hebrew, Arabic. */
const ALPHABETS = /^(?=.*[\u0080-\u07ff])[\0-\u07ff]*$/su
const HAN_ONLY = /^(?:[\0-\x7f]|\p{Script=Han}|[（）《》【】、，。—]){1,}$/u
