export interface Encoding {
  readonly name: string
  /** As `Document.encoding` calls it. */
  readonly encoding: 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be'
  /** Whether a byte order mark comes first. */
  readonly mark: boolean
}

const UTF8: Encoding = { name: 'UTF-8', encoding: 'utf-8', mark: false }

/** All that agencies' files are seen in. */
export const ENCODINGS: readonly [Encoding, ...Encoding[]] = [
  UTF8,
  { name: 'UTF-8 with a mark', encoding: 'utf-8', mark: true },
  { name: 'GBK', encoding: 'gb18030', mark: false },
  { name: 'UTF-16LE with a mark', encoding: 'utf-16le', mark: true },
  { name: 'UTF-16LE', encoding: 'utf-16le', mark: false },
  { name: 'UTF-16BE with a mark', encoding: 'utf-16be', mark: true },
  { name: 'UTF-16BE', encoding: 'utf-16be', mark: false },
]

export function encode(text: string, { encoding, mark }: Encoding): Uint8Array {
  const marked = mark ? `\uFEFF${text}` : text
  switch (encoding) {
    case 'utf-8':
      return new TextEncoder().encode(marked)
    case 'gb18030':
      return toGbk(marked)
    case 'utf-16le':
      return new Uint8Array(Buffer.from(marked, 'utf16le'))
    case 'utf-16be':
      return new Uint8Array(Buffer.from(marked, 'utf16le').swap16())
  }
}

/** The platform only decodes GBK: the table is its decoder, asked for every pair of bytes. */
let table: ReadonlyMap<string, readonly number[]> | undefined

function gbkTable(): ReadonlyMap<string, readonly number[]> {
  const decoder = new TextDecoder('gbk')
  const pairs = new Map<string, readonly number[]>()
  for (let lead = 0x81; lead <= 0xfe; lead += 1)
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      const char = decoder.decode(Uint8Array.of(lead, trail))
      if (char.length === 1 && char !== '\uFFFD') pairs.set(char, [lead, trail])
    }
  return pairs
}

function toGbk(text: string): Uint8Array {
  table ??= gbkTable()
  const bytes: number[] = []
  for (const char of text) {
    const pair = char < '\x80' ? [char.charCodeAt(0)] : table.get(char)
    if (!pair) throw new Error(`GBK has no ${char}`)
    bytes.push(...pair)
  }
  return Uint8Array.from(bytes)
}
