import { LEVEL_NAMES, SEVERITY_WORDS, VERDICT_WORDS, type Entry, type NotEvaluated, type Score } from '../report/index.ts'
import { ruleTitle } from '../rules/title.ts'
import { dateWords } from '../rules/words.ts'
import { element, escape } from './html.ts'
import { SIGNS, type Numbered } from './marks.ts'

/** What a page is about, and the outcome, in one look. */
export function head(entry: Entry, findings: readonly Numbered[], date: string): string {
  const { record, rejection, score } = entry
  const facts: readonly (readonly [label: string, value: string])[] = [
    ['单位', record?.agency ?? ''],
    ['年度', record?.year == null ? '' : `${record.year}年`],
    ['级别', record?.level == null ? '' : LEVEL_NAMES[record.level]],
    ['文件', entry.file],
    ['核对日期', dateWords(date)],
  ]
  return [
    `<h1>${escape(titleOf(entry))}</h1>`,
    score === undefined ? verdict('error', '不能核对', rejection?.message ?? '') : verdict(VERDICT_WORDS[score.verdict].tone, VERDICT_WORDS[score.verdict].word, counts(entry)),
    '<div class="summary">',
    `<dl class="facts">${facts.filter(([, value]) => value !== '').map(([label, value]) => `<dt>${label}</dt><dd>${escape(value)}</dd>`).join('')}</dl>`,
    score === undefined ? '' : scoreTable(score, findings),
    '</div>',
  ].join('\n')
}

export function titleOf({ file, record }: Entry): string {
  const who = [record?.agency ?? '', record?.year == null ? '' : `${record.year}年`].join('')
  return `${who === '' ? file : `${who}政府信息公开工作年度报告`}：核对结果`
}

const verdict = (tone: string, word: string, words: string): string =>
  `<div class="verdict ${tone}"><strong>${escape(word)}</strong><span>${escape(words)}</span></div>`

/** `有3处错误、1处提示。` */
function counts({ findings }: Entry): string {
  const words = (['error', 'warning', 'info'] as const).flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length
    return count === 0 ? [] : [`${count}处${SEVERITY_WORDS[severity].name}`]
  })
  return words.length === 0 ? '没有发现问题。' : `有${words.join('、')}。`
}

function scoreTable(score: Score, findings: readonly Numbered[]): string {
  const rows = score.dimensions.map(({ name, points, weight, lost }) => {
    const reasons = lost.map(({ finding, points: cost }) => {
      const numbered = findings[finding]
      if (numbered === undefined) return ''
      const { severity } = numbered.finding
      return `<a class="ref ${severity}" href="#n${numbered.number}">${SIGNS[severity]}${numbered.number}</a>扣${cost}分`
    })
    return `<tr><th scope="row">${escape(name)}</th><td class="number">${points}</td><td class="number">${weight}</td><td>${reasons.join('，')}</td></tr>`
  })
  return `<table class="score"><caption>得分：${score.total}分（满分100分）</caption><thead><tr><th scope="col">方面</th><th scope="col">得分</th><th scope="col">满分</th><th scope="col">扣分的问题</th></tr></thead><tbody>${rows.join('')}</tbody></table>`
}

/** What could not be judged, and what the reader had to note. */
export function limits(notEvaluated: readonly NotEvaluated[], messages: readonly string[]): string {
  const reasons = [...Map.groupBy(notEvaluated, ({ reason }) => reason)].map(([reason, rules]) => {
    const titles = rules.flatMap(({ rule }) => ruleTitle(rule) ?? []).map((title) => `“${title}”`)
    return `${reason}${titles.length === 0 ? '' : `（没有核对：${titles.join('')}）`}`
  })
  return [
    reasons.length === 0 ? '' : `<section><h2>未能核对的内容</h2><p>下列内容没有核对，不代表没有问题，请自行检查：</p>${list(reasons)}</section>`,
    messages.length === 0 ? '' : `<section><h2>读取时发现</h2>${list(messages)}</section>`,
  ].join('\n')
}

const list = (items: readonly string[]): string => `<ul>${items.map((item) => element('li', item)).join('')}</ul>`
