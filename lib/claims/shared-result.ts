import type { Claim } from './claim.ts'
import type { Entry } from './entry.ts'
import { domainOf, resultOf } from './subjects/index.ts'

const isResult = ({ subject }: Claim): boolean => /^(?:review|litigation)\./u.test(subject.key)
const isObject = ({ subject }: Claim): boolean => /^(?:review|litigation|direct|afterReview)$/u.test(subject.key)

/** 结果均为维持 between two objects is told of the first, so that what follows the second is the second’s. */
const TOLD = /维持|纠正|审结|驳回|撤[诉销回]|胜诉|败诉/u

/**
 * 行政复议14件，行政诉讼6件，被纠正1件: a result behind several objects may be of either or of both together.
 * Gives the claims with such results told of disputes at large; a result in brackets or with a noun of its own stays.
 */
export function shareResults(claims: readonly Claim[], entries: readonly Entry[], text: string): Claim[] {
  return claims.map((claim, at) => (isResult(claim) && isShared(claims.slice(0, at), claim, entries, text) ? { ...claim, subject: resultOf(claim.subject, 'disputes') } : claim))
}

function isShared(before: readonly Claim[], result: Claim, entries: readonly Entry[], text: string): boolean {
  const own = entries[result.entry]
  if (own === undefined || domainOf(own.label) !== null) return false
  const last = before.findLastIndex((claim) => !isResult(claim))
  const from = before.slice(0, last + 1).findLastIndex((claim) => !isObject(claim) || claim.sentence !== result.sentence)
  const objects = before.slice(from + 1, last + 1)
  const [first] = objects
  const final = objects.at(-1)
  if (first === undefined || final === undefined || TOLD.test(text.slice(first.at, final.at))) return false
  return new Set(objects.map(({ subject }) => subject.domain)).size > 1 && objects.every(({ entry }) => entries[entry]?.depth === own.depth)
}
