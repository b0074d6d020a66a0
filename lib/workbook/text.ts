/** The most characters (UTF-16) that Excel opens in one cell. */
const LONGEST = 32_767
const CUT = '……（文字过长，以下从略）'

/** What XML cannot hold, and marks that show nothing or turn the direction of what follows. */
const UNSAFE = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\uFFFE\uFFFF]|\p{Cf}/gu

/** `_x0041_` would be read as `A`: the escape of XLSX for characters that XML cannot hold. */
const ESCAPE = /_(?=x[\dA-Fa-f]{4}_)/g

/** Text of any origin as one cell can hold it: readable, well-formed, and short enough to be opened. */
export function cellText(text: string): string {
  const clean = text.toWellFormed().replaceAll(/\r\n?/g, '\n').replaceAll(UNSAFE, '').trim()
  const shown = clean.replaceAll(ESCAPE, '_x005F_')
  return shown.length <= LONGEST ? shown : shown.slice(0, LONGEST - CUT.length).toWellFormed() + CUT
}

/** Whether Excel would take the text for a formula once somebody edits its cell. */
export const looksLikeFormula = (text: string): boolean => /^[=+\-@]/.test(text)
