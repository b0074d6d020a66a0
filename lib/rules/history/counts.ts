import { defineRule, outcome, type Fault } from '../define.ts'
import { ARTICLE_50 } from '../sources.ts'
import { against, type Pair } from './before.ts'
import { sentencesOf } from './sentences.ts'

/** What is counted anew each year: not villages, columns of a site or days of a term. */
const COUNT = /(?<![\d.第〔(])\d[\d,]*(?:\.\d+)?(?=万?[余多]?(?:条|件|篇|期|份|人次|次)(?!例))/gu
const NUMBER = /\d[\d,.]*/gu
/** Grows or stays from year to year. */
const STANDING = /累计|共有|现有|现行有效|设有|下设|目录|每[年月周日天季]/u
/** Two numbers of two digits each, or one of four, are the same in two years hardly ever. */
const LEAST_DIGITS = 4

const countsIn = (plain: string): string[] => [...plain.matchAll(COUNT)].map(([count]) => count.replaceAll(',', '')).filter((count) => Number(count) >= 10)

function repeated({ report, before, year }: Pair): Fault[] {
  const then = new Map(sentencesOf(before).map(({ plain }) => [plain.replaceAll(NUMBER, '#'), countsIn(plain).join(' ')]))
  return sentencesOf(report).flatMap(({ plain, place }): Fault[] => {
    const counts = countsIn(plain)
    if (STANDING.test(plain) || counts.join('').length < LEAST_DIGITS || then.get(plain.replaceAll(NUMBER, '#')) !== counts.join(' ')) return []
    return [
      {
        message: `这句话里的数字（${counts.join('、')}）与${year}年度报告的同一句话完全相同，可能没有更新。`,
        place,
        actual: counts.join('、'),
      },
    ]
  })
}

export const sameCounts = defineRule({
  id: 'history/same-counts',
  title: '正文的数字与上一年度相同',
  severity: 'warning',
  dimension: 'accuracy',
  source: ARTICLE_50,
  why: '公开多少条、办理多少件，每年不同。同一句话里的数字与上一年度完全相同，多半是照用了旧数。',
  fix: '按本年度的台账核对这些数字；核实后确实相同的，不必修改。',
  examples: {
    fail: [
      {
        history: [['全年公布供水水质、河道采砂、取水审批和预决算信息71条，汛期水情每日两报。', '2024年，我局通过县政府门户网站公开政府信息86条，其中水质监测公告52条、取水许可决定21条、财政预决算4条、其他信息9条。']],
      },
    ],
    pass: [
      {
        history: [['全年公布供水水质、河道采砂、取水审批和预决算信息71条，汛期水情每日两报。', '2024年，我局通过县政府门户网站公开政府信息80条，其中水质监测公告49条、取水许可决定18条、财政预决算4条、其他信息9条。']],
      },
      { history: 'none' },
      // So many columns stand in the catalogue, this year as last year.
      { edits: [['公文起草时', '公开目录设有事项1286条。公文起草时']], history: [['公开属性写入', '公开目录设有事项1286条。公开属性写入']] },
    ],
  },
  check: against((pair) => outcome(repeated(pair))),
})
