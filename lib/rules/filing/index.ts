import { yearOfPeriod } from '../dates/year.ts'
import { defineRule, notApplicable, outcome, pass, type Rule } from '../define.ts'
import { headOf } from '../places.ts'
import { ARTICLE_49 } from '../sources.ts'
import { areDifferent } from './agency.ts'

const otherYear = defineRule({
  id: 'filing/other-year',
  title: '报送的不是这一年度的报告',
  severity: 'error',
  dimension: 'consistency',
  source: ARTICLE_49,
  why: '各机关每年报送的是上一年度的报告，年度不对就等于没有报送。',
  fix: '重新报送应报年度的报告；选错了年度的，按报告的年度重新上传。',
  examples: {
    fail: [{ context: { year: 2025, date: '2026-01-20' } }],
    pass: [{ context: { year: 2024 } }, { context: { year: undefined } }],
  },
  check: (report, { year }) => {
    if (year === undefined || report.year === null) return notApplicable
    // Where the period says the year that is due, the title is wrong, and dates/period tells.
    if (report.year === year || yearOfPeriod(report) === year) return pass
    return outcome([
      {
        message: `应报送${year}年度报告，这一份是${report.year}年度的。`,
        place: report.places.year ?? headOf(report),
        expected: `${year}年`,
        actual: `${report.year}年`,
      },
    ])
  },
})

const otherAgency = defineRule({
  id: 'filing/other-agency',
  title: '报告写的是另一个机关',
  severity: 'warning',
  dimension: 'consistency',
  source: ARTICLE_49,
  why: '报告中的机关名称与报送单位不符，可能传错了文件，或者照搬了别的机关的报告。',
  fix: '传错文件的，重新报送本机关的报告；名称写错的，改为本机关的名称。',
  examples: {
    fail: [{ context: { agency: '澜川县林业局' } }],
    pass: [{ context: { agency: '澜川县水利和水务管理局' } }, { context: { agency: '岚平市澜川县水务局' } }],
  },
  check: (report, { agency }) => {
    if (agency === undefined || report.agency === null) return notApplicable
    if (!areDifferent(report.agency, agency)) return pass
    return outcome([
      {
        message: `报送单位是“${agency}”，报告写的机关是“${report.agency}”。`,
        place: report.places.agency ?? headOf(report),
        expected: agency,
        actual: report.agency,
      },
    ])
  },
})

/** What the register knows of a submission, against what the report says of itself. */
export const FILING_RULES: readonly Rule[] = [otherYear, otherAgency]
