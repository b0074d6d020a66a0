const DIGITS: Readonly<Record<string, number>> = { 零: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9, 壹: 1, 贰: 2, 叁: 3, 肆: 4, 伍: 5, 陆: 6, 柒: 7, 捌: 8, 玖: 9 }
const TENS: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000, 拾: 10, 佰: 100, 仟: 1000 }
const MYRIADS: Readonly<Record<string, number>> = { 万: 10_000, 亿: 100_000_000 }

/** A Chinese numeral as a number (`一百二十三` → 123, `十五` → 15, `二零二四` → 2024, `廿三` → 23); null if it is none. */
export function chineseNumber(numeral: string): number | null {
  if (numeral === '') return null
  const plain = numeral.replaceAll('廿', '二十').replaceAll('卅', '三十')
  // 一百五 is 150 to one writer and 105 to another.
  if (/[百千万][一二两三四五六七八九]$/u.test(plain)) return null
  const characters = Array.from(plain)
  if (characters.every((character) => character in DIGITS)) return Number(characters.map((character) => DIGITS[character]).join(''))
  let total = 0
  let section = 0
  let digit: number | null = null
  for (const character of characters) {
    const tens = TENS[character]
    const myriad = MYRIADS[character]
    if (character in DIGITS) digit = DIGITS[character] ?? 0
    else if (tens !== undefined) {
      section += (digit ?? 1) * tens
      digit = null
    } else if (myriad !== undefined) {
      total = (total + section + (digit ?? 0)) * myriad
      section = 0
      digit = null
    } else return null
  }
  return total + section + (digit ?? 0)
}
