import type { Aspect, Report, Section, Subsection } from '../../report/index.ts'
import { defineRule, notApplicable, notEvaluable, outcome, type Fault } from '../define.ts'
import { folded } from '../prose.ts'
import { FORM_IN_FORCE, FORM_OF_2021 } from '../sources.ts'
import { SPECIMEN } from '../specimen.ts'
import { numeral, quoted } from '../words.ts'
import { ASPECTS, sectionOf } from './canon.ts'

/** Where a sentence or an item of a running list begins; aspects are told there, and only mentioned elsewhere. */
const OPENING = String.raw`(?:^|[。；;！!]|[一二三四五六七八九]是|[\d一二三四五六七八九][.．、)）]|[-—]{1,4})\s*在?(?:(?:扎实|持续|认真|切实)?(?:做好|抓[好实牢紧]?|加强|推进|深化|规范|强化|开展|优化|完善))?(?:政府|政务)?(?:信息)?`

/** 全年主动公开信息133条，收到依申请公开2件: running text that counts them tells of them. */
const COUNTED: Readonly<Partial<Record<Aspect, string>>> = {
  proactive: '|主动公开[^。；]{0,16}[0-9]',
  onRequest: '|(?:收到|受理|办理|接收)[^。；]{0,16}(?:依申请公开|公开申请)',
}
/** (三)管理。 and 四是抓平台。 are names enough between the others. */
const SHORT: Readonly<Partial<Record<Aspect, string>>> = { management: '管理', platform: '平台', supervision: '监督' }

const TOLD = ASPECTS.map(({ aspect, name, words }) => {
  const short = SHORT[aspect] ?? name
  return {
    aspect,
    name,
    /** Taken up in the narrative without a heading of its own. */
    opening: new RegExp(`${OPENING}(?:${words}(?!、|和依|与依)|${short}(?:方面|上)?(?=[。：:，,]))${COUNTED[aspect] ?? ''}`, 'u'),
    /** One heading may name two aspects: 信息管理与平台建设. */
    words: new RegExp(`${words}|[)）.、．]${short}(?:方面|情况)?[。：:]?$`, 'u'),
  }
})

/** Customs and tax offices follow headings of their own house. */
const hasOwnHeadings = (report: Report): boolean => /海关|税务/u.test(report.agency ?? report.title ?? '')

const OTHER_ASPECTS = `一是主动公开方面，公开政府信息86条；二是依申请公开方面，办结20件；三是政府信息管理方面，清理失效文件2件；四是平台建设方面，维护水务专栏；五是监督保障方面，评议结果为满意。`

export const aspects = defineRule({
  id: 'structure/aspects',
  title: '总体情况缺少规定的方面',
  severity: 'warning',
  dimension: 'completeness',
  source: FORM_OF_2021,
  why: '格式要求总体情况分别说明主动公开、依申请公开、政府信息管理、政府信息公开平台建设、监督保障五个方面。',
  fix: '在总体情况中逐项补写缺少的方面，没有工作的也要说明。',
  appliesTo: ({ year }) => year === null || year >= 2021,
  examples: {
    fail: [
      { edits: [['(四)政府信息公开平台建设情况\n\n维护县政府门户网站的水务专栏，在办事大厅设置查阅点，由专人协助群众查询。\n\n(五)监督保障情况', '(四)监督保障情况']] },
    ],
    pass: [
      { edits: [['(四)政府信息公开平台建设情况', '(四)平台建设'], ['(一)主动公开情况', '1.主动公开']] },
      { text: runningText(OTHER_ASPECTS) },
      { text: runningText('一是抓主动公开。公开政府信息86条。二是抓依申请公开。办结20件。三是抓信息管理。清理失效文件2件。四是抓平台。维护水务专栏。五是抓监督。评议结果为满意。') },
    ],
  },
  check: (report) => {
    const section = sectionOf(report, 'overview')
    if (section === undefined) return notApplicable
    const missing = TOLD.filter(
      ({ aspect, opening, words }) =>
        !section.subsections.some((subsection) => subsection.aspect === aspect || words.test(folded(subsection.heading))) &&
        !section.paragraphs.some(({ text }) => opening.test(folded(text))),
    )
    if (missing.length === 0) return outcome([])
    if (report.year === null) return notEvaluable('不能确定报告是哪一年度的，无法判断总体情况应当包括哪些方面')
    const own = hasOwnHeadings(report)
    const names = quoted(missing.map(({ name }) => name))
    return outcome([
      {
        message: `“总体情况”没有专门说明${names}${own ? '（海关、税务系统有自己的写法，请按上级要求核对）' : ''}。`,
        place: section.place,
        severity: own ? 'info' : 'warning',
        expected: '五个方面',
        actual: `${ASPECTS.length - missing.length}个方面`,
      },
    ])
  },
})

/** The specimen with section one in one paragraph. */
function runningText(overview: string): string {
  const from = SPECIMEN.indexOf('(一)主动公开情况')
  return `${SPECIMEN.slice(0, from)}${overview}\n\n${SPECIMEN.slice(SPECIMEN.indexOf('二、主动公开政府信息情况'))}`
}

const bare = ({ heading }: Subsection): string => heading.trim().replace(/^[（(]?\s*[\d一二三四五六七八九十]*\s*[）)、.．]?\s*/u, '').replace(/[。：:]$/u, '')

/** `3.行政执法公示。……`: an item under a name of its own, which is no sub-section of the form, bears the number. */
const isBorne = ({ paragraphs }: Section, number: number): boolean =>
  paragraphs.some(({ text }) => new RegExp(`^\\s*[(（]?\\s*(?:${number}|${numeral(number)})\\s*[)）.．、]`, 'u').test(text))

function numbering(section: Section): Fault[] {
  const { subsections } = section
  if (subsections.filter(({ number }) => number !== null).length < 2) return []
  let last = 0
  return subsections.flatMap((subsection, index): Fault[] => {
    const due = last + 1
    const words = `(${numeral(due)})`
    const base = { place: subsection.place, expected: `${words}${bare(subsection)}`, actual: subsection.heading.trim() }
    if (subsection.number === null) {
      // A line without number between (三) and (四) is no sub-section that lost its own.
      const next = subsections.slice(index + 1).find(({ number }) => number !== null)?.number ?? Infinity
      if (next === due) return []
      last = due
      return [{ ...base, message: `“${bare(subsection)}”缺少序号，应为“${words}”。` }]
    }
    const found = `(${numeral(subsection.number)})`
    // (一)(三)(三)(四): the one that stands out of line is wrong, not all that follow it.
    if (subsection.number > due && subsections[index + 1]?.number === due + 1) {
      last = due
      return [{ ...base, message: `“${bare(subsection)}”的序号写成了“${found}”，应为“${words}”。` }]
    }
    last = subsection.number
    if (subsection.number === due || (subsection.number === due + 1 && isBorne(section, due))) return []
    if (subsection.number < due) return [{ ...base, message: `“${bare(subsection)}”的序号“${found}”与前面重复，应为“${words}”。` }]
    return [{ ...base, message: `“${bare(subsection)}”的序号是“${found}”，跳过了“${words}”。` }]
  })
}

export const subsectionNumbering = defineRule({
  id: 'structure/subsection-numbering',
  title: '小标题序号缺失、重复或者跳号',
  severity: 'warning',
  dimension: 'formality',
  source: FORM_IN_FORCE,
  why: '小标题应当依次编号，缺号、跳号常常是漏了一段内容，或者复制时丢了字。',
  fix: '按“（一）（二）（三）”依次编号；跳号的，核对是否漏了一段。',
  examples: {
    fail: [
      { edits: [['(一)主动公开情况', '主动公开情况']] },
      { edits: [['(四)政府信息公开平台建设情况', '(三)政府信息公开平台建设情况']] },
      { edits: [['(四)政府信息公开平台建设情况', '(五)政府信息公开平台建设情况'], ['(五)监督保障情况', '(六)监督保障情况']] },
    ],
    pass: [
      { edits: [['(一)主动公开情况', '（一）主动公开情况'], ['(二)依申请公开情况', '（ 二）依申请公开情况']] },
      { edits: [['(四)政府信息公开平台建设情况', '(四)取水许可公示。全年公示取水许可21件。\n\n(五)平台建设情况'], ['(五)监督保障情况', '(六)监督保障情况']] },
    ],
  },
  check: (report) => outcome(report.sections.flatMap(numbering)),
})

const PREAMBLE = /(?:现将|编制|公布如下|报告如下|本报告|统计期限|组成|电子版|联系(?:人|电话|地址)?|地址|电话|邮编)/u

export const preambleOnly = defineRule({
  id: 'structure/preamble-only',
  title: '总体情况只有引言',
  severity: 'warning',
  dimension: 'completeness',
  source: FORM_IN_FORCE,
  why: '总体情况应当报告本年度做了什么、做到什么程度；依据、期限和联系方式是引言，不能代替内容。',
  fix: '在总体情况中补写本年度工作的实际内容和数量。',
  examples: {
    fail: [{ text: runningText('根据《中华人民共和国政府信息公开条例》编制本报告。本报告电子版可在县政府门户网站下载，如有疑问，请与办公室联系。') }],
    pass: [{ edits: [['(一)主动公开情况\n\n', '现将2024年工作报告如下：\n\n(一)主动公开情况\n\n']] }],
  },
  check: (report) => {
    const section = sectionOf(report, 'overview')
    if (section === undefined || section.paragraphs.length === 0 || section.subsections.length > 0) return notApplicable
    const sentences = section.paragraphs.flatMap(({ text }) => text.split(/[。！!]/u)).filter((sentence) => /\p{L}/u.test(sentence))
    if (!sentences.every((sentence) => PREAMBLE.test(sentence) && sentence.length < 200)) return outcome([])
    return outcome([{ message: '“总体情况”只写了编制依据、期限或者联系方式，没有报告工作内容。', place: section.place }])
  },
})
