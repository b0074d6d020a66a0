import type { LocalDeadline, RuleOverride, RuleSettings } from '../../report/index.ts'
import { presentId } from '../migrations.ts'

/**
 * One supervisor's settings laid over those of the supervisors above it: the nearest one wins, field by field.
 * What was set for a rule that has since been renamed holds for the new id.
 */
export function mergeSettings(nearestFirst: readonly RuleSettings[]): RuleSettings {
  const rules = new Map<string, RuleOverride>()
  for (const settings of nearestFirst.toReversed())
    for (const [id, override] of Object.entries(settings.rules ?? {})) {
      const present = presentId(id)
      if (present !== null) rules.set(present, layOver(override, rules.get(present)))
    }
  const deadlines = nearestFirst.flatMap((settings) => (settings.deadlines ?? []).toSorted(byYearFirst))
  return {
    ...(rules.size > 0 && { rules: Object.fromEntries(rules) }),
    ...(deadlines.length > 0 && { deadlines }),
  }
}

function layOver(near: RuleOverride, far: RuleOverride = {}): RuleOverride {
  const thresholds = { ...far.thresholds, ...near.thresholds }
  return { ...far, ...near, ...(Object.keys(thresholds).length > 0 && { thresholds }) }
}

/** Of one supervisor, what is set for a year goes before what is set for all. */
const byYearFirst = (a: LocalDeadline, b: LocalDeadline): number => Number(a.year === undefined) - Number(b.year === undefined)
