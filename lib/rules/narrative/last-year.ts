import { claimsOf, type Entry, type PassageClaims } from '../../claims/index.ts'
import type { Report } from '../../report/index.ts'
import { stale } from '../dates/stale.ts'
import { defineRule, notEvaluable, outcome, type Fault } from '../define.ts'
import { ARTICLE_50 } from '../sources.ts'
import { sectionWords } from './words.ts'

/** Two years are compared, or a stock is counted from an older one. */
const COMPARED = /比|较|同期|以来|至今|截至|截止|上年|去年|分别|同比|增长|下降|减少|增加|历年|日前|年前|以前|之前|年底前|近[两三四五\d]年|修订|成立|开通/u
const DONE = /公开|发布|推送|收到|受理|新收|办结|答复|办理|制定|制发|印发|废止|作出|开展|举办|召开|培训|复议|诉讼|许可|处罚/u

function sentenceAround(text: string, at: number): string {
  const end = text.slice(at).search(/[。！？\n]/u)
  return text.slice(Math.max(text.lastIndexOf('。', at), text.lastIndexOf('\n', at)) + 1, end < 0 ? text.length : at + end)
}

/** 截至2023年12月31日 in the report of 2024 is last year's period, however it is told. */
const isCompared = (text: string, at: number, year: number): boolean => COMPARED.test(sentenceAround(text, at).replace(new RegExp(`截[至止]到?${year - 1}年12月31日`, 'u'), ''))

function wrongYear(year: number, { passage, entries }: PassageClaims, known: readonly Fault[]): Fault[] {
  const { text } = passage
  // A passage that speaks of this year too is about both.
  if (text.includes(String(year))) return []
  const judged = (entry: Entry): boolean => entry.role === 'count' && entry.depth === 0 && entry.scope.span === 'year' && entry.scope.body !== 'others' && entry.scope.year !== null && entry.scope.year < year && entry.scope.yearAt !== null && DONE.test(entry.label)
  const entry = entries.find(judged)
  const at = entry?.scope.yearAt ?? null
  if (entry === undefined || at === null || !/\d/u.test(text.charAt(at)) || isCompared(text, at, year) || isCompared(text, entry.quantity.start, year)) return []
  const place = passage.place(at, entry.quantity.end)
  if (known.some((fault) => fault.place.start <= place.start && place.start < fault.place.end)) return []
  const stated = String(entry.scope.year)
  return [
    {
      message: `${sectionWords(passage)}“${text.slice(entry.clause, entry.quantity.end)}”写的是${stated}年的数，而报告是${year}年度的。`,
      place,
      expected: `${year}年`,
      actual: `${stated}年`,
      fix: `是${year}年的数字，把年份改为“${year}年”；是上一年度报告留下的，按${year}年度的实际情况改写。`,
    },
  ]
}

const found = (report: Report, year: number): Fault[] => {
  const known = stale(report, year)
  return claimsOf(report).passages.filter(({ passage }) => passage.section !== null).flatMap((passage) => wrongYear(year, passage, known))
}

export const lastYear = defineRule({
  id: 'narrative/last-year-figure',
  title: '用往年的数字报告本年',
  severity: 'warning',
  dimension: 'consistency',
  source: ARTICLE_50,
  why: '年度报告报告的是本年度的情况；写着往年年份的数字，不是年份没有改，就是数字没有改。',
  fix: '核对这一段的年份和数字，按本年度的实际情况改写。',
  examples: {
    fail: [{ edits: [['维护县政府门户网站的水务专栏', '按照要求维护水务专栏，2023年，全局共发布信息143条']] }],
    pass: [
      { edits: [['维护县政府门户网站的水务专栏', '维护水务专栏，全年发布信息86条，比2023年增加12条']] },
      { edits: [['维护县政府门户网站的水务专栏', '维护2022年9月开通的水务专栏']] },
    ],
  },
  check: (report) => (report.year === null ? notEvaluable('不能确定报告是哪一年度的，无法核对正文数字的年份') : outcome(found(report, report.year))),
})
