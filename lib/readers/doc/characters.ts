import { eachSprm } from './sprms.ts'
import type { Styles } from './styles.ts'

/** How a stretch of characters is set. */
export interface CharacterFormat {
  readonly hidden: boolean
  /** Its control characters stand for something: a picture, a note, a sign. */
  readonly special: boolean
  /** What a sign of another font shows; null for none. */
  readonly symbol: string | null
  /** Where its picture lies in the data stream; null for none. */
  readonly picture: number | null
}

const [SET, STYLE, OPPOSITE] = [1, 0x80, 0x81]

/** @param base whether the style of the paragraph hides it. */
export function characterFormat(changes: readonly Buffer[], base: boolean, styles: Styles): CharacterFormat {
  const format = { special: false, symbol: null as string | null, picture: null as number | null }
  let [byStyle, vanish, deleted, data] = [base, STYLE, false, false]
  const apply = (code: number, operand: Buffer) => {
    if (code === 0x083c) vanish = operand[0] ?? 0
    else if (code === 0x0800) deleted = operand[0] === SET
    else if (code === 0x0855) format.special = operand[0] === SET
    else if (code === 0x0806) data = operand[0] === SET
    else if (code === 0x4a30) byStyle ||= styles.isHidden(operand.readUInt16LE(0))
    else if (code === 0x6a09) format.symbol = signOf(operand.readUInt16LE(2))
    else if (code === 0x6a03) format.picture = operand.readInt32LE(0)
  }
  for (const each of changes) eachSprm(each, apply)
  const hidden = vanish === STYLE ? byStyle : vanish === OPPOSITE ? !byStyle : vanish === SET
  return { ...format, picture: data ? null : format.picture, hidden: hidden || deleted }
}

/** A sign of a symbol font can be anything: it is shown as unknown, lest a cell look blank. */
const signOf = (code: number): string => (code >= 0x20 && code < 0xe000 ? String.fromCharCode(code) : '\uFFFD')
