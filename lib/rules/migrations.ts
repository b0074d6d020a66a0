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
  {
    change: 'changed',
    version: '2.2.0',
    rule: 'narrative/parts-short-of-total',
    why: '结果、申请人放在括号里分列的，冒号后一直列到句末的，事前、事中、事后等列全的，也核对是否少于总数；这几种报疑点。',
  },
  {
    change: 'changed',
    version: '2.2.0',
    rule: 'narrative/requests-processed',
    why: '“不予处理”“其余答复”“将于下年办结”不再当作办结数。',
  },
  {
    change: 'changed',
    version: '2.2.0',
    rule: 'narrative/requests-received',
    why: '“应办”“上述申请”也与表3核对；只讲某一类的“相关申请”不再核对。',
  },
  {
    change: 'changed',
    version: '2.2.0',
    rule: 'narrative/requests-carried',
    why: '能读懂“结余”“转来”“跨年办理”“在办”等写法。',
  },
  {
    change: 'changed',
    version: '2.2.0',
    rule: 'narrative/outcomes',
    why: '“公开和部分公开合计”也与表3核对。',
  },
  {
    change: 'changed',
    version: '2.2.0',
    rule: 'narrative/none',
    why: '“没有不予公开、无法提供的情形”“上年无结转”也与表3核对。',
  },
  {
    change: 'changed',
    version: '2.2.0',
    rule: 'narrative/year-on-year',
    why: '以万计的数、“是上年的几倍”、两年并列的数也核对。',
  },
  {
    change: 'changed',
    version: '2.2.0',
    rule: 'structure/aspects',
    why: '“（三）管理”“抓平台”等简短的标题，以及写明了数量的一段话，算作说明了这个方面。',
  },
  {
    change: 'changed',
    version: '2.2.0',
    rule: 'structure/subsection-numbering',
    why: '缺的序号写在自拟的小标题上的，不算跳号。',
  },
  {
    change: 'changed',
    version: '2.2.0',
    rule: 'law/regulations-powerless',
    why: '政府办公厅（室）按本级政府的权限判断。',
  },
  {
    change: 'changed',
    version: '2.2.0',
    rule: 'law/fee-contradiction',
    why: '全省、全市的收费数不与本机关的相比。',
  },
  {
    change: 'changed',
    version: '2.2.0',
    rule: 'law/fee-incomplete',
    why: '“总金额×元，已全部收取”算作写全。',
  },
  {
    change: 'changed',
    version: '2.2.0',
    rule: 'law/problems-missing',
    why: '写了误解、差异、被纠正、被扣分的，算作写了问题。',
  },
  {
    change: 'changed',
    version: '2.2.0',
    rule: 'law/notice-number',
    why: '按“格式”引用而文号不对的，年份早于这一文号启用的，也报。',
  },
  {
    change: 'changed',
    version: '2.2.0',
    rule: 'law/fee-notice',
    why: '信息处理费文号的年份写错，没有写名称的也报。',
  },
  {
    change: 'changed',
    version: '2.2.0',
    rule: 'narrative/number-left-out',
    why: '“意见建议”“留言”后面漏写的数字也报。',
  },
  {
    change: 'changed',
    version: '2.2.0',
    rule: 'text/doubled-words',
    why: '“每村每月”之类的写法不算重复。',
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
