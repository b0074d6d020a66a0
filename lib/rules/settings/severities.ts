import { Severity } from '../../report/index.ts'
import type { Rule } from '../define.ts'

/**
 * How a supervisor may grade the findings of a rule. A wrong figure stays visible: as a mere hint it would cost
 * nothing and let the report pass; who does not want it judged switches it off, and every result says so. A hint
 * may be a false alarm: it never becomes an error, which is beyond argument.
 */
export function severitiesOf({ severity, dimension }: Pick<Rule, 'severity' | 'dimension'>): readonly Severity[] {
  if (severity === 'info') return ['warning', 'info']
  return severity === 'error' && dimension === 'accuracy' ? ['error', 'warning'] : Severity.options
}
