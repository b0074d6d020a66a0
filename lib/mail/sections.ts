import { SEVERITY_WORDS } from '../report/index.ts'
import { ruleTitle } from '../rules/title.ts'
import type { Changes, Judged, MailResult, Resubmission } from './input.ts'
import { findingParts, groupByRule } from './findings.ts'
import type { Part } from './parts.ts'
import { chinaTime } from './words.ts'

const MENDED = 10
const HINTS = 5
const NAMED_RULES = 3

/** Errors in full, then warnings in full, then the hints as a short list. */
export function findingSections(result: Judged): Part[] {
  let number = 1
  const sections = (['error', 'warning'] as const).flatMap((severity): Part[] => {
    const parts = findingParts(result, severity, number)
    if (parts.length === 0) return []
    number += groupByRule(result.findings, severity).length
    const count = result.findings.filter((finding) => finding.severity === severity).length
    const { name, duty } = SEVERITY_WORDS[severity]
    return [{ kind: 'heading', text: `${name}${count}处（${duty}）` }, ...parts]
  })
  return [...sections, ...hints(result)]
}

function hints(result: Judged): Part[] {
  const messages = result.findings.filter(({ severity }) => severity === 'info').map(({ message }) => message)
  if (messages.length === 0) return []
  const { name, duty } = SEVERITY_WORDS.info
  const left = messages.length - HINTS
  return [
    { kind: 'heading', text: `${name}${messages.length}处（${duty}）` },
    { kind: 'list', items: [...messages.slice(0, HINTS), ...(left > 0 ? [`另有${left}处提示，从略。`] : [])] },
  ]
}

/** What changed since the previous version; nothing if there was none. Hints are not counted. */
export function changeSection(result: MailResult): Part[] {
  const { changes } = result
  if (changes === undefined) return []
  const mended = changes.mended.filter(({ severity }) => severity !== 'info').map(({ message }) => message)
  const left = mended.length - MENDED
  return [
    { kind: 'heading', text: `与第${changes.previousVersion}版相比` },
    { kind: 'paragraph', text: changesInWords(result, changes) },
    ...(mended.length === 0
      ? []
      : [
          {
            kind: 'list' as const,
            items: [
              ...mended.slice(0, MENDED).map((message) => `已改正：${message}`),
              ...(left > 0 ? [`另有${left}处也已改正。`] : []),
            ],
          },
        ]),
  ]
}

/** `已改正3处，仍有1处未改正，新发现2处。` */
function changesInWords(result: Judged, changes: Changes): string {
  const matters = (index: number): boolean => ['error', 'warning'].includes(result.findings[index]?.severity ?? '')
  const mended = changes.mended.filter(({ severity }) => severity !== 'info').length
  const open = changes.open.filter(matters).length
  const added = changes.added.filter(matters).length
  return [
    mended === 0 ? '没有已改正的问题' : `已改正${mended}处`,
    open === 0 ? '以前指出的问题没有遗留' : `仍有${open}处未改正`,
    added === 0 ? '没有新问题' : `新发现${added}处`,
  ].join('，') + '。'
}

/** What was found but then held to be right by a supervisor. */
export function dismissedSection({ dismissed }: Pick<MailResult, 'dismissed'>): Part[] {
  if (dismissed.length === 0) return []
  const items = dismissed.slice(0, MENDED).map((finding) => `${finding.message}（${finding.dismissed?.by ?? '主管部门'}认定无误：${finding.dismissed?.reason ?? ''}）`)
  const left = dismissed.length - items.length
  return [
    { kind: 'heading', text: `已认定无误${dismissed.length}处（不用修改，不扣分）` },
    { kind: 'list', items: [...items, ...(left > 0 ? [`另有${left}处也已认定无误。`] : [])] },
  ]
}

/** What could not be checked, by reason: not checked is not the same as right. */
export function notEvaluatedSection(result: Pick<MailResult, 'notEvaluated'>): Part[] {
  const reasons = [...Map.groupBy(result.notEvaluated, ({ reason }) => reason)]
  if (reasons.length === 0) return []
  return [
    { kind: 'heading', text: '未能核对的内容' },
    { kind: 'paragraph', text: '下列内容没有核对，不代表没有问题，请自行检查：' },
    { kind: 'list', items: reasons.map(([reason, rules]) => `${reason}（${rulesInWords(rules.map(({ rule }) => rule))}）`) },
  ]
}

/** `未核对：“新收与结转不平衡”“单元格空白”等5项` */
function rulesInWords(rules: readonly string[]): string {
  const titles = rules.flatMap((rule) => ruleTitle(rule) ?? []).slice(0, NAMED_RULES)
  if (titles.length === 0) return `涉及${rules.length}项核对`
  return `未核对：${titles.map((title) => `“${title}”`).join('')}${rules.length > titles.length ? `等${rules.length}项` : ''}`
}

/** The total and the five dimensions. */
export function scoreSection(result: MailResult): Part[] {
  const { score } = result
  if (score === undefined) return []
  return [
    { kind: 'heading', text: `得分：${score.total}分（满分100分）` },
    ...score.dimensions.map(({ name, points, weight }): Part => ({ kind: 'score', name, points, weight })),
  ]
}

export function resubmitSection(resubmission: Resubmission): Part[] {
  return [
    { kind: 'heading', text: '怎样重新报送' },
    { kind: 'paragraph', text: resubmission.sentence },
    { kind: 'paragraph', text: '新版本报送后自动替代旧版本，旧版本留存备查。' },
    ...(resubmission.url === undefined ? [] : [{ kind: 'link' as const, text: '重新报送', url: resubmission.url }]),
  ]
}

/** Where a first report goes, if there is a page for it: those who have sent nothing cannot go "the way they came". */
export const submitSection = ({ url }: Resubmission): Part[] => [
  { kind: 'heading', text: '怎样报送' },
  { kind: 'paragraph', text: '请用本系统的上报方式提交整份报告；不清楚怎样上报的，请与主管部门联系。' },
  ...(url === undefined ? [] : [{ kind: 'link' as const, text: '报送报告', url }]),
]

/** Which file this is about, and whether a newer one has come meanwhile. */
export function submissionPart(result: MailResult): Part {
  return {
    kind: 'facts',
    facts: [
      { label: '文件', value: result.file },
      { label: '报送时间', value: `${chinaTime(result.submittedAt)}（北京时间）` },
      ...(result.supersededBy === undefined
        ? []
        : [{ label: '注意', value: `已有更新的第${result.supersededBy}版，本邮件所说的是第${result.version}版` }]),
      ...(result.rechecked === true ? [{ label: '说明', value: '核对规则或者主管部门的设置有更新，这是对已报送的这一版重新核对的结果，以这次为准' }] : []),
    ],
  }
}

export const footer = (supervisor: string, about = '对核对结果有疑问的'): Part => ({
  kind: 'footer',
  text: `本邮件由政府信息公开年报核对系统“公开”自动发出。${about}，请与${supervisor}联系。`,
})
