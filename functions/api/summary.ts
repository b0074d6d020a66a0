import { RULES } from '../../lib/rules/index.ts'
import type { Summary } from '../../lib/store/api-tallies.ts'
import { findTotal } from '../../lib/store/tally.ts'
import type { Store } from '../../lib/store/table.ts'
import { totalOf } from '../../lib/tally/index.ts'

const TITLES = new Map(RULES.map(({ id, title }) => [id, title]))

/** Counts, scores and the most frequent findings of all agencies below a supervisor: one read, however many they are. */
export async function summarize(store: Store, supervisor: string, year: number): Promise<Summary> {
  const { counts, byLevel, scores, rules, supervisors } = (await findTotal(store, supervisor, year)) ?? totalOf(supervisor, year, [])
  return {
    supervisor,
    year,
    counts,
    byLevel,
    scores: scores.map((reports, index) => ({ from: index * 10, to: Math.min(index * 10 + 9, 100), reports })),
    rules: Object.entries(rules)
      .map(([rule, count]) => ({ rule, title: TITLES.get(rule) ?? rule, ...count }))
      .sort((a, b) => b.reports - a.reports || b.findings - a.findings || (a.rule < b.rule ? -1 : 1)),
    supervisors,
  }
}
