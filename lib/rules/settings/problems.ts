import type * as z from 'zod'
import { Level, LEVEL_NAMES, SEVERITY_WORDS, type LocalDeadline, RuleSettings } from '../../report/index.ts'
import { deadlineOf } from '../deadlines.ts'
import type { Rule } from '../define.ts'
import { MIGRATIONS } from '../migrations.ts'
import { RULES } from '../rules.ts'
import { nearestRules } from '../search.ts'
import { dateWords } from '../words.ts'
import { SettingsFile } from './schema.ts'
import { severitiesOf } from './severities.ts'

/** What is wrong with a settings file; `path` leads to the place in it, the message is Chinese and says what to write. */
interface SettingsProblem {
  readonly path: readonly (string | number)[]
  readonly message: string
}

export type SettingsCheck =
  | { readonly ok: true; readonly settings: RuleSettings }
  | { readonly ok: false; readonly problems: readonly SettingsProblem[] }

/** Looks through what somebody wrote as settings. Nothing of it is taken unless all of it is right. */
export function checkSettings(value: unknown): SettingsCheck {
  const parsed = SettingsFile.safeParse(value)
  if (!parsed.success) return { ok: false, problems: parsed.error.issues.flatMap(explain) }
  const settings = RuleSettings.parse(value)
  const problems = (settings.deadlines ?? []).flatMap((deadline, index, all) => {
    const message = deadlineProblem(deadline, all.slice(0, index))
    return message === null ? [] : [{ path: ['deadlines', index], message }]
  })
  return problems.length > 0 ? { ok: false, problems } : { ok: true, settings }
}

function explain(issue: z.core.$ZodIssue): SettingsProblem[] {
  const path = issue.path.filter((key) => typeof key !== 'symbol')
  const [area, id] = path
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => ({ path: [...path, key], message: unknown(path, key) }))
  if (area === 'deadlines') return [{ path, message: DEADLINE_FIELDS[String(path[2])] ?? 'deadlines 要写成清单，每项有 level、day、basis，可以有 year。' }]
  const rule = RULES.find((each) => each.id === id)
  return [{ path, message: rule === undefined ? '设置文件要写成 rules 和 deadlines 两部分，rules 下面按规则编号逐条书写。' : aboutRule(rule, path) }]
}

function unknown(path: readonly (string | number)[], key: string): string {
  const [area, id, part] = path
  if (area === undefined) return `不能写“${key}”。设置文件只有 rules（规则）和 deadlines（期限）两部分。`
  if (area === 'deadlines') return `期限里不能写“${key}”。每项只有 level、year、day、basis。`
  if (id === undefined) return unknownRule(key)
  const rule = RULES.find((each) => each.id === id)
  const names = Object.keys(rule?.thresholds ?? {})
  if (part === 'thresholds') return `规则“${rule?.title ?? id}”没有阈值“${key}”，可以设的是：${names.join('、')}。`
  if (key === 'thresholds') return `规则“${rule?.title ?? id}”没有可以调整的阈值。请删去 thresholds。`
  return `规则“${rule?.title ?? id}”下面不能写“${key}”，只能写 off（停用）、severity（级别）${names.length > 0 ? '、thresholds（阈值）' : ''}。`
}

function unknownRule(id: string): string {
  const gone = MIGRATIONS.find(({ rule, change }) => rule === id && change !== 'changed')
  if (gone?.change === 'renamed') return `规则“${id}”已改名为“${gone.to}”。请改用新的编号。`
  if (gone?.change === 'retired') return `规则“${id}”已经取消：${gone.why}请删去这一条。`
  const near = nearestRules(id).map((rule) => `${rule.id}（${rule.title}）`)
  return `没有编号为“${id}”的规则。${near.length > 0 ? `是不是：${near.join('、')}？` : ''}全部编号可以用 gongkai explain 查看。`
}

function aboutRule(rule: Rule, [, , field, name]: readonly (string | number)[]): string {
  if (field === 'off') return `“${rule.title}”的 off 只能写 true（停用）或者 false（不停用）。`
  if (field === 'severity') return `“${rule.title}”的级别只能写 ${severitiesOf(rule).map((each) => `${each}（${SEVERITY_WORDS[each].name}）`).join('、')}。${BOUNDS[rule.severity] ?? ''}`
  const threshold = rule.thresholds?.[String(name)]
  if (threshold === undefined) return `“${rule.title}”要写成 off、severity 或者 thresholds 各一行。`
  return `“${rule.title}”的“${threshold.title}”要填${threshold.min}至${threshold.max}之间的数，默认${threshold.value}。`
}

/** Why a grade may be missing from the list. */
const BOUNDS: Readonly<Record<string, string>> = {
  info: '提示可能误报，不能定为错误。',
  error: '数字错误定为提示就不影响结论了；确实不需要核对的，写 off: true，结果中会注明已停用。',
}

const DEADLINE_FIELDS: Readonly<Record<string, string>> = {
  level: `level 要填级别：${Level.options.map((level) => `${level}（${LEVEL_NAMES[level]}）`).join('、')}。`,
  year: 'year 要填报告年度，例如 2025；不写就是各年度都适用。',
  day: 'day 要填公布年份的月和日，例如 "01-20"，两边加引号。',
  basis: 'basis 要填规定这个期限的文件，核对结果会引用它，例如：某市政务公开办通知。',
}

function deadlineProblem({ level, year, day }: LocalDeadline, before: readonly LocalDeadline[]): string | null {
  // 2 March is what 30 February rolls over to.
  if (!new Date(`2024-${day}T00:00:00Z`).toISOString().startsWith(`2024-${day}`)) return `没有“${day}”这一天。`
  if (before.some((each) => each.level === level && each.year === year)) return `${LEVEL_NAMES[level]}同一年度的期限写了两次，请只留一个。`
  const lawful = deadlineOf(level, year ?? 2024)
  if (lawful.setBy !== 'statute' || day <= lawful.day) return null
  return `条例第四十九条规定${LEVEL_NAMES[level]}最迟${dateWords(`2024-${lawful.day}`).slice(5)}公布，本地的期限只能更早，不能是${dateWords(`2024-${day}`).slice(5)}。`
}
