import { defineRule, notApplicable, notEvaluable, outcome, pass } from '../define.ts'
import { quoteOf } from '../places.ts'
import { FORM_IN_FORCE } from '../sources.ts'
import { dateWords } from '../words.ts'
import { yearOfPeriod } from './year.ts'

const STATED = '自2024年1月1日起至2024年12月31日止'

/** Whether a part was stated that cannot be read; 截至 alone states no beginning, and 1月1日 needs no year of its own. */
function isDamaged(from: string | null, to: string | null, stated: string): boolean {
  return to === null || (from === null && !/截[至止]|^1月1日/u.test(stated))
}

export const period = defineRule({
  id: 'dates/period',
  title: '统计期限不是本年度',
  severity: 'error',
  dimension: 'consistency',
  source: FORM_IN_FORCE,
  why: '年度报告的数据统计自当年1月1日起至12月31日止，写成别的期限，数字就不知道是哪一段的。',
  fix: '把统计期限改为本年度的1月1日至12月31日；数字确实按别的期限统计的，重新统计。',
  examples: {
    fail: [
      { edits: [[STATED, '自2023年1月1日起至2023年12月31日止']] },
      { edits: [[STATED, '自2024年1月1日起至2024年12月20日止']] },
      { edits: [[STATED, '自20241月1日起至202412月31日止']] },
    ],
    pass: [{ edits: [[STATED, '自2024年1月1日至12月31日']] }, { edits: [[STATED, '为本年1月1日至12月31日']] }],
  },
  check: (report) => {
    const stated = report.dates.period
    if (stated === null) return notApplicable
    const year = report.year ?? Number((stated.to ?? stated.from)?.slice(0, 4))
    const expected = `${year}年1月1日至${year}年12月31日`
    const actual = quoteOf(report, stated.place)
    const fault = { place: stated.place, expected, actual, fix: `改为“自${year}年1月1日起至${year}年12月31日止”；数字确实按别的期限统计的，重新统计。` }
    const from = stated.from ?? `${year}-01-01`
    const to = stated.to ?? `${year}-12-31`
    // The line ends within the date, as in the text of a PDF: 12月3 may go on as 12月31日.
    if (/\d$/u.test(actual.normalize('NFKC').trim())) return to === `${year}-12-31` ? pass : notEvaluable('统计期限在换行处断开，无法核对')
    // 本年1月1日至12月31日: the year is the title's.
    if (stated.from === null && stated.to === null && /^1月1日.{1,3}12月31日?/u.test(actual.normalize('NFKC').replaceAll(/\s/gu, ''))) return pass
    if (from !== `${year}-01-01` || to !== `${year}-12-31`) {
      const words = `${dateWords(from)}至${dateWords(to)}`
      // Which of the two is wrong, the report itself does not tell.
      if (yearOfPeriod(report) !== null && report.title?.includes(String(year))) {
        return outcome([{ ...fault, message: `标题是${year}年，统计期限写的却是${words}，两处不一致。`, fix: `统计期限写错的，改为${expected}；标题的年份写错的，改正标题。` }])
      }
      return outcome([{ ...fault, message: `统计期限写的是${words}，应为${expected}。` }])
    }
    if (!isDamaged(stated.from, stated.to, actual)) return pass
    return outcome([{ ...fault, message: `统计期限“${actual}”缺字，读者看不出起止日期，应为${expected}。`, severity: 'warning' }])
  },
})
