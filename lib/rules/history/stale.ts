import { staleYear } from '../dates/stale.ts'
import { defineRule, outcome, type Fault } from '../define.ts'
import { ARTICLE_50 } from '../sources.ts'
import { against, type Pair } from './before.ts'
import { sentencesOf } from './sentences.ts'

/** Another year is in its place where something is dated or two years are compared. */
const LAWFUL = /比|较|同期|以来|至今|起|印发|出台|修订|修改|制定|发布的|成立|换届|增长|下降|减少|增加|上升|《/u
/** Shorter sentences may be the same by chance. */
const SHORTEST = 12

function leftOver({ report, before, year, context }: Pair): Fault[] {
  const then = new Set(sentencesOf(before).map(({ plain }) => plain))
  const told = staleYear.check(report, context, () => 0)
  const known = told.kind === 'fail' ? told.faults.map(({ place }) => place) : []
  return sentencesOf(report)
    .filter(({ plain }) => plain.length >= SHORTEST && plain.includes(`${year}年`) && !plain.includes(String(year + 1)))
    .filter(({ plain }) => !LAWFUL.test(plain) && then.has(plain))
    .filter(({ place }) => !known.some((other) => other.start < place.end && place.start < other.end))
    .map(({ place }) => ({
      message: `这句话与${year}年度报告一字不差，写的还是${year}年，而本报告是${year + 1}年度的。`,
      place,
      expected: `${year + 1}年`,
      actual: `${year}年`,
      fix: `按${year + 1}年度的实际情况改写；确实是在说${year}年的事，写明与本年度的关系。`,
    }))
}

const KEPT: readonly [string, string] = ['公文起草时确定公开属性', '各股室在2023年完成了专栏栏目的清理和归并。公文起草时确定公开属性']

export const staleSentence = defineRule({
  id: 'history/stale-sentence',
  title: '留着上一年度的句子',
  severity: 'warning',
  dimension: 'consistency',
  source: ARTICLE_50,
  why: '与上一年度报告一字不差、连年份也没有改的句子，是照搬旧报告时漏改的。',
  fix: '按本年度的实际情况改写这句话。',
  examples: {
    fail: [{ edits: [KEPT], history: [['公开属性写入发文稿纸', '各股室在2023年完成了专栏栏目的清理和归并。公开属性写入发文稿纸']] }],
    pass: [
      // Not in the report of the year before.
      { edits: [KEPT] },
      { history: 'none' },
      {
        edits: [['公文起草时确定公开属性', '按照2023年印发的文件公开属性管理办法执行。公文起草时确定公开属性']],
        history: [['公开属性写入发文稿纸', '按照2023年印发的文件公开属性管理办法执行。公开属性写入发文稿纸']],
      },
    ],
  },
  check: against((pair) => outcome(leftOver(pair))),
})
