import { type Dimension, type Finding, type Report, type Score, type Severity, stands, type Verdict } from '../report/index.ts'

/** What each dimension is worth; the five add up to 100. The formula is told in docs/scoring.md. */
export const DIMENSIONS: readonly { readonly dimension: Dimension; readonly name: string; readonly weight: number }[] = [
  { dimension: 'completeness', name: '完整', weight: 30 },
  { dimension: 'accuracy', name: '准确', weight: 30 },
  { dimension: 'consistency', name: '一致', weight: 15 },
  { dimension: 'formality', name: '规范', weight: 15 },
  { dimension: 'timeliness', name: '及时', weight: 10 },
]

/** What a finding costs. A hint costs nothing. */
export const COSTS: Readonly<Record<Severity, number>> = { error: 10, warning: 3, info: 0 }

/** Where the findings of a rule cost points; `cost` in place of what their severity costs. */
interface Charge {
  readonly dimension: Dimension
  readonly cost?: number
}

/**
 * The score of a report, 0-100: each finding costs points in the dimension of its rule until that dimension has
 * none left, so that another finding never raises it. One that was dismissed costs nothing.
 * @param chargeOf what the findings of a rule, by its id, are charged to
 */
export function score(report: Report, findings: readonly Finding[], chargeOf: (rule: string) => Charge): Score {
  const dimensions = DIMENSIONS.map(({ dimension, name, weight }) => {
    const lost: { finding: number; points: number }[] = []
    let points = weight
    for (const [index, finding] of findings.entries()) {
      if (!stands(finding)) continue
      const { rule, severity } = finding
      const charge = chargeOf(rule)
      const cost = Math.min(charge.cost ?? COSTS[severity], points)
      if (cost === 0 || charge.dimension !== dimension) continue
      lost.push({ finding: index, points: cost })
      points -= cost
    }
    return { dimension, name, weight, points, lost }
  })
  return { total: dimensions.reduce((total, { points }) => total + points, 0), verdict: verdict(report, findings), dimensions }
}

function verdict(report: Report, findings: readonly Finding[]): Verdict {
  if (findings.some((finding) => finding.severity === 'error' && stands(finding))) return 'fail'
  return Object.values(report.tables).some(({ status }) => status === 'unreadable') ? 'uncheckable' : 'pass'
}
