const DIGITS = '零一二三四五六七八九'
const FORMAL = '零壹贰叁肆伍陆柒捌玖'
const CIRCLED = '①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳'
const IN_BRACKETS = '⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇'
const WITH_POINT = '⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛'
const STEMS = '甲乙丙丁戊己庚辛壬癸'
const BRANCHES = '子丑寅卯辰巳午未申酉戌亥'
const ROMAN = [
  ['m', 1000], ['cm', 900], ['d', 500], ['cd', 400], ['c', 100], ['xc', 90],
  ['l', 50], ['xl', 40], ['x', 10], ['ix', 9], ['v', 5], ['iv', 4], ['i', 1],
] as const

type Numeral = (value: number) => string | undefined

const from = (signs: string): Numeral => (value) => signs[value - 1]
const counting =
  (digits: string, ten: string, always: boolean): Numeral =>
  (value) => {
    if (value < 0 || value > 99) return undefined
    if (value < 10) return digits[value]
    const [tens, ones] = [Math.floor(value / 10), value % 10]
    return `${tens > 1 || always ? (digits[tens] ?? '') : ''}${ten}${ones > 0 ? (digits[ones] ?? '') : ''}`
  }
const digitByDigit =
  (digits: string): Numeral =>
  (value) =>
    Array.from(String(value), (digit) => digits[Number(digit)] ?? '').join('')
const letters =
  (first: number): Numeral =>
  (value) =>
    value >= 1 && value <= 780 ? String.fromCharCode(first + ((value - 1) % 26)).repeat(Math.ceil(value / 26)) : undefined
const roman: Numeral = (value) => {
  if (value < 1 || value > 3999) return undefined
  let [text, rest] = ['', value]
  for (const [sign, worth] of ROMAN) for (; rest >= worth; rest -= worth) text += sign
  return text
}
const inChinese = counting(DIGITS, '十', false)
const inFullWidth = digitByDigit('０１２３４５６７８９')

/** By the names of ECMA-376, 17.18.59 (ST_NumberFormat), those that Chinese Word and WPS offer. */
const NUMERALS: Readonly<Record<string, Numeral>> = {
  decimal: String,
  decimalHalfWidth: String,
  decimalZero: (value) => String(value).padStart(2, '0'),
  decimalFullWidth: inFullWidth,
  decimalFullWidth2: inFullWidth,
  chineseCounting: inChinese,
  chineseCountingThousand: inChinese,
  japaneseCounting: inChinese,
  taiwaneseCounting: inChinese,
  taiwaneseCountingThousand: inChinese,
  ideographDigital: digitByDigit('〇一二三四五六七八九'),
  japaneseDigitalTenThousand: digitByDigit('〇一二三四五六七八九'),
  taiwaneseDigital: digitByDigit('○一二三四五六七八九'),
  chineseLegalSimplified: counting(FORMAL, '拾', true),
  decimalEnclosedCircle: from(CIRCLED),
  decimalEnclosedCircleChinese: from(CIRCLED),
  decimalEnclosedParen: from(IN_BRACKETS),
  decimalEnclosedFullstop: from(WITH_POINT),
  ideographTraditional: from(STEMS),
  ideographZodiac: from(BRANCHES),
  numberInDash: (value) => `- ${value} -`,
  upperLetter: letters(65),
  lowerLetter: letters(97),
  lowerRoman: roman,
  upperRoman: (value) => roman(value)?.toUpperCase(),
  none: () => '',
}

/** A number as Word shows it in `format`; undefined where that is not certain. */
export function numeral(value: number, format: string): string | undefined {
  return Object.hasOwn(NUMERALS, format) ? NUMERALS[format]?.(value) : undefined
}
