import type { Finding, NotEvaluated, Report } from '../report/index.ts'
import type { Fault, Outcome, Rule, RuleContext } from './define.ts'
import { quoteOf } from './places.ts'
import { RULES } from './rules.ts'
import { cite } from './sources.ts'

export interface RunResult {
  readonly findings: Finding[]
  readonly notEvaluated: NotEvaluated[]
}

/**
 * Judges a report by every rule. Findings are ordered by place, then in the order of the catalogue.
 * @throws {Error} if a rule breaks: a broken run, never a finding.
 */
export function run(report: Report, context: RuleContext): RunResult {
  const findings: Finding[] = []
  const notEvaluated: NotEvaluated[] = []
  for (const rule of RULES) {
    const result = judge(rule, report, context)
    if (result.kind === 'notEvaluable') notEvaluated.push({ rule: rule.id, reason: result.reason })
    if (result.kind !== 'fail') continue
    if (result.notEvaluable !== undefined) notEvaluated.push({ rule: rule.id, reason: result.notEvaluable })
    findings.push(...result.faults.map((fault) => finding(rule, fault, report)))
  }
  // The sort is stable: at one place, the order of the catalogue remains.
  findings.sort((a, b) => a.place.start - b.place.start || a.place.end - b.place.end)
  return { findings, notEvaluated }
}

function judge(rule: Rule, report: Report, context: RuleContext): Outcome {
  try {
    if (rule.appliesTo !== undefined && !rule.appliesTo(report, context)) return { kind: 'notApplicable' }
    return rule.check(report, context)
  } catch (cause) {
    throw new Error(`Rule ${rule.id} broke`, { cause })
  }
}

function finding(rule: Rule, fault: Fault, report: Report): Finding {
  return {
    rule: rule.id,
    severity: fault.severity ?? rule.severity,
    message: fault.message,
    quote: quoteOf(report, fault.place),
    place: fault.place,
    ...(fault.expected !== undefined && { expected: fault.expected }),
    ...(fault.actual !== undefined && { actual: fault.actual }),
    fix: fault.fix ?? rule.fix,
    source: cite(rule.source, report),
    ...(fault.suggestion !== undefined && { suggestion: fault.suggestion }),
  }
}
