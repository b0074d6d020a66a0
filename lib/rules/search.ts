import type { Rule } from './define.ts'
import { presentId } from './migrations.ts'
import { RULES } from './rules.ts'

const folded = (text: string): string => text.normalize('NFKC').toLowerCase().replaceAll(/[\s“”"'、，,。]/gu, '')

/** The rule of that id or title, old ids included; else all whose id, title or reasons hold the words. */
export function findRules(words: string): Rule[] {
  const wanted = folded(words)
  if (wanted === '') return []
  const present = presentId(words.trim())
  const exact = RULES.filter(({ id, title }) => id === present || id === wanted || folded(title) === wanted)
  if (exact.length > 0) return exact
  const named = RULES.filter(({ id, title }) => id.includes(wanted) || folded(title).includes(wanted))
  return named.length > 0 ? named : RULES.filter(({ why, fix }) => folded(`${why}${fix}`).includes(wanted))
}

const MOST = 3
/** Of the pairs of neighbouring characters, the share that two names must have in common to be taken for one another. */
const ALIKE = 0.4

/** The rules that somebody may have meant who misspelt an id or a title, the likeliest first. */
export function nearestRules(words: string): Rule[] {
  const wanted = pairs(folded(words))
  return RULES.map((rule) => ({ rule, alike: Math.max(share(wanted, pairs(rule.id)), share(wanted, pairs(folded(rule.title)))) }))
    .filter(({ alike }) => alike >= ALIKE)
    .sort((a, b) => b.alike - a.alike)
    .slice(0, MOST)
    .map(({ rule }) => rule)
}

function pairs(text: string): Set<string> {
  const characters = Array.from(text)
  return new Set(characters.slice(1).map((character, index) => `${characters[index] ?? ''}${character}`))
}

const share = (a: ReadonlySet<string>, b: ReadonlySet<string>): number => (2 * [...a].filter((pair) => b.has(pair)).length) / Math.max(a.size + b.size, 1)
