import { eachSprm } from './sprms.ts'

/** How a paragraph is set: by the format of the mark that ends it. */
export interface ParagraphFormat {
  /** 0 in the body, 1 in a table, 2 in a table within a table. */
  readonly depth: number
  /** Its mark ends a row, or a cell of a table within a table. */
  readonly endsRow: boolean
  readonly endsInnerCell: boolean
  readonly heading: number | undefined
  /** The number of its list, from 1; 0 for none. */
  readonly list: number
  readonly level: number
  /** The changes that may define its row. */
  readonly changes: readonly Buffer[]
}

const NONE = Buffer.alloc(0)
const HUGE = new Set([0x6645, 0x6646, 0x646b])

/**
 * @param changes what the style, the paragraph and its piece change, in this order.
 * @param data where changes lie that were too many for their place.
 */
export function formatOf(heading: number | undefined, changes: readonly Buffer[], data: Buffer): ParagraphFormat {
  const format = { inTable: false, depth: 0, endsRow: false, endsInnerCell: false, heading, list: 0, level: 0 }
  const all = changes.flatMap((each) => [each, ...elsewhere(each, data)])
  const apply = (code: number, operand: Buffer) => {
    const on = operand[0] === 1
    if (code === 0x2416) format.inTable = on
    else if (code === 0x2417 || code === 0x244c) format.endsRow = on
    else if (code === 0x244b) format.endsInnerCell = on
    else if (code === 0x6649) format.depth = operand.readInt32LE(0)
    else if (code === 0x664a) format.depth += operand.readInt32LE(0)
    else if (code === 0x2640) format.heading = headingOf(operand[0] ?? 9)
    else if (code === 0x460b) format.list = operand.readUInt16LE(0)
    else if (code === 0x260a) format.level = operand[0] ?? 0
  }
  for (const each of all) eachSprm(each, apply)
  const { inTable, depth, ...rest } = format
  return { ...rest, depth: inTable ? Math.max(1, depth) : 0, changes: all }
}

const headingOf = (outline: number) => (outline < 9 ? Math.min(outline + 1, 6) : undefined)

/** Tables of many columns have definitions too long for the page of their paragraph. */
function elsewhere(changes: Buffer, data: Buffer): Buffer[] {
  const found: Buffer[] = []
  eachSprm(changes, (code, operand) => {
    if (!HUGE.has(code)) return
    const at = operand.readUInt32LE(0)
    found.push(at + 2 > data.length ? NONE : data.subarray(at + 2, at + 2 + data.readUInt16LE(at)))
  })
  return found
}
