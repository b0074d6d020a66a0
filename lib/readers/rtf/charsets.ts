/** Windows code pages by the names that `TextDecoder` knows. What is not here is read as Windows-1252. */
const CODE_PAGES: Readonly<Record<number, string>> = {
  874: 'windows-874', 932: 'shift_jis', 936: 'gb18030', 949: 'euc-kr', 950: 'big5', 1250: 'windows-1250', 1251: 'windows-1251',
  1253: 'windows-1253', 1254: 'windows-1254', 1255: 'windows-1255', 1256: 'windows-1256', 1257: 'windows-1257', 1258: 'windows-1258',
  10000: 'macintosh', 10008: 'gb18030', 54936: 'gb18030', 65001: 'utf-8',
}
const CHARSETS: Readonly<Record<number, number>> = {
  77: 10000, 128: 932, 129: 949, 134: 936, 136: 950, 161: 1253, 162: 1254, 163: 1258, 177: 1255, 178: 1256, 186: 1257, 204: 1251, 222: 874, 238: 1250,
}
/** Fonts of signs: their codes are no characters. */
const SYMBOLS = 2

export interface Font {
  readonly charset: number | null
  readonly codePage: number | null
}

/**
 * Decodes text as the font says that it stands in. Western fonts hold Chinese too in files of careless programs:
 * there the code page of the whole document is tried first.
 * @param bytes each byte as the Latin-1 character of its value.
 * @param documentPage `\ansicpg`.
 */
export function decodeBytes(bytes: string, font: Font | undefined, documentPage: number): string {
  if (/^[\0-\x7f]*$/.test(bytes)) return font?.charset === SYMBOLS ? '' : bytes
  if (font?.charset === SYMBOLS) return ''
  const own = font?.codePage ?? CHARSETS[font?.charset ?? 1]
  const page = own ?? documentPage
  const buffer = Buffer.from(bytes, 'latin1')
  return strictly(buffer, CODE_PAGES[page]) ?? strictly(buffer, 'gb18030') ?? new TextDecoder(CODE_PAGES[page] ?? 'windows-1252').decode(buffer)
}

function strictly(bytes: Uint8Array, encoding: string | undefined): string | null {
  if (encoding === undefined) return null
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}
