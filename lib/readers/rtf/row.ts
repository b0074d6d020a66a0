import type { Frame, Merge } from '../flow/items.ts'

/** The definition of a table row as it is built up, `\trowd … \cellxN … \cellxN`. */
export class RowDefinition {
  readonly #frames: Frame[] = []
  #left = 0
  #across: Merge = 'none'
  #down: Merge = 'none'

  /** Null where the file defined no cells. */
  get frames(): readonly Frame[] | null {
    return this.#frames.length > 0 ? this.#frames : null
  }

  /** @returns whether the word belongs to the definition of a row. */
  word(word: string, value: number | null): boolean {
    switch (word) {
      case 'trleft':
        this.#left = value ?? 0
        return true
      case 'clmgf':
        this.#across = 'first'
        return true
      case 'clmrg':
        this.#across = 'continued'
        return true
      case 'clvmgf':
        this.#down = 'first'
        return true
      case 'clvmrg':
        this.#down = 'continued'
        return true
      case 'cellx':
        this.#endCell(value ?? 0)
        return true
      default:
        return false
    }
  }

  #endCell(right: number): void {
    const before = this.#frames.at(-1)
    const left = before?.right ?? Math.min(this.#left, right - 1)
    this.#frames.push({ left, right, across: this.#across, down: this.#down })
    this.#across = 'none'
    this.#down = 'none'
  }
}
