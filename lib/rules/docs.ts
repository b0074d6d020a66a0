import { SEVERITY_WORDS, type Dimension } from '../report/index.ts'
import type { Example, Rule } from './define.ts'
import { exampleWords } from './example-words.ts'
import { MIGRATIONS } from './migrations.ts'
import { RULE_SET_VERSION, RULES } from './rules.ts'

const DIMENSIONS: Readonly<Record<Dimension, string>> = {
  completeness: '完整',
  accuracy: '准确',
  consistency: '一致',
  formality: '规范',
  timeliness: '及时',
}
const FAMILIES: Readonly<Record<string, string>> = {
  filing: 'Filing: what was submitted against what the register expects',
  structure: 'Structure: title, sections, numbering, sub-sections',
  dates: 'Dates: period, signature, deadline, stale years',
  form: 'Form: the form in force, its rows, columns and tables',
  cells: 'Cells: what stands in a single cell',
  identities: 'Identities: the sums that the form prescribes (勾稽关系)',
  narrative: 'Narrative: what the text says, against itself and against the tables',
  law: 'Law: what law and notices demand of the content, and how they are cited',
  text: 'Text: slips of the pen and what was left over from templates and other reports',
  history: 'History: the report against the same agency’s report of the year before',
  peers: 'Peers: the report against those of other agencies (内容雷同)',
}

const HEAD = `# Rules

Generated from the definitions in \`lib/rules\` by \`npm run docs\`; do not edit. Rule set ${RULE_SET_VERSION}, ${RULES.length} rules.

错误 (*error*) is beyond argument: against law, form or arithmetic. 疑点 (*warning*) is very likely wrong. 提示 (*info*) is a hint and costs
no points. A finding may be milder than its rule where the case is less certain; its message then says why. What could not be
read is *not evaluable*, which is not the same as passed.

The examples are edits of one clean specimen report ([\`lib/rules/specimen.ts\`](../lib/rules/specimen.ts)) and run as tests.
Severities, thresholds and deadlines can be set otherwise by a supervisor: [settings.md](settings.md).
`

/** `docs/rules.md`: the catalogue for people who read or change the rules. */
export function rulesMarkdown(): string {
  const families = Map.groupBy(RULES, ({ id }) => id.slice(0, id.indexOf('/')))
  return [HEAD, ...[...families].flatMap(([family, rules]) => [`## ${FAMILIES[family] ?? family}\n`, ...rules.map(describe)]), history()].join('\n')
}

const history = (): string =>
  [
    '## Changed, renamed and retired\n',
    '| rule set | rule | | why |',
    '|---|---|---|---|',
    ...MIGRATIONS.map((each) => `| ${each.version} | \`${each.rule}\` | ${each.change}${each.change === 'renamed' ? ` to \`${each.to}\`` : ''} | ${each.why} |`),
    '',
  ].join('\n')

/**
 * Every id that a rule ever had, with the rule set that brought it: those known before, which are never taken out, and
 * those of the catalogue.
 */
export function ruleHistory(known: Readonly<Record<string, string>>): Record<string, string> {
  const versions = { ...Object.fromEntries(RULES.map(({ id }) => [id, RULE_SET_VERSION])), ...known }
  return Object.fromEntries(Object.entries(versions).sort(([a], [b]) => (a < b ? -1 : 1)))
}

function describe(rule: Rule): string {
  const sources = typeof rule.source === 'string' ? rule.source : `${rule.source['2021']}；2019、2020年度：${rule.source['2019']}`
  return [
    `### \`${rule.id}\` ${rule.title}\n`,
    `${SEVERITY_WORDS[rule.severity].name} · ${DIMENSIONS[rule.dimension]} · ${sources}\n`,
    `${rule.why}\n`,
    `**怎么改**：${rule.fix}\n`,
    ...thresholds(rule),
    examples('会发现', rule.examples.fail),
    examples('不会误报', rule.examples.pass),
  ].join('\n')
}

const examples = (words: string, list: readonly Example[]): string => `${words}：\n\n${list.map((example) => `- ${exampleWords(example)}`).join('\n')}\n`

const thresholds = (rule: Rule): string[] =>
  Object.entries(rule.thresholds ?? {}).map(([name, { value, min, max, title }]) => `**可以调整**：${title}（\`${name}\`），默认${value}，可设${min}至${max}。\n`)

/** lib/rules/titles.generated.ts: who only tells of findings needs no rules, and a mail function stays small. */
export const titlesModule = (): string =>
  `/** Generated from the definitions by \`npm run docs\`; do not edit. */\nexport const TITLES = ${JSON.stringify(
    Object.fromEntries(RULES.map(({ id, title }) => [id, title])),
    null,
    2,
  )}\n`
