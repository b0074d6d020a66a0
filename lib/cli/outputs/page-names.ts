/** A file's name has at most 255 bytes on every system; a character takes up to four. */
const LONGEST = 55
const FOLDERS = 2
/** Names that Windows keeps for devices. */
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i

/**
 * Names pages after the files that they are about: safe on every system, and never one twice.
 * @param taken names that are in use already.
 */
export function pageNames(taken: readonly string[]): (file: string) => string {
  const used = new Set(taken.map(keyOf))
  return (file) => {
    const stem = stemOf(file)
    for (let count = 1; ; count++) {
      const name = `${stem}${count === 1 ? '' : `-${count}`}.html`
      if (used.has(keyOf(name))) continue
      used.add(keyOf(name))
      return name
    }
  }
}

/** Some systems tell `A` from `a`, and one spelling of a character from the other; some do not. */
const keyOf = (name: string): string => name.normalize('NFC').toLowerCase()

/** `甲镇/2025/年报.docx` as `甲镇_2025_年报.docx`: files of many agencies often have the same name. */
function stemOf(file: string): string {
  const parts = file.split(/[/\\]+/).filter((part) => !/^(?:\.{0,2}|[A-Za-z]:)$/.test(part))
  const plain = parts
    .slice(-1 - FOLDERS)
    .join('_')
    .toWellFormed()
    .normalize('NFC')
    .replaceAll(/[\p{C}\p{Zl}\p{Zp}<>:"|?*#%]/gu, '_')
  const characters = Array.from(plain)
  const short = characters.slice(Math.max(0, characters.length - LONGEST)).join('').replace(/^[.\s]+|[.\s]+$/g, '')
  if (short === '') return '报告'
  return RESERVED.test(short) ? `_${short}` : short
}
