export interface Decoded {
  readonly text: string
  /** `utf-8`, `gb18030`, `utf-16le` or `utf-16be`. */
  readonly encoding: string
  /** How many characters could not be decoded and stand as U+FFFD in `text`. */
  readonly damaged: number
}

const MARKS = [
  { encoding: 'utf-8', bytes: [0xef, 0xbb, 0xbf] },
  { encoding: 'utf-16le', bytes: [0xff, 0xfe] },
  { encoding: 'utf-16be', bytes: [0xfe, 0xff] },
] as const

/** More damage than one character in this many, and the file was not in that encoding. */
const DAMAGE = 100
const SAMPLE = 4096

/**
 * Decodes by the bytes alone: byte order mark, UTF-16 without one, strict UTF-8, GB18030 (which holds GBK and
 * GB2312). What a page declares of itself is often wrong and is not asked. A file with a few damaged characters is
 * decoded with U+FFFD in their place.
 * @returns null if the bytes are text in none of these encodings.
 */
export function decode(bytes: Uint8Array): Decoded | null {
  const mark = MARKS.find((known) => known.bytes.every((byte, i) => bytes[i] === byte))
  if (mark) return lenient(bytes.subarray(mark.bytes.length), mark.encoding)
  const wide = utf16Order(bytes)
  if (wide) return lenient(bytes, wide)
  return strict(bytes, 'utf-8') ?? lenient(bytes, 'utf-8') ?? strict(bytes, 'gb18030') ?? lenient(bytes, 'gb18030')
}

function strict(bytes: Uint8Array, encoding: string): Decoded | null {
  try {
    return { text: new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes), encoding, damaged: 0 }
  } catch {
    return null
  }
}

function lenient(bytes: Uint8Array, encoding: string): Decoded | null {
  const text = new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes)
  const damaged = text.split('\uFFFD').length - 1
  if (damaged === 0) return { text, encoding, damaged }
  const foreign = text.match(/[^\0-\x7f]/g)?.length ?? 0
  return damaged * DAMAGE <= foreign ? { text, encoding, damaged } : null
}

/** What reports are written with: ASCII, Chinese characters and their punctuation. */
const EXPECTED = /[\t\n\r -~\u00a0\u2010-\u2026\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]/g
const MOST = 0.9

/** Text in UTF-8 or GBK has no zero byte; in UTF-16 every digit, blank and line end has one. */
function utf16Order(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const sample = bytes.subarray(0, SAMPLE)
  if (!sample.includes(0)) return null
  const looksRight = (encoding: string) => {
    const text = new TextDecoder(encoding).decode(sample)
    return (text.match(EXPECTED)?.length ?? 0) >= text.length * MOST
  }
  return (['utf-16le', 'utf-16be'] as const).find(looksRight) ?? null
}
