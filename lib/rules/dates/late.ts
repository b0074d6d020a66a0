import type { Level, StatedDate } from '../../report/index.ts'
import { deadlineOf, earliestDay, LATEST_DEADLINE, type Deadline } from '../deadlines.ts'
import { defineRule, notEvaluable, outcome, pass, type Fault } from '../define.ts'
import { ARTICLE_49 } from '../sources.ts'
import { dateWords } from '../words.ts'
import { certainYear } from './year.ts'

const LEVEL_WORDS: Readonly<Record<Level, string>> = {
  ministry: '国务院部门',
  province: '省级政府',
  city: '设区的市级政府',
  county: '县级政府',
  department: '政府部门',
  township: '乡镇、街道',
}

const SIGNED = '2025年1月16日\n'

const RULES: Readonly<Record<Deadline['setBy'], (who: string, day: string) => string>> = {
  statute: (who, day) => `${who}应当在${day}前公布`,
  custom: (who, day) => `条例没有规定${who}的日期，各县（市、区）一般要求在${day}前公布，请按本地通知核对`,
  supervisor: (who, day) => `主管部门要求${who}在${day}前公布`,
}

function late({ date, place }: StatedDate, day: string, { setBy, basis }: Deadline, who: string): Fault {
  return {
    message: `落款日期是${dateWords(date)}；${RULES[setBy](who, dateWords(day))}。`,
    place,
    expected: `不晚于${dateWords(day)}`,
    actual: dateWords(date),
    severity: setBy === 'custom' ? 'warning' : 'error',
    ...(basis !== undefined && { source: basis }),
  }
}

export const lateFiling = defineRule({
  id: 'dates/late',
  title: '公布晚于期限',
  severity: 'error',
  dimension: 'timeliness',
  source: ARTICLE_49,
  why: '条例第四十九条规定：政府部门每年1月31日前公布上一年度报告，县级以上政府每年3月31日前公布。',
  fix: '尽快公布；落款日期写错的，改为实际日期。下一年度请在期限前公布。',
  examples: {
    fail: [
      { edits: [[SIGNED, '2025年2月10日\n']] },
      { edits: [[SIGNED, '2025年2月10日\n']], context: { level: 'township' } },
      { edits: [[SIGNED, '2025年4月1日\n']], context: { level: 'county', date: '2025-04-02' } },
      { context: { deadlines: [{ level: 'department', day: '01-15', basis: '岚平市政务公开办通知' }] } },
    ],
    pass: [
      { edits: [[SIGNED, '2025年1月31日\n']] },
      { edits: [[SIGNED, '2025年2月10日\n']], context: { level: 'county' } },
      { edits: [[SIGNED, '2025年2月10日\n']], context: { level: 'township', deadlines: [{ level: 'township', year: 2024, day: '02-15', basis: '澜川县政务公开办通知' }] } },
    ],
  },
  check: (report, context) => {
    const { signed, published } = report.dates
    const year = certainYear(report)
    if (year === null) return notEvaluable('不能确定报告是哪一年度的，无法核对是否逾期')
    const dated = signed ?? published
    if (dated === null) return notEvaluable('报告没有落款日期，无法核对是否逾期')
    const level = context.level ?? report.level
    const due = level === null ? LATEST_DEADLINE : deadlineOf(level, year, context.deadlines)
    const day = `${year + 1}-${due.day}`
    if (dated.date <= day) {
      const surely = level !== null || dated.date <= `${year + 1}-${earliestDay(year, context.deadlines)}`
      return surely ? pass : notEvaluable('不能确定机关的层级（政府、部门或者乡镇街道），无法核对是否逾期')
    }
    const who = level === null ? '县级以上政府' : LEVEL_WORDS[level]
    const fault = late(dated, day, due, who)
    if (signed === null) {
      return outcome([{ ...fault, severity: 'info', message: `网页上的发布日期是${dateWords(dated.date)}，晚于${dateWords(day)}；网站改版、迁移也会改变这个日期，请核对实际公布日期。` }])
    }
    // Of whom nothing is known, it may be a township, to which no statutory date applies.
    return outcome([level === null ? { ...fault, severity: 'warning' } : fault])
  },
})
