import type { Finding, Severity } from '../report/index.ts'
import { presentId } from './migrations.ts'

/** What another rule set, or other settings, changed about one report. */
export type FindingChange =
  | { readonly change: 'new' | 'vanished'; readonly finding: Finding }
  | { readonly change: 'severity'; readonly finding: Finding; readonly was: Severity }

const present = ({ rule }: Finding): string => presentId(rule) ?? rule

/** By what a finding of the same record is known again, the surer one first. A renamed rule finds the same. */
const IDENTITIES: readonly ((finding: Finding) => string)[] = [
  (finding) => `${present(finding)} ${finding.place.start}-${finding.place.end} ${finding.message}`,
  (finding) => `${present(finding)} ${finding.place.start}-${finding.place.end}`,
  (finding) => `${present(finding)} ${finding.quote}`,
]

/** Compares what was found in one report before and after; other words for the same are no change. */
export function compareRuns(before: readonly Finding[], after: readonly Finding[]): FindingChange[] {
  const vanished = new Set(before)
  const added = new Set(after)
  const regraded: FindingChange[] = []
  for (const identity of IDENTITIES) {
    const known = Map.groupBy(vanished, identity)
    for (const finding of added) {
      const match = known.get(identity(finding))?.shift()
      if (match === undefined) continue
      vanished.delete(match)
      added.delete(finding)
      if (match.severity !== finding.severity) regraded.push({ change: 'severity', finding, was: match.severity })
    }
  }
  return [
    ...[...added].map((finding): FindingChange => ({ change: 'new', finding })),
    ...[...vanished].map((finding): FindingChange => ({ change: 'vanished', finding })),
    ...regraded,
  ]
}
