import { ruleTitle } from '../../lib/rules/title.ts'
import type { Agency } from '../../lib/store/agency.ts'
import type { Summary } from '../../lib/store/api-tallies.ts'
import { findObligation, findTotal } from '../../lib/store/tally.ts'
import type { Store } from '../../lib/store/table.ts'
import { type Total, totalOf } from '../../lib/tally/index.ts'

/** Counts, scores and the most frequent findings of all agencies below a supervisor: one read, however many they are. */
export const summarize = async (store: Store, supervisor: string, year: number): Promise<Summary> =>
  toSummary((await findTotal(store, supervisor, year)) ?? totalOf(supervisor, year, []))

/** The same of one agency alone. */
export const summarizeOwn = async (store: Store, agency: Agency, year: number): Promise<Summary> =>
  toSummary(totalOf(agency.id, year, [{ member: agency, obligation: await findObligation(store, agency.id, year), below: null }]))

const toSummary = ({ supervisor, year, counts, byLevel, scores, rules, supervisors }: Total): Summary => ({
  supervisor,
  year,
  counts,
  byLevel,
  scores: scores.map((reports, index) => ({ from: index * 10, to: Math.min(index * 10 + 9, 100), reports })),
  rules: Object.entries(rules)
    .map(([rule, count]) => ({ rule, title: ruleTitle(rule) ?? rule, ...count }))
    .sort((a, b) => b.reports - a.reports || b.findings - a.findings || (a.rule < b.rule ? -1 : 1)),
  supervisors,
})
