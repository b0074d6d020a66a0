import { defineRule, notApplicable, notEvaluable, outcome, pass } from '../define.ts'
import { headOf } from '../places.ts'
import { ARTICLE_49, FORM_IN_FORCE } from '../sources.ts'
import { dateWords } from '../words.ts'
import { certainYear } from './year.ts'

const SIGNED = '2025年1月16日\n'

export const signedEarly = defineRule({
  id: 'dates/signed-early',
  title: '统计期限届满前就落款',
  severity: 'error',
  dimension: 'timeliness',
  source: ARTICLE_49,
  why: '年度报告统计的是1月1日至12月31日，年度没有结束，数字就不是全年的。',
  fix: '按截至12月31日的数字重新核对全部内容，把落款日期改为实际定稿的日期。',
  examples: {
    fail: [{ edits: [[SIGNED, '2024年12月23日\n']] }],
    pass: [{ edits: [[SIGNED, '2024年12月31日\n']] }, { edits: [[SIGNED, '2025年1月2日\n']] }],
  },
  check: (report) => {
    const { signed } = report.dates
    const year = certainYear(report)
    if (signed === null) return notApplicable
    if (year === null) return notEvaluable('不能确定报告是哪一年度的，无法核对落款日期')
    if (signed.date >= `${year}-12-31`) return pass
    return outcome([
      {
        message: `落款日期是${dateWords(signed.date)}，${year}年度还没有结束，报告的数字不可能是全年的。`,
        place: signed.place,
        expected: `${year}年12月31日以后`,
        actual: dateWords(signed.date),
        ...(signed.date < `${year}-04` && { fix: `多半是年份没有改：如果是${year + 1}年写的，改为${dateWords(signed.date.replace(/^\d+/u, String(year + 1)))}；否则按全年的数字重新核对全部内容。` }),
      },
    ])
  },
})

export const future = defineRule({
  id: 'dates/future',
  title: '落款日期还没有到',
  severity: 'warning',
  dimension: 'timeliness',
  source: ARTICLE_49,
  why: '落款日期在收到报告之后，多半是写错了年份或者月份。',
  fix: '核对落款日期，改为实际定稿的日期。',
  examples: {
    fail: [{ edits: [[SIGNED, '2025年11月16日\n']] }],
    pass: [{ context: { date: '2025-01-16' } }],
  },
  check: ({ dates: { signed } }, { date }) => {
    if (signed === null) return notApplicable
    if (signed.date <= date) return pass
    return outcome([
      {
        message: `落款日期是${dateWords(signed.date)}，晚于核对当天（${dateWords(date)}）。`,
        place: signed.place,
        expected: `不晚于${dateWords(date)}`,
        actual: dateWords(signed.date),
      },
    ])
  },
})

export const dateMissing = defineRule({
  id: 'dates/missing',
  title: '没有落款日期',
  severity: 'info',
  dimension: 'timeliness',
  source: FORM_IN_FORCE,
  why: '没有日期，就不能证明报告按时完成。',
  fix: '在报告末尾写上机关名称和日期（某年某月某日）。',
  examples: {
    fail: [{ edits: [[SIGNED, '']] }],
    pass: [{ edits: [[SIGNED, '2025-01-16\n']] }],
  },
  check: (report) => {
    const { signed, published } = report.dates
    if (signed !== null) return pass
    const place = report.sections.at(-1)?.place ?? headOf(report)
    const seen = published === null ? '' : `（网页上的发布日期是${dateWords(published.date)}）`
    return outcome([{ message: `报告末尾没有落款日期${seen}。`, place, expected: '落款日期', actual: '没有' }])
  },
})
