import type { Paragraph, Report } from '../../report/index.ts'
import { defineRule, outcome, type Fault, type Outcome } from '../define.ts'
import { within } from '../places.ts'
import { ARTICLE_50 } from '../sources.ts'
import { sectionOf } from '../structure/canon.ts'

interface Sentence {
  readonly text: string
  readonly paragraph: Paragraph
  /** Of its first character in the paragraph. */
  readonly start: number
}

const sentencesOf = (paragraph: Paragraph): Sentence[] =>
  [...paragraph.text.matchAll(/[^。；;！!]+/gu)].map((match) => ({ text: match[0], paragraph, start: match.index }))

/** Another year is in its place where two are compared, or where something is dated. */
const LAWFUL = /比|较|同期|以来|至今|印发|出台|修订|修改|制定|发布的|成立|换届|以前|底|[—~～-]/u
/** The year that a paragraph opens with: `2023年，我局……`, no month behind it. */
const OPENING = /^\s*(20\d\d)\s*年度?\s*[，,]?\s*(?!\s*\d)/u
const ANNOUNCED = /(?:现将|公布|编制)[^，,]{0,20}?(20\d\d)\s*年度?[^，,]{0,25}?(?:报告|年报)/u

/** Paragraphs that open with a past year, and announcements of another report. */
export function stale(report: Report, year: number): Fault[] {
  const overview = sectionOf(report, 'overview')?.paragraphs ?? []
  const openings = overview.map((paragraph) => sentencesOf(paragraph)[0]).filter((sentence) => sentence !== undefined)
  const announcements = [...report.preamble, ...overview].flatMap(sentencesOf)
  const found = [
    ...openings.map((sentence) => ({ sentence, match: OPENING.exec(sentence.text) })),
    ...announcements.map((sentence) => ({ sentence, match: ANNOUNCED.exec(sentence.text) })),
  ]
  return found.flatMap(({ sentence, match }): Fault[] => {
    const stated = Number(match?.[1])
    if (match === null || stated >= year || sentence.text.includes(String(year)) || LAWFUL.test(sentence.text.slice(0, 60))) return []
    const start = sentence.start + sentence.text.indexOf(String(stated))
    return [
      {
        message: `这一段写的是${stated}年，而报告是${year}年度的。`,
        place: within(sentence.paragraph.place, start, sentence.start + sentence.text.length),
        expected: `${year}年`,
        actual: `${stated}年`,
        fix: `本年度的工作写“${year}年”；如果这一段是上一年度报告留下的，按${year}年度的实际情况改写。`,
      },
    ]
  })
}

const judged = (report: Report, find: (report: Report, year: number) => Fault[]): Outcome =>
  report.year === null ? outcome([], ['不能确定报告是哪一年度的，无法核对正文中的年份']) : outcome(find(report, report.year))

export const staleYear = defineRule({
  id: 'dates/stale-year',
  title: '正文写的是往年',
  severity: 'warning',
  dimension: 'consistency',
  source: ARTICLE_50,
  why: '年度报告只报告上一年度的情况，正文留着往年的年份，多半是照搬旧报告时没有改。',
  fix: '改为本年度的年份，并核对这一段的内容和数字是否也是往年的。',
  examples: {
    fail: [
      { edits: [['2024年，我局通过县政府门户网站', '2023年，我局通过县政府门户网站']] },
      { edits: [['(一)主动公开情况\n', '现将2023年度政府信息公开工作情况报告如下：\n\n(一)主动公开情况\n']] },
    ],
    pass: [
      { edits: [['2024年，我局通过县政府门户网站公开政府信息86条', '2023年相比，我局2024年通过县政府门户网站多公开政府信息6条，共86条']] },
      { edits: [['维护县政府门户网站的水务专栏', '2022年9月开通的水务专栏由专人维护']] },
    ],
  },
  check: (report) => judged(report, stale),
})

/** 将 of a plan, not the 将 of 将……纳入; nor 拟公开的……, 计划生育. */
const PLAN = String.raw`(?:(?:的?工作中|里)[^。；;]{0,12}?将|[^。；;，,]{0,2}[，,]?(?:我\p{Script=Han}{1,3}|本\p{Script=Han}{1,3})?(?:将(?:继续|进一步|加大|加强|加快|强化|完善|健全|优化|提升|推进|推动|拓展|丰富|组织开展|从|着重|着力|持续|不断|重点|围绕|聚焦|紧盯|紧扣|坚持|按照|针对|结合|认真|切实|深入|努力|全面|积极|大力|以.{2,12}为)|拟(?![^，,。；;]{0,8}的)|计划(?!生育|单列|财务)))`

function stalePlan(report: Report, year: number): Fault[] {
  const plan = new RegExp(String.raw`(?<!\d)${year}\s*年度?\s*${PLAN}`, 'u')
  const paragraphs = [sectionOf(report, 'problems'), sectionOf(report, 'other')].flatMap((section) => section?.paragraphs ?? [])
  return paragraphs.flatMap(sentencesOf).flatMap(({ text, paragraph, start }): Fault[] => {
    const match = plan.exec(text)
    if (match === null) return []
    return [
      {
        message: `这里把${year}年写成了今后的工作，而报告的就是${year}年度。`,
        place: within(paragraph.place, start + match.index, start + match.index + match[0].length),
        expected: `${year + 1}年`,
        actual: `${year}年`,
        fix: `下一步的打算写“${year + 1}年”；本年度已经做的改进，不要用“将”。`,
      },
    ]
  })
}

export const stalePlans = defineRule({
  id: 'dates/stale-plan',
  title: '把报告年度写成今后',
  severity: 'warning',
  dimension: 'consistency',
  source: ARTICLE_50,
  why: '报告写在年度结束以后，“将”做的工作只能是下一年度的；年份没有改，多半是照搬旧报告。',
  fix: '把年份改为下一年度，并核对这一段是否照搬旧报告。',
  examples: {
    fail: [
      { edits: [['改进情况：一是为水质公告', '改进情况：2024年，我局将继续做好以下工作：一是为水质公告']] },
      { edits: [['改进情况：一是为水质公告', '在2024年度的工作中我局将从以下方面改进：一是为水质公告']] },
    ],
    pass: [
      { edits: [['改进情况：一是为水质公告', '改进情况：2025年，我局将继续做好以下工作：一是为水质公告']] },
      { edits: [['改进情况：一是为水质公告', '改进情况：2024年度拟公开的事项均已公开。一是为水质公告']] },
      { edits: [['改进情况：一是为水质公告', '改进情况：2024年，我局将答复时限纳入考核：一是为水质公告']] },
    ],
  },
  check: (report) => judged(report, stalePlan),
})
