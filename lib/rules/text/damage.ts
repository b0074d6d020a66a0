import { defineRule, outcome, type Fault } from '../define.ts'
import { hitsOf, linesOf, partWords, type Line } from '../prose.ts'
import { within } from '../places.ts'
import { ARTICLE_47 } from '../sources.ts'

/** 20231月, 202412月31日, 202020年: digits run into the year because a character between them was lost or typed twice. */
const DATES: readonly (readonly [expression: RegExp, words: string])[] = [
  [/(?<![\d.])20[12]\d(?:1[0-2]|0?[1-9])月(?:[0-3]?\d日?)?/gu, '年份后面缺“年”字'],
  [/(?<!\d)20(\d\d)\1年/gu, '年份多了数字'],
  [/(?<![\d.])20[12]\d(?:1[0-2]|[1-9])(?:3[01]|[12]\d|[1-9])日/gu, '缺“年”“月”'],
  [/(?<![\d年])年(?:1[0-2]|[1-9])月[1-3]?\d日(?=[起至止—-])/gu, '缺年份'],
]

/** A line without them needs no closer look. */
const DIGITS = /\d[年月日]|年\d/u

export const damagedDate = defineRule({
  id: 'text/damaged-date',
  title: '日期缺字或者多字',
  severity: 'warning',
  dimension: 'formality',
  source: ARTICLE_47,
  why: '网站模板常在粘贴时丢掉带格式的字，日期缺了“年”“月”，读者就看不懂。',
  fix: '补全日期，写成“某年某月某日”；发布后再打开网页核对一遍。',
  examples: {
    fail: [{ edits: [['全年清理失效', '20246月清理失效']] }, { edits: [['全年清理失效', '202424年清理失效']] }],
    pass: [{ edits: [['全年清理失效', '2024年6月清理失效']] }],
  },
  check: (report) => {
    const period = report.dates.period?.place
    const inPeriod = (start: number): boolean => period !== undefined && start >= period.start && start < period.end
    return outcome(
      linesOf(report).filter(({ folded }) => DIGITS.test(folded)).flatMap((line) =>
        DATES.flatMap(([expression, words]) => hitsOf(line, expression).map((hit) => ({ ...hit, words })))
          .filter(({ place }) => !inPeriod(place.start))
          .map(({ match, place, words }): Fault => ({ message: `${partWords(line)}的日期“${match[0]}”${words}。`, place, actual: match[0] })),
      ),
    )
  },
})

/** What wrong decoding leaves: the replacement character, its classic guises, runs of accented letters. */
const GARBLED = /\ufffd+|锟斤拷|烫烫烫|[À-ÖØ-öø-ÿ]{3,}|[?？]。?[ㄅ-ㄩ]/gu

export const garbled = defineRule({
  id: 'text/garbled',
  title: '有乱码',
  severity: 'warning',
  dimension: 'formality',
  source: ARTICLE_47,
  why: '乱码使这一处的内容无法阅读，也可能丢了数字。',
  fix: '对照原稿改正乱码；网页上才有乱码的，检查网页的编码后重新发布。',
  examples: {
    fail: [{ edits: [['由专人协助群众查询', '由专人协助锟斤拷查询']] }],
    pass: [{ edits: [['由专人协助群众查询', '由专人协助群众查询（℃、①、€等符号除外）']] }],
  },
  check: (report) =>
    outcome(
      linesOf(report).flatMap((line) =>
        [...line.text.matchAll(GARBLED)].slice(0, 1).map((match): Fault => {
          const [start, end] = [Math.max(0, match.index - 6), Math.min(line.text.length, match.index + match[0].length + 6)]
          return { message: `${partWords(line)}“${line.text.slice(start, end)}”处有乱码。`, place: within(line.place, start, end) }
        }),
      ),
    ),
})

/** 年 right behind a body's name, where the year's digits stood: 澜川县年政府信息公开. */
const LOST = /[县区市镇乡局委办厅](?:人民政府)?年度?(?:政府信息|政务|政府信息公开工作|主动)公开/gu

function lost(line: Line): Fault[] {
  return hitsOf(line, LOST).map(({ match, place }) => ({
    message: `${partWords(line)}“${match[0]}”的“年”字前面没有年份。`,
    place,
    actual: match[0],
  }))
}

export const lostYear = defineRule({
  id: 'text/lost-year',
  title: '“年”字前面缺年份',
  severity: 'warning',
  dimension: 'formality',
  source: ARTICLE_47,
  why: '网站模板丢了带格式的数字，或者模板的年份没有填，读者不知道是哪一年。',
  fix: '在“年”字前面补上报告的年份。',
  examples: {
    fail: [{ edits: [['本报告根据', '现将澜川县水务局年政府信息公开工作报告如下。本报告根据']] }],
    pass: [{ edits: [['本报告根据', '现将澜川县水务局2024年政府信息公开工作报告如下。本报告根据']] }, { edits: [['本报告根据', '现将澜川县水务局当年政府信息公开工作报告如下。本报告根据']] }],
  },
  check: (report) => outcome(linesOf(report).flatMap(lost)),
})
