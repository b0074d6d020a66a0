import { claimsOf, type Entry, type PassageClaims } from '../../claims/index.ts'
import { defineRule, outcome, type Fault } from '../define.ts'
import { ARTICLE_50 } from '../sources.ts'
import { sectionWords } from './words.ts'

/** 按时办结率 and 满意率 divide something else. */
const RATE = /^(?:总体|综合)?(?<done>办结|答复|回复|整改|采纳|采用|解决|办复|完成|回收|收回)率(?:均)?(?:为|达到?|约|是)*$/u
const DONE = /办结|答复|回复|整改|采纳|采用|解决|办复|完成|处理|收回|回收/u
/** How many figures back the two may stand. */
const REACH = 20
/** Rounding, and what a clerk leaves out of it. */
const SLACK = 1

/** The count of what was done, right before its rate, and the counts that it may be a part of. */
function partsOf(entries: readonly Entry[], at: number): { done: Entry; wholes: readonly Entry[] } | null {
  const rate = entries[at]
  const counts = entries.slice(Math.max(0, at - REACH), at).filter(({ role, sentence, depth }) => role === 'count' && sentence === rate?.sentence && depth === rate.depth)
  const done = counts.at(-1)
  if (done === undefined || !DONE.test(done.label)) return null
  const wholes = counts.slice(0, -1).filter(({ quantity }) => quantity.unit === done.quantity.unit)
  return wholes.length === 0 || ![done, ...wholes].every(({ quantity }) => quantity.exact) ? null : { done, wholes }
}

const isTrue = (told: number, part: number, whole: number): boolean => whole > 0 && Math.abs((100 * part) / whole - told) <= SLACK

function wrongRates({ entries, passage }: PassageClaims): Fault[] {
  return entries.flatMap((rate, at): Fault[] => {
    const told = rate.quantity.value
    // 100% is said of what was due, whatever else is still open.
    if (rate.role !== 'rate' || rate.quantity.unit !== '%' || !rate.quantity.exact || told >= 100 || !RATE.test(rate.label) || /[；。\n]/u.test(rate.gap)) return []
    const { done, wholes = [] } = partsOf(entries, at) ?? {}
    const [whole] = wholes
    if (done === undefined || whole === undefined) return []
    const values = wholes.map(({ quantity }) => quantity.value)
    if ([...values, values.reduce((a, b) => a + b, 0)].some((value) => isTrue(told, done.quantity.value, value))) return []
    const right = `${((100 * done.quantity.value) / whole.quantity.value).toFixed(1)}%`
    const words = (entry: Entry) => passage.text.slice(entry.quantity.start, entry.quantity.end)
    return [
      {
        message: `${sectionWords(passage)}“${passage.text.slice(rate.clause, rate.quantity.end)}”与前面的数量不符：${words(whole)}中的${words(done)}约为${right}。`,
        place: passage.place(done.clause, rate.quantity.end),
        expected: right,
        actual: words(rate),
        fix: `按台账重新计算：百分比写错的，改为${right}；数量写错的，改正数量。`,
      },
    ]
  })
}

export const rates = defineRule({
  id: 'narrative/rate',
  title: '办结率与数量不符',
  severity: 'warning',
  dimension: 'consistency',
  source: ARTICLE_50,
  why: '办结率、答复率是办结、答复的数量除以收到的数量得来的，误差超过一个百分点，就是数量或者百分比写错了。',
  fix: '用办结、答复的数量除以收到的数量重新计算，并核对数量。',
  examples: {
    fail: [{ edits: [['维护县政府门户网站的水务专栏', '维护县政府门户网站的水务专栏，收到群众留言120件，已办结114件，办结率为90%']] }],
    pass: [
      { edits: [['维护县政府门户网站的水务专栏', '维护县政府门户网站的水务专栏，收到群众留言120件，已办结114件，办结率为95%']] },
      { edits: [['维护县政府门户网站的水务专栏', '维护县政府门户网站的水务专栏，收到群众留言120件，已办结114件，办结率为100%']] },
    ],
  },
  check: (report) => outcome(claimsOf(report).passages.flatMap(wrongRates)),
})
