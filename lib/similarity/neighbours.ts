import { bandsOf, estimate, type Signature } from './signature.ts'

/** Signatures that agree in less are not alike. */
const ALIKE = 0.4
/** Candidates whose signatures are looked at, those with most bands in common first: one batch of reads. */
const MOST_CANDIDATES = 80

/** Of the members of a signature's bands those that share most of them; `own` is not among them. */
export function candidates<Key>(bands: Iterable<Iterable<Key>>, own: Key): Key[] {
  const shared = new Map<Key, number>()
  for (const members of bands) for (const key of members) if (key !== own) shared.set(key, (shared.get(key) ?? 0) + 1)
  // The sort is stable: of those that share as many, the ones met first.
  return [...shared].sort(([, a], [, b]) => b - a).slice(0, MOST_CANDIDATES).map(([key]) => key)
}

/** Those of the entries that are probably alike, nearest first. */
export function nearest<Entry extends { readonly signature: Signature }>(signature: Signature, entries: readonly Entry[]): Entry[] {
  return entries
    .map((entry) => ({ entry, likeness: estimate(entry.signature, signature) }))
    .filter(({ likeness }) => likeness >= ALIKE)
    .sort((a, b) => b.likeness - a.likeness)
    .map(({ entry }) => entry)
}

/** Whether two signatures are of texts that are probably alike. */
export const isAlike = (a: Signature, b: Signature): boolean => estimate(a, b) >= ALIKE

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
  alike(own: Key, signature: Signature): Key[] {
    const found = candidates(bandsOf(signature).map((band) => this.#bands.get(band) ?? []), own)
    return nearest(signature, found.map((key) => ({ key, signature: this.#signatures.get(key) ?? '' }))).map(({ key }) => key)
  }
}
