/**
 * Stands for what pdf.js wants of a browser. It names the classes for drawing while it loads (without them a bundle of it
 * fails with "DOMMatrix is not defined") and hands each font to the browser; without that it would trace the outlines of
 * all its characters instead, for longer than all else takes. This module must be imported before it.
 */
class NotDrawn {
  readonly drawn = false
}

class UnusedFont {
  readonly loaded = Promise.resolve(this)
}

const STANDINS = { DOMMatrix: NotDrawn, ImageData: NotDrawn, Path2D: NotDrawn, FontFace: UnusedFont }
for (const [name, value] of Object.entries(STANDINS)) Object.defineProperty(globalThis, name, { value, configurable: true })

/** A page that takes fonts and shows nothing. */
export const unseenDocument = { fonts: { add: () => undefined, delete: () => undefined } }
