import { placeInWords, SEVERITY_WORDS, stands } from '../report/index.ts'
import { ruleTitle } from '../rules/title.ts'
import { escape } from './html.ts'
import { SIGNS, type Numbered } from './marks.ts'

const fact = (label: string, value: string | undefined): string =>
  value === undefined || value.trim() === '' ? '' : `<p><b>${label}：</b>${escape(value)}</p>`

/** Why something is marked: what is wrong, against what, by which law, and what to write instead. */
export function note({ number, finding }: Numbered): string {
  const { severity, expected, actual } = finding
  const comparison = [expected === undefined ? '' : `应为${expected}`, actual === undefined ? '' : `现为${actual}`].filter((words) => words !== '')
  return [
    `<div class="note ${severity}" id="n${number}" role="note">`,
    `<p class="what"><a class="ref ${severity}" href="#m${number}">${SIGNS[severity]}${number}</a>${escape(finding.message)}</p>`,
    fact('核对', comparison.join('，')),
    fact('改法', finding.fix),
    fact('可能的原因', finding.suggestion?.message),
    fact('已认定无误', finding.dismissed && `${finding.dismissed.by}：${finding.dismissed.reason}`),
    fact('依据', finding.source),
    fact('位置', placeInWords(finding.place)),
    '</div>',
  ].join('')
}

/** All findings, the gravest first, each with a link to where it is marked. */
export function findingList(findings: readonly Numbered[]): string {
  return (['error', 'warning', 'info'] as const)
    .map((severity) => {
      const own = findings.filter(({ finding }) => finding.severity === severity && stands(finding))
      if (own.length === 0) return ''
      const { name, duty } = SEVERITY_WORDS[severity]
      const items = own.map(({ number, finding }) => `<li><a class="ref ${severity}" href="#m${number}">${SIGNS[severity]}${number}</a>${title(finding.rule)}${escape(finding.message)}</li>`)
      return `<h3>${name}${own.length}处（${duty}）</h3><ol class="findings">${items.join('')}</ol>`
    })
    .concat(dismissedList(findings))
    .join('\n')
}

function dismissedList(findings: readonly Numbered[]): string {
  const own = findings.filter(({ finding }) => !stands(finding))
  if (own.length === 0) return ''
  const items = own.map(({ number, finding }) => `<li><a class="ref info" href="#m${number}">免${number}</a>${title(finding.rule)}${escape(finding.message)}</li>`)
  return `<h3>已认定无误${own.length}处（不用修改，不扣分）</h3><ol class="findings">${items.join('')}</ol>`
}

const title = (rule: string): string => {
  const words = ruleTitle(rule)
  return words === undefined ? '' : `<strong>${escape(words)}</strong> `
}
