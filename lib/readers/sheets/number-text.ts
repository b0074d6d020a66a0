import { dateText } from './date-text.ts'

/** What an amount is in, or of; other signs around a number (currency, brackets, dashes for zero) are only dress. */
const UNIT = /^\p{Script=Han}+$/u

interface Section {
  readonly isDate: boolean
  readonly percent: boolean
  readonly before: string
  readonly after: string
  /** Divides by thousands before it shows. */
  readonly scales: boolean
}

/**
 * A stored number as text: all digits that were stored, in the dress of its format where that changes the meaning:
 * dates, percent, units. Rounding for show is undone, and so is the noise behind the fifteenth digit.
 * @param format as in Excel: `0.00%`, `yyyy"年"m"月"`; `General` or '' for none.
 * @param from1904 whether days are counted from 1904 on instead of 1900.
 */
export function numberText(value: number, format: string, from1904 = false): string {
  if (format === '' || /^(?:general|G\/通用格式|@)$/i.test(format)) return plain(value)
  if (/^[;\s]+$/.test(format)) return ''
  const sections = splitSections(format)
  const chosen = sections[value < 0 && sections.length > 1 ? 1 : value === 0 && sections.length > 2 ? 2 : 0] ?? ''
  const section = readSection(chosen)
  if (section.isDate) return dateText(value, chosen, from1904) ?? plain(value)
  if (section.percent) return `${plain(value * 100)}%`
  if (section.scales || /\[[<>=]/.test(format)) return plain(value)
  return `${unit(section.before)}${plain(value)}${unit(section.after)}`
}

/** Excel keeps fifteen digits. */
const plain = (value: number): string => String(Number(value.toPrecision(15)))

const unit = (text: string): string => (UNIT.test(text.trim()) ? text.trim() : '')

function splitSections(format: string): string[] {
  return format.match(/(?:"[^"]*"|\\.|[^;"\\])*/g)?.filter((_, index, all) => index === 0 || index < all.length - 1 || all[index] !== '') ?? []
}

const TOKEN = /"([^"]*)"|\\(.)|\[[^\]]*\]|[_*].|([#0?](?:[#0?.,]*[#0?])?)(,*)|general|am\/pm|a\/p|上午\/下午|([ymdhs]+|a{3,})|(%)|(.)/giu

function readSection(section: string): Section {
  let [isDate, percent, scales, before, after] = [false, false, false, '', '']
  let seenNumber = false
  for (const [token, quoted, escaped, digits, commas, date, sign, other] of section.matchAll(TOKEN)) {
    if (date !== undefined) isDate = true
    else if (sign !== undefined) percent = true
    else if (digits !== undefined || /^general$/i.test(token)) {
      seenNumber = true
      scales ||= commas !== undefined && commas !== ''
    } else if (seenNumber) after += quoted ?? escaped ?? other ?? ''
    else before += quoted ?? escaped ?? other ?? ''
  }
  return { isDate, percent, scales, before, after }
}
