import { type Level, type Levels, Lists } from '../flow/lists.ts'

/** Number formats by their codes ([MS-OSHARED] 2.2.1.3, MSONFC), by the names of ECMA-376. */
const FORMATS: Readonly<Record<number, string>> = {
  0: 'decimal', 1: 'upperRoman', 2: 'lowerRoman', 3: 'upperLetter', 4: 'lowerLetter', 10: 'ideographDigital', 11: 'japaneseCounting',
  13: 'japaneseDigitalTenThousand', 14: 'decimalFullWidth', 18: 'decimalEnclosedCircle', 19: 'decimalFullWidth2', 22: 'decimalZero', 23: 'bullet',
  26: 'decimalEnclosedFullstop', 27: 'decimalEnclosedParen', 28: 'decimalEnclosedCircleChinese', 30: 'ideographTraditional', 31: 'ideographZodiac',
  33: 'taiwaneseCounting', 35: 'taiwaneseCountingThousand', 36: 'taiwaneseDigital', 37: 'chineseCounting', 38: 'chineseLegalSimplified',
  39: 'chineseCountingThousand', 57: 'numberInDash', 255: 'none',
}
const [LIST, OVERRIDE] = [28, 16]
const LEVELS = 9

/**
 * The lists of a document by the numbers that paragraphs name them by ([MS-DOC] 2.9.130 PlfLfo, 2.9.131 PlfLst).
 * @param part the definitions of lists, with all that follows in the table stream.
 */
export function readLists(part: Buffer, overrides: Buffer): Lists {
  const lists = new Lists()
  if (part.length > 2 && overrides.length > 4) {
    readDefinitions(part, lists)
    readOverrides(overrides, lists)
  }
  return lists
}

function readDefinitions(part: Buffer, lists: Lists): void {
  const count = part.readUInt16LE(0)
  let at = 2 + count * LIST
  for (let index = 0; index < count; index += 1) {
    const list = 2 + index * LIST
    const levels: Levels = new Map()
    const isSimple = ((part[list + 26] ?? 0) & 1) === 1
    for (let number = 0; number < (isSimple ? 1 : LEVELS); number += 1) {
      const { level, next } = readLevel(part, at)
      levels.set(number, level)
      at = next
    }
    lists.abstracts.set(String(part.readUInt32LE(list)), levels)
  }
}

/** @returns the level, and where the next one begins. */
function readLevel(part: Buffer, at: number): { level: Level; next: number } {
  const flags = part.readUInt8(at + 5)
  const textAt = at + 28 + part.readUInt8(at + 24) + part.readUInt8(at + 25)
  const next = textAt + 2 + part.readUInt16LE(textAt) * 2
  // Where a level's number goes stands a character with the number of the level.
  const text = part.toString('utf16le', textAt + 2, next).replace(/[\0-\x08]/g, (level) => `%${level.charCodeAt(0) + 1}`)
  return {
    level: {
      start: part.readInt32LE(at),
      format: FORMATS[part.readUInt8(at + 4)] ?? 'unknown',
      text,
      ...((flags & 4) !== 0 && { legal: true }),
      ...((flags & 8) !== 0 && { restart: part.readUInt8(at + 26) }),
    },
    next,
  }
}

function readOverrides(part: Buffer, lists: Lists): void {
  const count = part.readUInt32LE(0)
  let at = 4 + count * OVERRIDE
  for (let index = 0; index < count; index += 1) {
    const head = 4 + index * OVERRIDE
    const list = { abstract: String(part.readUInt32LE(head)), startOverrides: new Map<number, number>(), levels: new Map<number, Level>(), started: false }
    lists.lists.set(String(index + 1), list)
    const changes = part.readUInt8(head + 12)
    if (changes > 0) at += 4
    for (let change = 0; change < changes; change += 1) {
      const flags = part.readUInt32LE(at + 4)
      const number = flags & 0xf
      if (flags & 0x20) {
        const { level, next } = readLevel(part, at + 8)
        list.levels.set(number, level)
        at = next
      } else {
        if (flags & 0x10) list.startOverrides.set(number, part.readInt32LE(at))
        at += 8
      }
    }
  }
}
