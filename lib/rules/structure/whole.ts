import { defineRule, outcome, pass, type Fault } from '../define.ts'
import { firstLine, headOf } from '../places.ts'
import { FORM_IN_FORCE } from '../sources.ts'
import { SPECIMEN } from '../specimen.ts'

const TITLE = '# 澜川县水务局2024年政府信息公开工作年度报告\n\n'
const twice = (second: string): string => `${SPECIMEN}\n\n政府信息公开年报\n\n${second}`

export const title = defineRule({
  id: 'structure/title',
  title: '标题缺失或者没有年份',
  severity: 'warning',
  dimension: 'formality',
  source: FORM_IN_FORCE,
  why: '标题写明机关和年份，公众和主管部门才能知道是谁的、哪一年的报告。',
  fix: '在正文最前面写上“（机关名称）（年份）年政府信息公开工作年度报告”。',
  examples: {
    fail: [{ edits: [[TITLE, '']] }, { edits: [[TITLE, '# 澜川县水务局政府信息公开工作年度报告\n\n']] }],
    pass: [{ edits: [[TITLE, '# 澜川县水务局政府信息公开工作2024年度报告\n\n']] }, { edits: [[TITLE, '# 2024 年度信息公开年报\n\n']] }],
  },
  check: (report) => {
    const expected = `${report.agency ?? '（机关名称）'}${report.year ?? '（年份）'}年政府信息公开工作年度报告`
    const fault = { place: headOf(report), expected, fix: `在正文最前面写上标题“${expected}”。` }
    if (report.title === null) return outcome([{ ...fault, message: '正文没有标题。', actual: '没有' }])
    if (/20\d\d|二[〇○零0]/u.test(report.title.normalize('NFKC').replaceAll(/\s/gu, ''))) return pass
    return outcome([{ ...fault, message: '标题没有写明年份。', actual: report.title }])
  },
})

export const doubled = defineRule({
  id: 'structure/doubled',
  title: '报告重复了一遍',
  severity: 'warning',
  dimension: 'formality',
  source: FORM_IN_FORCE,
  why: '同一份报告出现两遍，读者不知道以哪一遍为准。',
  fix: '删去重复的一遍，只保留一份完整的报告。',
  examples: {
    fail: [{ text: twice(SPECIMEN) }],
    // A title printed twice is no second report.
    pass: [{ edits: [[TITLE, `${TITLE}澜川县水务局2024年政府信息公开工作年度报告\n\n`]] }],
  },
  check: (report) =>
    report.duplicate === null
      ? pass
      : outcome([{ message: '整份报告出现了两遍，这里是第二遍的开头。', place: firstLine(report, report.duplicate.place), expected: '一遍', actual: '两遍' }]),
})

/** Of many differences the first few tell where to look. */
const SHOWN = 5

export const copiesDiffer = defineRule({
  id: 'structure/copies-differ',
  title: '重复的两遍内容不一致',
  severity: 'error',
  dimension: 'consistency',
  source: FORM_IN_FORCE,
  why: '同一份报告的两遍说法不一，其中必有一处不准确。',
  fix: '对照台账确定哪一遍准确，改正后只保留一份。',
  examples: {
    fail: [{ text: twice(SPECIMEN.replace('| 行政许可 | 145 |', '| 行政许可 | 154 |')) }],
    pass: [{ text: twice(SPECIMEN.replaceAll('\n\n', '\n')) }],
  },
  check: ({ duplicate }) => {
    const differences = duplicate?.differences ?? []
    const more = differences.length > SHOWN ? `（两遍共有${differences.length}处不同，这里列出前${SHOWN}处）` : ''
    return outcome(
      differences.slice(0, SHOWN).map(({ first, second }): Fault => ({
        message: `报告的两遍内容不一致：第一遍是“${excerpt(first.text)}”，第二遍是“${excerpt(second.text)}”${more}。`,
        place: second.place,
        expected: first.text,
        actual: second.text,
      })),
    )
  },
})

const excerpt = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}……` : text)
