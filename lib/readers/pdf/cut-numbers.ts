import { isDigit, ONE_NUMBER } from './lines.ts'
import type { Glyph } from './page.ts'
import { UNKNOWN } from './text.ts'

/**
 * Numbers that the clip of a page or a cell cuts, also where a program shows each digit by itself: only a part is seen,
 * and which number it is, nobody can tell.
 */
export class CutNumbers {
  /** The last digit of such a number, seen or not. */
  #last: Glyph | null = null

  /**
   * Takes a digit that is not seen, and makes those unknown that it goes on from.
   * @param shown what was shown before.
   */
  cut(shown: Glyph[], digit: Glyph): void {
    let next = digit
    for (let at = shown.length - 1; at >= 0; at -= 1) {
      const before = shown[at]
      if (!before || !isDigit(before) || !adjoins(before, next)) break
      shown[at] = { ...before, text: UNKNOWN }
      next = before
    }
    this.#last = digit
  }

  /** Whether a character that is seen goes on with such a number. */
  goesOn(glyph: Glyph): boolean {
    const goesOn = this.#last !== null && isDigit(glyph) && adjoins(this.#last, glyph)
    this.#last = goesOn ? glyph : null
    return goesOn
  }
}

const adjoins = (left: Glyph, right: Glyph): boolean =>
  Math.abs(left.y - right.y) < left.size / 2 && Math.abs(right.x - left.x - left.advance) < ONE_NUMBER * left.size
