import type { Report } from '../report/index.ts'
import { claimsIn, type Claim, type PassageClaims } from './claim.ts'
import { passagesOf } from './passage.ts'

export type { Claim, PassageClaims } from './claim.ts'
export type { Entry } from './entry.ts'
export type { List, Total } from './list.ts'

/** What the narrative of a report claims, passage by passage, in reading order. */
export interface Claims {
  readonly passages: readonly PassageClaims[]
  readonly claims: readonly Claim[]
}

const known = new WeakMap<Report, Claims>()

/** Reads the narrative once per record; the rules share the result. Time linear in the length of the narrative. */
export function claimsOf(report: Report): Claims {
  const before = known.get(report)
  if (before !== undefined) return before
  const passages = passagesOf(report).map((passage) => claimsIn(passage, report.year))
  const claims = { passages, claims: passages.flatMap((passage) => passage.claims) }
  known.set(report, claims)
  return claims
}
