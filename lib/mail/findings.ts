import { placeInWords, SEVERITY_WORDS, type Finding, type Severity } from '../report/index.ts'
import { ruleTitle } from '../rules/title.ts'
import type { Judged } from './input.ts'
import { shorten, type Case, type Fact, type Part } from './parts.ts'

/** Mistakes listed of one severity, and places listed of one: a mail must stay readable, and below 100 KB. */
const GROUPS = 25
const casesOf = (groups: number): number => (groups <= 10 ? 10 : 3)
const QUOTE = 80

/** The findings of one severity as numbered parts, those of one rule together, numbered from `first`. */
export function findingParts(result: Judged, severity: Severity, first: number): Part[] {
  const groups = groupByRule(result.findings, severity)
  const shown = groups.slice(0, GROUPS)
  const left = groups.slice(GROUPS).reduce((sum, group) => sum + group.length, 0)
  return [
    ...shown.map((group, index) => groupPart(result, group, first + index, casesOf(shown.length))),
    ...(left > 0 ? [{ kind: 'paragraph' as const, text: `另有${left}处没有逐条列出，请先改正以上各处再重新报送。` }] : []),
  ]
}

/** The findings of one severity, those of one rule together, in the order of their first. */
export function groupByRule(findings: readonly Finding[], severity: Severity): readonly (readonly [Finding, ...Finding[]])[] {
  const groups = new Map<string, [Finding, ...Finding[]]>()
  for (const finding of findings.filter((one) => one.severity === severity)) {
    const group = groups.get(finding.rule)
    if (group === undefined) groups.set(finding.rule, [finding])
    else group.push(finding)
  }
  return [...groups.values()]
}

function groupPart(result: Judged, group: readonly [Finding, ...Finding[]], number: number, cap: number): Part {
  const [head] = group
  const tone = head.severity
  if (group.length === 1) return { kind: 'finding', tone, number, text: head.message, facts: factsOf(result, head, ALL), cases: [] }
  const shared = SHAREABLE.filter((label) => new Set(group.map((finding) => finding[label])).size === 1)
  const own = new Set(SHAREABLE.filter((label) => !shared.includes(label)))
  const cases = group.slice(0, cap).map((finding): Case => ({ text: finding.message, facts: factsOf(result, finding, own) }))
  const left = group.length - cases.length
  return {
    kind: 'finding',
    tone,
    number,
    text: `${ruleTitle(head.rule) ?? `同一类${SEVERITY_WORDS[tone].name}`}（共${group.length}处）`,
    facts: lawAndFix(head, new Set(shared)),
    cases,
    ...(left > 0 ? { more: `另有${left}处同类${SEVERITY_WORDS[tone].name}没有逐条列出，请一并检查。` } : {}),
  }
}

const SHAREABLE = ['source', 'fix'] as const
type Shareable = (typeof SHAREABLE)[number]
const ALL: ReadonlySet<Shareable> = new Set(SHAREABLE)

const lawAndFix = (finding: Finding, wanted: ReadonlySet<Shareable>): Fact[] => [
  ...(wanted.has('source') ? [{ label: '依据', value: finding.source }] : []),
  ...(wanted.has('fix') ? [{ label: '改法', value: finding.fix }] : []),
]

/** Where, against what, why, what to write instead; and whether the last version had it already. */
function factsOf(result: Judged, finding: Finding, wanted: ReadonlySet<Shareable>): Fact[] {
  const place = placeInWords(finding.place)
  const quote = finding.quote.trim() === '' ? '' : `“${shorten(finding.quote.trim(), QUOTE)}”`
  const comparison = [
    finding.expected === undefined ? '' : `应为${finding.expected}`,
    finding.actual === undefined ? '' : `现为${finding.actual}`,
  ]
    .filter((words) => words !== '')
    .join('，')
  const { changes } = result
  const open = changes !== undefined && changes.open.some((index) => result.findings[index] === finding)
  return [
    ...(quote === '' ? [] : [{ label: '原文', value: place === '' ? quote : `${quote}（${place}）` }]),
    ...(quote === '' && place !== '' ? [{ label: '位置', value: place }] : []),
    ...(comparison === '' ? [] : [{ label: '核对', value: comparison }]),
    ...lawAndFix(finding, wanted),
    ...(finding.suggestion === undefined
      ? []
      : [{ label: '可能的原因', value: finding.suggestion.message }]),
    ...(open ? [{ label: '状态', value: `第${changes.previousVersion}版已经指出，仍未改正` }] : []),
  ]
}
