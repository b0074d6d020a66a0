import { numberOf, type Section } from '../../report/index.ts'
import { defineRule, outcome, type Fault } from '../define.ts'
import { headOf } from '../places.ts'
import { folded } from '../prose.ts'
import { FORM_IN_FORCE } from '../sources.ts'
import { numeral, quoted } from '../words.ts'
import { headingOf, SECTIONS, sectionOf } from './canon.ts'

type KnownSection = Section & { readonly key: NonNullable<Section['key']> }

const isKnown = (section: Section): section is KnownSection => section.key !== null

const bare = (heading: string): string => heading.trim().replace(/^[\s\d一二三四五六七八九十、.．（）()]+/u, '')

export const missingSections = defineRule({
  id: 'structure/missing-sections',
  title: '缺少规定的部分',
  severity: 'error',
  dimension: 'completeness',
  source: FORM_IN_FORCE,
  why: '年度报告由六个部分组成，缺一不可；没有内容的部分也要保留标题并写明“无”。',
  fix: '按格式补上缺少的部分及其标题。',
  examples: {
    fail: [{ edits: [['六、其他需要报告的事项\n', '']] }],
    pass: [{ edits: [['五、存在的主要问题及改进情况', '五、政府信息公开工作存在的问题及改进措施']] }],
  },
  check: (report) => {
    const unknown = report.sections.filter((section) => section.key === null)
    return outcome(
      SECTIONS.filter(({ key }) => sectionOf(report, key) === undefined).map(({ key }): Fault => {
        const before = report.sections.filter(isKnown).findLast((section) => numberOf(section.key) < numberOf(key))
        // A heading that says something else may be this one under another name.
        const doubt = unknown.length > 0 ? `（${quoted(unknown.map(({ heading }) => heading.trim()))}不能与格式的部分对应）` : ''
        return {
          message: `没有找到“${headingOf(key)}”这一部分${doubt}。`,
          place: before?.place ?? headOf(report),
          expected: headingOf(key),
          actual: '没有',
          severity: doubt === '' ? 'error' : 'warning',
        }
      }),
    )
  },
})

export const sectionOrder = defineRule({
  id: 'structure/section-order',
  title: '各部分顺序颠倒或者重复',
  severity: 'warning',
  dimension: 'formality',
  source: FORM_IN_FORCE,
  why: '格式规定了六个部分的先后顺序。',
  fix: '按格式的顺序调整各部分，重复的合并。',
  examples: {
    fail: [
      {
        edits: [
          ['五、存在的主要问题及改进情况', '五、其他需要报告的事项'],
          ['六、其他需要报告的事项\n\n2024年度，', '六、存在的主要问题及改进情况\n\n2024年度，'],
        ],
      },
    ],
    // The rows 三、 and 四、 of table 3 look like headings.
    pass: [{ edits: [['| 四、结转下年度继续办理 | | |', '| 四、 结转下年度继续办理 | | |']] }],
  },
  check: (report) => {
    const known = report.sections.filter(isKnown)
    return outcome(
      known.flatMap((section, index): Fault[] => {
        const before = known[index - 1]
        if (before === undefined || numberOf(before.key) < numberOf(section.key)) return []
        const words = before.key === section.key ? '出现了两次' : `排在了“${bare(before.heading)}”的后面`
        return [{ message: `“${bare(section.heading)}”${words}。`, place: section.place, expected: headingOf(section.key) }]
      }),
    )
  },
})

function misnumbered(section: KnownSection): Fault[] {
  const due = numberOf(section.key)
  if (section.number === due) return []
  const expected = headingOf(section.key)
  const words = section.number === null ? '缺少序号' : `的序号写成了“${numeral(section.number)}”`
  return [{ message: `“${bare(section.heading)}”${words}，应为“${numeral(due)}、”。`, place: section.place, expected, actual: section.heading.trim() }]
}

export const sectionNumbering = defineRule({
  id: 'structure/section-numbering',
  title: '部分标题的序号有误',
  severity: 'warning',
  dimension: 'formality',
  source: FORM_IN_FORCE,
  why: '六个部分依次编为“一、”至“六、”，序号缺失或者写错会使读者以为少了内容。',
  fix: '按格式给各部分标题依次编号：一、二、三、四、五、六。',
  examples: {
    fail: [
      { edits: [['\n六、其他需要报告的事项', '\n七、其他需要报告的事项']] },
      { edits: [['\n一、总体情况', '\n总体情况']] },
    ],
    pass: [{ edits: [['\n一、总体情况', '\n一.总体情况']] }],
  },
  check: (report) => {
    const known = report.sections.filter(isKnown)
    const [first] = known
    if (first !== undefined && known.length > 1 && known.every(({ number }) => number === null)) {
      return outcome([{ message: '各部分标题都没有序号。', place: first.place, expected: headingOf(first.key), actual: first.heading.trim() }])
    }
    return outcome(known.flatMap(misnumbered))
  },
})

export const sectionHeadings = defineRule({
  id: 'structure/section-headings',
  title: '部分标题与格式不一致',
  severity: 'info',
  dimension: 'formality',
  source: FORM_IN_FORCE,
  why: '统一的标题便于公众查找，也便于上级汇总。',
  fix: '把标题改为格式的名称。',
  examples: {
    fail: [{ edits: [['\n一、总体情况', '\n一、工作基本情况']] }],
    pass: [{ edits: [['五、存在的主要问题及改进情况', '五、存在的问题及改进措施']] }],
  },
  check: (report) =>
    outcome(
      report.sections.filter(isKnown).flatMap((section): Fault[] => {
        const canon = SECTIONS.find(({ key }) => key === section.key)
        if (canon === undefined || canon.words.test(folded(section.heading))) return []
        return [{ message: `“${bare(section.heading)}”与格式的标题“${canon.heading}”不一致。`, place: section.place, expected: headingOf(section.key), actual: section.heading.trim() }]
      }),
    ),
})

const hasText = (section: Section): boolean => section.paragraphs.some(({ text }) => /[\p{L}\p{N}]/u.test(text))

/** The sections that are told in words; the others are tables. */
const isNarrative = ({ key }: Section): boolean => key === 'overview' || key === 'problems' || key === 'other'

export const emptySections = defineRule({
  id: 'structure/empty-sections',
  title: '部分只有标题没有内容',
  severity: 'error',
  dimension: 'completeness',
  source: FORM_IN_FORCE,
  why: '总体情况、存在的主要问题及改进情况、其他需要报告的事项都须写明内容；没有其他事项的，写明“无”。',
  fix: '补写这一部分的内容；第六部分没有其他事项的，也要写明信息处理费收取情况。',
  examples: {
    fail: [{ edits: [['2024年度，本机关未收取政府信息公开信息处理费，没有其他需要报告的事项。\n\n澜川县水务局\n\n2025年1月16日\n', '']] }],
    pass: [{ edits: [['2024年度，本机关未收取政府信息公开信息处理费，没有其他需要报告的事项。', '无。']] }],
  },
  check: (report) =>
    outcome(
      report.sections
        .filter((section) => isNarrative(section) && !hasText(section))
        .map((section): Fault => ({ message: `“${bare(section.heading)}”只有标题，没有内容。`, place: section.place })),
    ),
})
