import type { CompoundFile } from '../ole/index.ts'
import { damaged, locked, overfull, Refusal } from '../refusal.ts'

/** A part of the table stream. */
interface Part {
  readonly offset: number
  readonly length: number
}

/** The streams of a Word file, and where in the table stream its parts lie ([MS-DOC] 2.5, FIB). */
export interface WordFile {
  readonly text: Buffer
  readonly table: Buffer
  /** Formats too large for their page; not every file has it. */
  readonly data: Buffer
  /** How many characters the body has; notes, headers and text boxes follow it. */
  readonly bodyLength: number
  /** How many characters stand in text boxes. */
  readonly boxLength: number
  readonly parts: Readonly<Record<keyof typeof PARTS, Buffer>>
}

const WORD = 0xa5ec
/** Word 97; Word 6 and 95 write 101 to 105. */
const WORD_97 = 193
const ENCRYPTED = 0x0100
const SECOND_TABLE = 0x0200
const FIRST_PART = 0x9a
/** In characters; a report has some 20,000. */
const MAX_BODY = 1_000_000
/** By their number in the list of parts. */
const PARTS = { styles: 1, characters: 12, paragraphs: 13, pieces: 33, lists: 73, listOverrides: 74 } as const

/** @throws {Refusal} `password`; `unsupported-type` for Word 6 and 95; `damaged-file`; `too-large`. */
export function openWordFile(file: CompoundFile): WordFile {
  const text = file.stream('WordDocument')
  if (!text || text.length < FIRST_PART || text.readUInt16LE(0) !== WORD) throw damaged()
  if (text.readUInt16LE(2) < WORD_97)
    throw new Refusal('unsupported-type', '这是 Word 6.0 或 Word 95 的文档，版本太旧，无法读取。请用 Word 或 WPS 打开，另存为 Word 文档（.docx）后重新上传。')
  const flags = text.readUInt16LE(0x0a)
  if (flags & ENCRYPTED) throw locked()
  const bodyLength = text.readUInt32LE(0x4c)
  if (bodyLength > MAX_BODY) throw overfull(`文档正文超过 ${MAX_BODY / 10_000} 万字`)
  const table = file.stream(flags & SECOND_TABLE ? '1Table' : '0Table')
  if (!table) throw damaged()
  const take = (number: number): Buffer => {
    const { offset, length } = partAt(text, number)
    if (offset + length > table.length) throw damaged()
    return table.subarray(offset, offset + length)
  }
  return {
    text,
    table,
    data: file.stream('Data') ?? Buffer.alloc(0),
    bodyLength,
    boxLength: text.readUInt32LE(0x64),
    parts: {
      styles: take(PARTS.styles),
      characters: take(PARTS.characters),
      paragraphs: take(PARTS.paragraphs),
      pieces: take(PARTS.pieces),
      lists: listsOf(text, table),
      listOverrides: take(PARTS.listOverrides),
    },
  }
}

function partAt(text: Buffer, number: number): Part {
  const at = FIRST_PART + number * 8
  return { offset: text.readUInt32LE(at), length: text.readUInt32LE(at + 4) }
}

/** The levels of the lists follow the part that counts them, and their length is told nowhere. */
function listsOf(text: Buffer, table: Buffer): Buffer {
  const { offset, length } = partAt(text, PARTS.lists)
  return length === 0 ? Buffer.alloc(0) : table.subarray(offset)
}
