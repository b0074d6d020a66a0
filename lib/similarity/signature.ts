import { BREAK, type Narrative } from './narrative.ts'
import { lengthOf } from './passages.ts'

/** Characters in a shingle: two words of Chinese. */
const SHINGLE = 4
const BANDS = 16
const ROWS = 4
const LENGTH = BANDS * ROWS
/** Less text than this is too little to tell a copy from a coincidence. */
export const LEAST_TEXT = 150

/**
 * MinHash of a narrative: 64 numbers, so that the share of equal ones estimates how many shingles two narratives have in
 * common (Jaccard). Written as hexadecimal digits, 8 for each number.
 */
export type Signature = string

/** Scatters 32 bits. */
function mix(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}
const MULTIPLIERS = Uint32Array.from({ length: LENGTH }, (_, index) => mix(2 * index + 1) | 1)
const OFFSETS = Uint32Array.from({ length: LENGTH }, (_, index) => mix(2 * index + 2))

/** The signature of a narrative; null if there is too little text to compare. */
export function signatureOf(narrative: Narrative): Signature | null {
  if (lengthOf(narrative) < LEAST_TEXT) return null
  const least = new Uint32Array(LENGTH).fill(0xffffffff)
  for (const shingle of shinglesOf(narrative.text)) {
    for (let index = 0; index < LENGTH; index += 1) {
      const value = (Math.imul(shingle, MULTIPLIERS[index] ?? 1) + (OFFSETS[index] ?? 0)) >>> 0
      if (value < (least[index] ?? 0)) least[index] = value
    }
  }
  return Array.from(least, (value) => value.toString(16).padStart(8, '0')).join('')
}

function shinglesOf(text: string): Set<number> {
  const shingles = new Set<number>()
  for (let at = 0; at + SHINGLE <= text.length; at += 1) {
    const words = text.slice(at, at + SHINGLE)
    if (words.includes(BREAK)) continue
    let hash = 0
    for (let index = 0; index < SHINGLE; index += 1) hash = mix(hash ^ words.charCodeAt(index))
    shingles.add(hash)
  }
  return shingles
}

/** The bands of a signature: two narratives that have one in common are probably alike, `0-5f3c…` and so on. */
export function bandsOf(signature: Signature): string[] {
  return Array.from({ length: BANDS }, (_, band) => {
    let hash = band
    for (let row = 0; row < ROWS; row += 1) hash = mix(Math.imul(hash, 31) ^ numberAt(signature, band * ROWS + row))
    return `${band}-${hash.toString(16).padStart(8, '0')}`
  })
}

const numberAt = (signature: Signature, index: number): number => Number.parseInt(signature.slice(index * 8, index * 8 + 8), 16)

/** The part of their shingles that two narratives have in common, 0-1, within some 6 points. */
export function estimate(a: Signature, b: Signature): number {
  let equal = 0
  for (let at = 0; at < LENGTH * 8; at += 8) if (a.slice(at, at + 8) === b.slice(at, at + 8)) equal += 1
  return equal / LENGTH
}
