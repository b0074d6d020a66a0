import { renderText, type Part } from '../mail/index.ts'
import { SEVERITY_WORDS } from '../report/index.ts'
import { ruleCatalogue, type RuleMetadata } from '../rules/index.ts'
import { findRules, nearestRules } from '../rules/search.ts'
import { CliError, EXIT, type ExitCode } from './exit.ts'
import { colours, print, table } from './terminal.ts'

/**
 * `gongkai explain`: tells in a clerk's words what a rule finds and how to mend it; without words, lists all rules. One rule is told
 * in full, several are listed.
 * @throws {CliError} usage if no rule is meant by the words, with those that may have been.
 */
export async function explain(words: string | undefined, { json = false }: { readonly json?: boolean }): Promise<ExitCode> {
  const catalogue = ruleCatalogue()
  const wanted = words === undefined ? catalogue : catalogue.filter(({ id }) => findRules(words).some((rule) => rule.id === id))
  const [first] = wanted
  if (first === undefined) throw unknown(words ?? '')
  if (json) await print(`${JSON.stringify(wanted, null, 2)}\n`)
  else await print(wanted.length === 1 ? renderText(ruleParts(first), colours) : list(wanted))
  return EXIT.ok
}

const list = (rules: readonly RuleMetadata[]): string =>
  `${table(rules.map(({ id, title, severity }) => [SEVERITY_WORDS[severity].name, title, id]))}共${rules.length}条。查看其中一条：gongkai explain 名称或编号\n`

function unknown(words: string): CliError {
  const near = nearestRules(words).map(({ id, title }) => `${title}（${id}）`)
  const guess = near.length === 0 ? '不写名称可以列出全部规则。' : `是不是：${near.join('、')}？`
  return new CliError(EXIT.usage, `没有叫“${words}”的核对规则。${guess}`, `No such rule: ${words}. Without a name, all are listed.`)
}

function ruleParts({ id, title, severity, severities, source, why, fix, examples, thresholds }: RuleMetadata): Part[] {
  const { name, duty } = SEVERITY_WORDS[severity]
  const sources = typeof source === 'string' ? source : `${source['2021']}；2019、2020年度：${source['2019']}`
  const tunable = Object.entries(thresholds).map(([key, { value, min, max, title: words }]) => `${words}（${key}）：默认${value}，可设${min}至${max}`)
  return [
    { kind: 'heading', text: title },
    {
      kind: 'facts',
      facts: [
        { label: '编号', value: id },
        { label: '级别', value: `${name}（${duty}）` },
        { label: '为什么', value: why },
        { label: '怎么改', value: fix },
        { label: '依据', value: sources },
      ],
    },
    { kind: 'heading', text: '会发现' },
    { kind: 'list', items: examples.fail },
    { kind: 'heading', text: '不会误报' },
    { kind: 'list', items: examples.pass },
    { kind: 'heading', text: '主管部门可以调整' },
    { kind: 'list', items: ['停用（off）', `级别（severity）：${severities.map((each) => `${SEVERITY_WORDS[each].name}（${each}）`).join('、')}`, ...tunable] },
  ]
}
