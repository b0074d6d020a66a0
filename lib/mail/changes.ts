import type { Finding } from '../report/index.ts'
import { presentId } from '../rules/migrations.ts'
import type { Changes } from './input.ts'

/** A rule may have been renamed since the version before was judged. */
const present = (rule: string): string => presentId(rule) ?? rule

const withoutFigures = (text: string): string => text.replaceAll(/[\d.]+/g, '#')

/**
 * By what a mistake is known again, the surer one first: its rule and its words, or its rule and what it quotes. The
 * figures in both may differ from version to version; a quote of figures alone tells nothing.
 */
const IDENTITIES: readonly ((finding: Finding) => string | null)[] = [
  ({ rule, message }) => `${present(rule)} ${withoutFigures(message)}`,
  ({ rule, quote }) => (/\p{L}/u.test(quote) ? `${present(rule)} ${withoutFigures(quote)}` : null),
]

/**
 * What was mended since `previous`, what is still open and what is new in `current`. A mistake that occurs several
 * times is open as often as both versions have it.
 */
export function compareFindings(previousVersion: number, previous: readonly Finding[], current: readonly Finding[]): Changes {
  const mended = new Set(previous)
  const added = new Set(current.keys())
  for (const identity of IDENTITIES) {
    const candidates = Map.groupBy(mended, identity)
    for (const index of added) {
      const finding = current[index]
      const known = finding === undefined ? null : identity(finding)
      const match = known === null ? undefined : candidates.get(known)?.shift()
      if (match === undefined) continue
      mended.delete(match)
      added.delete(index)
    }
  }
  const open = [...current.keys()].filter((index) => !added.has(index))
  return { previousVersion, mended: [...mended], open, added: [...added] }
}
