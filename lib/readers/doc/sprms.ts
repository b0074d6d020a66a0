/** Takes one change of format: its code and its operand. */
export type OnSprm = (code: number, operand: Buffer) => void

/** Operand sizes in bytes by the upper three bits of the code; 0: it tells its own. */
const SIZES = [1, 1, 2, 4, 2, 2, 0, 3] as const
/** Its length counts one less than two bytes of length. */
const ROW_DEFINITION = 0xd608
const TABS = 0xc615

/** Goes through a list of changes of format ([MS-DOC] 2.6, sprms) as far as it is whole. */
export function eachSprm(list: Buffer, on: OnSprm): void {
  let at = 0
  while (at + 2 < list.length) {
    const code = list.readUInt16LE(at)
    at += 2
    const fixed = SIZES[code >> 13] ?? 1
    const [skip, size] = fixed > 0 ? [0, fixed] : variable(list, at, code)
    at += skip
    if (at + size > list.length) return
    on(code, list.subarray(at, at + size))
    at += size
  }
}

function variable(list: Buffer, at: number, code: number): [skip: number, size: number] {
  const size = list[at] ?? 0
  if (code === ROW_DEFINITION) return at + 2 > list.length ? [2, 0] : [2, Math.max(0, list.readUInt16LE(at) - 1)]
  // Too many tabs for one byte of length; nothing behind them is of use here.
  if (code === TABS && size === 255) return [1, list.length]
  return [1, size]
}
