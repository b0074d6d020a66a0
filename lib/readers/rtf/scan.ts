/** Takes what an RTF file consists of, in order. */
export interface Sink {
  open(): void
  close(): void
  /** `\word` or `\wordN`; a symbol such as `\~` is a word of one character. */
  word(word: string, value: number | null): void
  /** A byte written as `\'hh`. */
  byte(code: number): void
  /** Bytes that stand for themselves, each as the Latin-1 character of its value; line breaks are left out. */
  plain(bytes: string): void
}

const [BACKSLASH, OPEN, CLOSE, LINE_FEED, RETURN] = [0x5c, 0x7b, 0x7d, 0x0a, 0x0d]
/** The specification allows 32 letters and 10 digits. */
const WORD = /([a-zA-Z]{1,40})(-?\d{1,10})? ?/y
const PLAIN = /[^\\{}\r\n]+/y

/** Cuts an RTF file, read as Latin-1, into its parts. Linear; nothing is wrong enough to stop it. */
export function scan(source: string, sink: Sink): void {
  let at = 0
  while (at < source.length) {
    const code = source.charCodeAt(at)
    if (code === BACKSLASH) at = scanControl(source, at + 1, sink)
    else if (code === OPEN || code === CLOSE) {
      if (code === OPEN) sink.open()
      else sink.close()
      at += 1
    } else if (code === LINE_FEED || code === RETURN) at += 1
    else {
      PLAIN.lastIndex = at
      const bytes = PLAIN.exec(source)?.[0] ?? ''
      sink.plain(bytes)
      at += bytes.length
    }
  }
}

/** @returns where the control that begins behind a backslash ends. */
function scanControl(source: string, at: number, sink: Sink): number {
  WORD.lastIndex = at
  const found = WORD.exec(source)
  if (found) {
    const [all, word = '', digits] = found
    const value = digits === undefined ? null : Number(digits)
    if (word === 'bin') return at + all.length + Math.max(0, value ?? 0)
    sink.word(word, value)
    return at + all.length
  }
  const symbol = source.charAt(at)
  if (symbol === "'") {
    const code = Number.parseInt(source.slice(at + 1, at + 3), 16)
    if (!Number.isNaN(code)) sink.byte(code)
    return at + 3
  }
  if (symbol === '\\' || symbol === '{' || symbol === '}') sink.plain(symbol)
  else sink.word(symbol, null)
  return at + 1
}
