import { bandsOf, estimate, type Signature } from './signature.ts'

/** Signatures that agree in less are not alike. */
export const ALIKE = 0.4

/** The signatures of one year in memory; those alike are found by the bands that they share, not by comparing all. */
export class Neighbours<Key> {
  readonly #signatures = new Map<Key, Signature>()
  readonly #bands = new Map<string, Key[]>()

  add(key: Key, signature: Signature): void {
    this.#signatures.set(key, signature)
    for (const band of bandsOf(signature)) {
      const members = this.#bands.get(band)
      if (members === undefined) this.#bands.set(band, [key])
      else members.push(key)
    }
  }

  /** Those that are probably alike, nearest first; of equally near ones those added first. */
  alike(key: Key, signature: Signature): Key[] {
    const found = new Set(bandsOf(signature).flatMap((band) => this.#bands.get(band) ?? []))
    found.delete(key)
    return [...found]
      .map((other) => ({ other, likeness: estimate(signature, this.#signatures.get(other) ?? '') }))
      .filter(({ likeness }) => likeness >= ALIKE)
      .sort((a, b) => b.likeness - a.likeness)
      .map(({ other }) => other)
  }
}
