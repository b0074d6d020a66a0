import type { Place, Report } from '../report/index.ts'

type Period = NonNullable<Report['dates']['period']>

const CHINESE = '〇一二三四五六七八九'

/** 二〇二五 to 2025; NaN if a character is no digit. */
export function chineseDigits(text: string): number {
  return Number(Array.from(text.replace(/[○零Ｏ]/g, '〇'), char => CHINESE.indexOf(char)).join(''))
}

/** Digits in any script, with blanks between them, to a number; NaN if there are none. */
function digits(text: string): number {
  const plain = text.normalize('NFKC').replace(/\s/g, '')
  if (/^\d+$/.test(plain)) return Number(plain)
  if (plain === '') return NaN
  if (!plain.includes('十')) return chineseDigits(plain)
  const [tens = '', ones = ''] = plain.split('十')
  const ten = tens === '' ? 1 : CHINESE.indexOf(tens)
  return ten * 10 + (ones === '' ? 0 : CHINESE.indexOf(ones))
}

/** `YYYY-MM-DD`, or null if there is no such day. */
function isoDate(year: number, month: number, day: number): string | null {
  if (!(year >= 1949 && year <= 2100)) return null
  const date = new Date(Date.UTC(year, month - 1, day))
  if (Number.isNaN(date.getTime()) || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null
  return date.toISOString().slice(0, 10)
}

const D = '[0-9０-９]'
const YEAR = `((?:${D}[ \\u00a0]?){3}${D}|[二][〇○零Ｏ一二三四五六七八九]{3})`
const PART = `(${D}[ \\u00a0]?${D}?|[一二三四五六七八九十]{1,3})`
const DATE = new RegExp(`(?<![0-9０-９])${YEAR}\\s*(?:年\\s*${PART}\\s*月\\s*${PART}\\s*日|[-/.]\\s*(${D}{1,2})\\s*[-/.]\\s*(${D}{1,2})(?![0-9０-９]))`, 'g')

/** Every full date in `text`, with offsets into it. Forms: 2025年1月6日, 2025-01-06, 2025.1.6, 二〇二五年一月六日. */
export function datesIn(text: string): { date: string; start: number; end: number }[] {
  if (!/[年\-/.]/.test(text)) return []
  return [...text.matchAll(DATE)].flatMap(match => {
    const date = isoDate(digits(match[1] ?? ''), digits(match[2] ?? match[4] ?? ''), digits(match[3] ?? match[5] ?? ''))
    return date === null ? [] : [{ date, start: match.index, end: match.index + match[0].length }]
  })
}

const S = '[\\s]*'
const WHOLE_YEAR = `(?:((?:${D}${S}){4})年(?:度)?${S})?`
const TO = `${S}(?:起|开始|[（(]含[)）])?${S}(?:至|到|[-~～—–－]+)${S}`
const RANGE = new RegExp(
  `(?<![0-9０-９])${WHOLE_YEAR}(${D}${S}${D}?)${S}月${S}(${D}${S}${D}?)${S}日?${TO}${WHOLE_YEAR}(${D}${S}${D}?)${S}月(?:${S}(?:底|末)|${S}(${D}${S}${D}?)${S}(?:日|止|$|[,，。)）;；]))`,
)
const WORD_TO = new RegExp(`^${TO}$`)
const UNTIL = new RegExp(`截[至止]到?${S}((?:${D}${S}){4})年${S}(${D}${S}${D}?)${S}月${S}(${D}${S}${D}?)${S}日`)
/** Digits that ran together because 年, 月 or 日 was lost; only where the words of a period stand around. */
const DAMAGED = new RegExp(`${D}{4,10}(?:年|月)?(?:${D}{0,2}月)?(?:${D}{1,2})?日?${S}(?:起)?${S}(?:至|到|[-~～—–－]+)${S}${D}{4,10}(?:年)?(?:${D}{0,2}月)?(?:${D}{1,2})?日(?:止)?`)
const PERIOD_WORDS = /期限|期间|统计|数据|时间|起至|起到|日止/

/**
 * The first reporting period stated in `text`, with offsets into it. A second date without a year has the first
 * one's. A part that lost characters is null.
 */
export function periodIn(text: string): (Omit<Period, 'place'> & { start: number; end: number }) | null {
  const range = RANGE.exec(text)
  const at = (start: number, length: number) => ({ start, end: start + length })
  if (range) {
    const [whole, year1 = '', month1 = '', day1 = '', year2 = '', month2 = '', day2] = range
    const trailing = /[,，。)）;；]$/.test(whole) ? 1 : 0
    const last = day2 === undefined ? 31 : digits(day2)
    const from = isoDate(digits(year1), digits(month1), digits(day1))
    // 12月3 at the end of a line may go on as 12月31日 in the next.
    const cut = /月\s*[0-9０-９]$/.test(whole)
    const to = cut ? null : isoDate(digits(year2 === '' ? year1 : year2), digits(month2), last)
    return { from, to, ...at(range.index, whole.length - trailing) }
  }
  const [first, second] = datesIn(text)
  if (first && second && WORD_TO.test(text.slice(first.end, second.start))) return { from: first.date, to: second.date, ...at(first.start, second.end - first.start) }
  const damaged = DAMAGED.exec(text)
  if (damaged && PERIOD_WORDS.test(text)) return { from: null, to: null, ...at(damaged.index, damaged[0].length) }
  const until = UNTIL.exec(text)
  if (!until || !/期限|统计|数据/.test(text)) return null
  return { from: null, to: isoDate(digits(until[1] ?? ''), digits(until[2] ?? ''), digits(until[3] ?? '')), ...at(until.index, until[0].length) }
}

/** A place within a paragraph, from offsets into its text. */
export function within(place: Place, start: number, end: number): Place {
  return { ...place, start: place.start + start, end: place.start + end }
}
