import type { Finding, NotEvaluated, Report, RuleOverride, RuleSettings, Severity } from '../report/index.ts'
import { notEvaluable, type Fault, type Outcome, type Rule, type RuleContext } from './define.ts'
import { quoteOf } from './places.ts'
import { RULES } from './rules.ts'
import { cite } from './sources.ts'

export interface RunResult {
  readonly findings: Finding[]
  readonly notEvaluated: NotEvaluated[]
}

const SWITCHED_OFF = notEvaluable('主管部门已停用此项')

/**
 * Judges a report by every rule. Findings are ordered by place, then in the order of the catalogue.
 * @param settings what the supervisors decided otherwise; a rule that they switched off is told as not evaluated
 * @throws {Error} if a rule breaks: a broken run, never a finding.
 */
export const run = (report: Report, context: RuleContext, settings?: RuleSettings): RunResult => judgeRules(RULES, report, context, settings)

/** The same by these rules alone. */
export function judgeRules(rules: readonly Rule[], report: Report, context: RuleContext, settings: RuleSettings = {}): RunResult {
  const known = settings.deadlines === undefined ? context : { ...context, deadlines: settings.deadlines }
  const findings: Finding[] = []
  const notEvaluated: NotEvaluated[] = []
  for (const rule of rules) {
    const override = settings.rules?.[rule.id]
    const result = override?.off === true ? SWITCHED_OFF : judge(rule, report, known, override)
    if (result.kind === 'notEvaluable') notEvaluated.push({ rule: rule.id, reason: result.reason })
    if (result.kind !== 'fail') continue
    if (result.notEvaluable !== undefined) notEvaluated.push({ rule: rule.id, reason: result.notEvaluable })
    findings.push(...result.faults.map((fault) => finding(rule, fault, report, override)))
  }
  // The sort is stable: at one place, the order of the catalogue remains.
  findings.sort((a, b) => a.place.start - b.place.start || a.place.end - b.place.end)
  return { findings, notEvaluated }
}

function judge(rule: Rule, report: Report, context: RuleContext, override: RuleOverride | undefined): Outcome {
  const limit = (name: string): number => {
    const value = override?.thresholds?.[name] ?? rule.thresholds?.[name]?.value
    if (value === undefined) throw new Error(`no threshold ${name}`)
    return value
  }
  try {
    if (rule.appliesTo !== undefined && !rule.appliesTo(report, context)) return { kind: 'notApplicable' }
    return rule.check(report, context, limit)
  } catch (cause) {
    throw new Error(`Rule ${rule.id} broke`, { cause })
  }
}

function finding(rule: Rule, fault: Fault, report: Report, override: RuleOverride | undefined): Finding {
  return {
    rule: rule.id,
    severity: severityOf(rule, fault, override),
    message: fault.message,
    quote: quoteOf(report, fault.place),
    place: fault.place,
    ...(fault.expected !== undefined && { expected: fault.expected }),
    ...(fault.actual !== undefined && { actual: fault.actual }),
    fix: fault.fix ?? rule.fix,
    source: fault.source ?? cite(rule.source, report),
    ...(fault.suggestion !== undefined && { suggestion: fault.suggestion }),
  }
}

const WEIGHT: Readonly<Record<Severity, number>> = { info: 0, warning: 1, error: 2 }

/** A case of which the rule itself is less sure than usual is never made surer by an override. */
function severityOf(rule: Rule, { severity = rule.severity }: Fault, override: RuleOverride | undefined): Severity {
  if (override?.severity === undefined) return severity
  const isUsual = WEIGHT[severity] >= WEIGHT[rule.severity]
  return isUsual || WEIGHT[override.severity] < WEIGHT[severity] ? override.severity : severity
}
