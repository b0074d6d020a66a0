/** What became of a rule in a version of the rule set. `why` is told to operators, in Chinese. */
export type Migration =
  /** A finding of `rule` is one of `to`. */
  | { readonly change: 'renamed'; readonly version: string; readonly rule: string; readonly to: string; readonly why: string }
  /** Its findings are gone for good. */
  | { readonly change: 'retired'; readonly version: string; readonly rule: string; readonly why: string }
  /** Judges otherwise than before under its old id. */
  | { readonly change: 'changed'; readonly version: string; readonly rule: string; readonly why: string }

/** Oldest first. Every id in docs/rule-history.json is a rule of the catalogue or is renamed or retired here. */
export const MIGRATIONS: readonly Migration[] = [
  {
    change: 'changed',
    version: '2.0.0',
    rule: 'dates/late',
    why: '主管部门规定了期限的，按规定的期限核对，并引用主管部门的通知。',
  },
  {
    change: 'changed',
    version: '2.1.0',
    rule: 'narrative/parts-over-total',
    why: '能读懂更多引出分项的写法，以及用空格分节的千位数、两种单位并列的分项。',
  },
  {
    change: 'changed',
    version: '2.1.0',
    rule: 'narrative/applicants',
    why: '“均为自然人申请”也与表3核对。',
  },
  {
    change: 'changed',
    version: '2.1.0',
    rule: 'narrative/last-year-figure',
    why: '括号中用来比较的往年数字、往年的考核和报告，不再当作往年的数字。',
  },
]

/** The id under which findings of `rule` go now; null if they are no longer made. An id never changed is its own. */
export function presentId(rule: string, migrations: readonly Migration[] = MIGRATIONS): string | null {
  let id = rule
  for (const migration of migrations) {
    if (migration.rule !== id) continue
    if (migration.change === 'retired') return null
    if (migration.change === 'renamed') id = migration.to
  }
  return id
}
