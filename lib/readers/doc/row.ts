import type { Frame, Merge } from '../flow/items.ts'
import { eachSprm } from './sprms.ts'

const DEFINITION = 0xd608
const MERGE_DOWN = 0xd62b
const MERGE_ACROSS = 0x5624
const SPLIT = 0x5625
/** Cells put in or taken out after the definition, or made wider: then its walls no longer hold. */
const CHANGES = new Set([0x7621, 0x5622, 0x7623])
const CELL = 20

/** The cells of a row by the format of its end ([MS-DOC] 2.6.3); null if it does not tell for certain. */
export function framesOf(changes: Buffer): readonly Frame[] | null {
  let frames: Frame[] | null = null
  eachSprm(changes, (code, operand) => {
    if (code === DEFINITION) frames = define(operand)
    else if (CHANGES.has(code)) frames = null
    else if (frames && code === MERGE_DOWN) update(frames, operand[0] ?? 0, 1, (frame) => ({ ...frame, down: down(operand[1] ?? 0) }))
    else if (frames && (code === MERGE_ACROSS || code === SPLIT)) across(frames, code, operand[0] ?? 0, operand[1] ?? 0)
  })
  return frames
}

/** The number of cells, their walls, and what is known of each. */
function define(operand: Buffer): Frame[] | null {
  const count = operand[0] ?? 0
  const cellsAt = 1 + (count + 1) * 2
  if (count === 0 || operand.length < cellsAt) return null
  return Array.from({ length: count }, (_, index) => {
    const at = cellsAt + index * CELL
    const flags = at + 2 <= operand.length ? operand.readUInt16LE(at) : 0
    const [left, right] = [operand.readInt16LE(1 + index * 2), operand.readInt16LE(3 + index * 2)]
    return { left, right, across: ACROSS[flags & 3] ?? 'none', down: down((flags >> 5) & 3) }
  })
}

const ACROSS: readonly Merge[] = ['none', 'continued', 'first', 'first']
const down = (flags: number): Merge => (flags === 3 ? 'first' : flags === 1 ? 'continued' : 'none')

function across(frames: Frame[], code: number, first: number, limit: number): void {
  update(frames, first, limit - first, (frame, index) => ({
    ...frame,
    across: code === SPLIT ? 'none' : index === first ? 'first' : 'continued',
  }))
}

function update(frames: Frame[], first: number, count: number, change: (frame: Frame, index: number) => Frame): void {
  for (let index = first; index < Math.min(first + count, frames.length); index += 1) {
    const frame = frames[index]
    if (frame) frames[index] = change(frame, index)
  }
}
