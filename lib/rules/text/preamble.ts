import type { Report } from '../../report/index.ts'
import { defineRule, outcome, type Fault } from '../define.ts'
import { paragraphsOf, sentencesOf, type Sentence } from '../prose.ts'
import { FORM_IN_FORCE } from '../sources.ts'
import { quoted } from '../words.ts'

const SIX = '总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议和行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项'
const OPENING = '本报告根据'
const stated = (words: string): readonly [string, string] => [OPENING, `${words}本报告根据`]

/** 本报告由……六个部分组成, 本报告共分六部分: that the report tells how it is built. */
const PROMISE =
  /(?:报告|年报|全文|内容)[^。]{0,24}?(?:由|包括|包含|涵盖|分为|共分|分|共|有|从)([^。]{0,260}?)(?:等|共|共计|这|合计|共有|分为|等共)?([一二三四五六七八九十两\d]{1,2})(?:个|大|项)?(?:部分|方面|板块|章|大项|项内容|个?章节)/u
/** 本报告包括概述、……: a list of parts without their number. */
const LISTED = /(?:报告|年报|全文)[^。]{0,12}?(?:由|包括|包含|涵盖|分为)([^。]{20,260})/u
const DIGITS = '零一二三四五六七八九十'
const countOf = (words: string): number => (/^\d+$/u.test(words) ? Number(words) : words === '两' ? 2 : DIGITS.indexOf(words))

/** What each of the six parts is known by, in whatever words. */
const PARTS: readonly (readonly [name: string, words: RegExp])[] = [
  ['总体情况', /总体|概述|概况|概要|基本情况|综述|整体|工作情况|推进情况|工作开展/u],
  ['主动公开政府信息情况', /主动公开|公开政府信息/u],
  ['收到和处理政府信息公开申请情况', /申请/u],
  ['政府信息公开行政复议、行政诉讼情况', /复议|诉讼/u],
  ['存在的主要问题及改进情况', /问题|不足|改进/u],
  ['其他需要报告的事项', /其[他它]|需要报告|附则/u],
]
/** Parts of reports before 2019. */
const OLD = /收费(?:及|和|、|与|情况)*(?:减免)?|减免情况|申诉情况|投诉|附表|附件说明|咨询(?:处理|情况)|社会公众评议/u

interface Promise {
  readonly sentence: Sentence
  readonly start: number
  readonly end: number
  readonly list: string
  /** Null where the parts are listed without a number. */
  readonly count: number | null
}

/** The first sentence, in the preamble or at the head of section one, that tells how the report is built. */
function promiseOf(report: Report): Promise | null {
  const sentences = paragraphsOf(report).filter(({ section }) => section === null || section.key === 'overview').slice(0, 12).flatMap((line) => sentencesOf(line, /[^。]+/gu))
  for (const sentence of sentences) {
    const match = /部分|方面|板块|章|大项|项内容/u.test(sentence.folded) ? PROMISE.exec(sentence.folded) : null
    if (match === null) {
      const listed = LISTED.exec(sentence.folded)
      if (listed === null || PARTS.filter(([, expression]) => expression.test(listed[1] ?? '')).length < 3) continue
      return { sentence, start: listed.index, end: listed.index + listed[0].length, list: listed[1] ?? '', count: null }
    }
    const [whole, list = '', words = ''] = match
    const hits = PARTS.filter(([, expression]) => expression.test(list)).length
    // 工作从以下三个方面展开 speaks of the work; of the report, its parts are named or 本报告 is its subject.
    if (hits < 3 && !/^(?:报告|年报|全文)[^,。]{0,8}(?:分|由|包括|包含)/u.test(whole)) continue
    return { sentence, start: match.index, end: match.index + whole.length, list, count: countOf(words) }
  }
  return null
}

/** Reports of earlier years had other parts. */
const sixParts = ({ year }: Report): boolean => year === null || year >= 2019

export const preambleCount = defineRule({
  id: 'text/preamble-count',
  title: '引言说的部分数不对',
  severity: 'warning',
  dimension: 'consistency',
  source: FORM_IN_FORCE,
  why: '格式规定年度报告由六个部分组成，引言说成别的数目，与正文对不上，多半是沿用了旧报告。',
  fix: '改为“六个部分”，并按格式的名称列出；引言也可以不写报告的组成。',
  appliesTo: sixParts,
  examples: {
    fail: [{ edits: [stated('本报告由总体情况、主动公开、依申请公开、存在问题和其他事项五个部分组成。')] }, { edits: [stated('本报告共分四个部分。')] }],
    pass: [{ edits: [stated(`本报告由${SIX}六个部分组成。`)] }, { edits: [stated('2024年，我局从组织领导、制度建设、平台维护三个方面推进工作。')] }],
  },
  check: (report) => {
    const promise = promiseOf(report)
    if (promise?.count == null || promise.count === 6 || promise.count < 2) return outcome([])
    const { sentence, start, end, count } = promise
    return outcome([
      {
        message: `引言说报告由${count}个部分组成，格式规定的是六个部分。`,
        place: sentence.at(start, end),
        expected: '六个部分',
        actual: `${count}个部分`,
      },
    ])
  },
})

export const preambleParts = defineRule({
  id: 'text/preamble-parts',
  title: '引言列举的部分与格式不符',
  severity: 'warning',
  dimension: 'consistency',
  source: FORM_IN_FORCE,
  why: '引言列举的部分应当与正文的六个部分一致；缺一个，或者列着“收费及减免”之类旧报告的部分，说明引言没有随格式更新。',
  fix: `按格式列举：${SIX}；引言也可以不写报告的组成。`,
  appliesTo: sixParts,
  examples: {
    fail: [
      { edits: [stated('本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、行政复议和行政诉讼情况、存在的主要问题及改进情况六个部分组成。')] },
      { edits: [stated('本报告由概述、主动公开情况、依申请公开情况、收费及减免情况、行政复议和诉讼情况、存在问题及改进措施六个部分组成。')] },
    ],
    pass: [{ edits: [stated(`本报告由${SIX}六个部分组成。`)] }, { edits: [stated('本报告内容包括概述、主动公开、申请处理、复议诉讼、问题与改进、其他事项等六个方面。')] }],
  },
  check: (report) => {
    const promise = promiseOf(report)
    if (promise === null || promise.list === '') return outcome([])
    const { sentence, start, end, list, count } = promise
    const missing = PARTS.filter(([, words]) => !words.test(list)).map(([name]) => name)
    const old = OLD.exec(list)?.[0]
    if (missing.length > 3 || (missing.length === 0 && old === undefined)) return outcome([])
    // A wrong count is told by its own rule; six in other words are six.
    if (old === undefined && (count !== 6 || itemsIn(list) >= 6)) return outcome([])
    const words = [...(missing.length > 0 ? [`没有列${quoted(missing)}`] : []), ...(old === undefined ? [] : [`列着旧报告才有的“${old}”`])].join('，')
    const fault: Fault = { message: `引言列举报告的组成，${words}。`, place: sentence.at(start, end), expected: SIX, actual: list }
    return outcome([fault])
  },
})

/** How many parts a list names at least: 行政复议、行政诉讼 and 问题及改进 are one each. */
function itemsIn(list: string): number {
  const one = list.replaceAll(/行政复议[、和及与,]*(?:提起)?(?:行政)?诉讼/gu, '复议诉讼').replaceAll(/收到[、和及与]*处理/gu, '处理')
  const marks = one.match(/“[^”]*”/gu)?.length ?? 0
  return Math.max(marks, one.split(/[、,]/u).filter((item) => item.length > 1).length)
}
