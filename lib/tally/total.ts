import * as z from 'zod'
import { Level } from '../report/index.ts'
import { addContributions, addSums, CellSum, emptySums, formFor } from './cells.ts'
import { addCounts, countOf, Counts, NONE } from './counts.ts'
import { type Member, type Obligation, owes, statusOf } from './obligation.ts'

const RuleCount = z.object({ reports: z.int().positive(), findings: z.int().positive() })

/** What stands below a supervisor for one year: all agencies down the tree, itself left out. */
export const Total = z.object({
  supervisor: z.string(),
  year: z.int(),
  counts: Counts,
  byLevel: z.partialRecord(Level, Counts),
  /** How many scores lie in 0-9, 10-19, … 80-89, 90-99, and how many are 100. */
  scores: z.array(z.int().nonnegative()).length(11),
  /** In how many reports each rule found something, and how much. */
  rules: z.record(z.string(), RuleCount),
  /** Each cell of the year's form. */
  cells: z.array(CellSum),
  /** The first of those below whose report lacks in the sums: nothing sent, or nothing that could be read. */
  absent: z.array(z.object({ agency: z.string(), name: z.string(), status: z.enum(['missing', 'rejected']) })).default([]),
  /** The supervisors directly below, each with what stands below it. */
  supervisors: z.array(z.object({ id: z.string(), name: z.string(), counts: Counts })),
})
export type Total = z.infer<typeof Total>

/** An agency directly below: how it stands itself, and what stands below it if it is a supervisor. */
export interface Part {
  readonly member: Member
  readonly obligation: Obligation | null
  readonly below: Total | null
}

/** As many absent agencies are named in a total. */
const NAMED = 20

/** Sums up what stands directly below a supervisor. The same parts give the same total, in whatever order. */
export function totalOf(supervisor: string, year: number, parts: readonly Part[]): Total {
  let total: Total = {
    supervisor,
    year,
    counts: NONE,
    byLevel: {},
    scores: Array.from({ length: 11 }, () => 0),
    rules: {},
    cells: emptySums(formFor(year)),
    absent: [],
    supervisors: [],
  }
  for (const { member, obligation, below } of parts.toSorted((a, b) => (a.member.id < b.member.id ? -1 : 1))) {
    if (owes(member, year)) total = withAgency(total, member, obligation)
    if (below !== null) total = withBelow(total, member, below)
  }
  return total
}

function withAgency(total: Total, { id, name, level }: Member, obligation: Obligation | null): Total {
  const status = statusOf(obligation)
  const one = countOf(obligation)
  const counted = { ...total, counts: addCounts(total.counts, one), byLevel: { ...total.byLevel, [level]: addCounts(total.byLevel[level], one) } }
  if (status === 'missing' || status === 'rejected') return { ...counted, absent: [...total.absent, { agency: id, name, status }].slice(0, NAMED) }
  if (obligation === null) return counted
  const { current, rules, cells } = obligation
  return {
    ...counted,
    scores: total.scores.map((count, index) => count + (index === Math.floor((current.score ?? 0) / 10) ? 1 : 0)),
    rules: addRules(total.rules, Object.fromEntries(Object.entries(rules).map(([rule, findings]) => [rule, { reports: 1, findings }]))),
    cells: cells === null ? total.cells : addContributions(total.cells, cells),
  }
}

const withBelow = (total: Total, { id, name }: Member, below: Total): Total => ({
  ...total,
  counts: addCounts(total.counts, below.counts),
  byLevel: Object.fromEntries(
    Level.options.flatMap((level) => {
      const counts = addCounts(total.byLevel[level], below.byLevel[level])
      return counts.agencies === 0 ? [] : [[level, counts]]
    }),
  ),
  scores: total.scores.map((count, index) => count + (below.scores[index] ?? 0)),
  rules: addRules(total.rules, below.rules),
  cells: addSums(total.cells, below.cells),
  absent: [...total.absent, ...below.absent].slice(0, NAMED),
  supervisors: [...total.supervisors, { id, name, counts: below.counts }],
})

function addRules(a: Total['rules'], b: Total['rules']): Total['rules'] {
  const sums = { ...a }
  for (const [rule, { reports, findings }] of Object.entries(b)) {
    const sum = sums[rule]
    sums[rule] = sum === undefined ? { reports, findings } : { reports: sum.reports + reports, findings: sum.findings + findings }
  }
  return sums
}
