import type { Dismissal, Finding } from '../report/index.ts'
import { presentId } from './migrations.ts'

/** A finding to which somebody objected with success, as it was then. */
export interface Dismissed {
  readonly finding: Finding
  readonly dismissed: Dismissal
}

const plain = (text: string | undefined): string => (text ?? '').normalize('NFKC').replaceAll(/\s+/g, '')

/** What may not differ at all: the rule, the words and figures that it found fault with, and what it wants instead. */
const claim = ({ rule, quote, expected, actual }: Finding): string => [presentId(rule) ?? rule, plain(quote), plain(expected), plain(actual)].join('\n')

const cellOf = ({ place: { file, sheet, table, row, column } }: Finding): string | null =>
  row === undefined || column === undefined ? null : [file, sheet, table, row, column].join('\n')

/**
 * By what the same claim is known again, the surer one first: by its words, which name row and column of the form; by
 * the cell in which it stands, where another rule set words it otherwise; by a quote of words, which speaks for itself.
 */
const IDENTITIES: readonly ((finding: Finding) => string | null)[] = [
  (finding) => `${claim(finding)}\n${plain(finding.message)}\n${finding.place.start}`,
  (finding) => `${claim(finding)}\n${plain(finding.message)}`,
  (finding) => {
    const cell = cellOf(finding)
    return cell === null ? null : `${claim(finding)}\n${cell}`
  },
  (finding) => (cellOf(finding) === null && /\p{L}/u.test(finding.quote) ? claim(finding) : null),
]

/**
 * Marks those findings that were dismissed before: in this version of a report, or in another one that makes the same
 * claim of the same place. Each dismissal is good for one finding. A finding with other figures is another claim.
 * @returns all findings in their order; marks that no dismissal upholds are gone.
 */
export function dismiss(findings: readonly Finding[], dismissals: readonly Dismissed[]): Finding[] {
  const left = new Set(dismissals)
  const marks = new Map<Finding, Dismissal>()
  for (const identity of IDENTITIES) {
    const known = Map.groupBy(left, ({ finding }) => identity(finding))
    for (const finding of findings) {
      const key = marks.has(finding) ? null : identity(finding)
      const match = key === null ? undefined : known.get(key)?.shift()
      if (match === undefined) continue
      left.delete(match)
      marks.set(finding, match.dismissed)
    }
  }
  return findings.map((finding) => {
    const dismissed = marks.get(finding)
    const marked = { ...finding, ...(dismissed !== undefined && { dismissed }) }
    if (dismissed === undefined) delete marked.dismissed
    return marked
  })
}
