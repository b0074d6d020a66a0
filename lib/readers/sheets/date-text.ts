const DAY = 86_400_000
/** 30 December 1899: with it, days from March 1900 on count right although Excel believes in 29 February 1900. */
const EPOCH_1900 = Date.UTC(1899, 11, 30)
const EPOCH_1904 = Date.UTC(1904, 0, 1)
const PHANTOM_DAY = 60
/** 31 December 9999. */
const LAST_DAY = 2_958_465
const WEEKDAYS = '日一二三四五六'

const TOKEN = /"([^"]*)"|\\(.)|\[\$[^\]]*\]|\[(h+|m+|s+)\]|\[[^\]]*\]|[_*].|am\/pm|a\/p|上午\/下午|y+|m+|d+|h+|s+|a{3,}|e+|(.)/giu

/** A count of days as a date or time in an Excel format; null if it is none. */
export function dateText(value: number, format: string, from1904: boolean): string | null {
  if (!(value >= 0 && value <= LAST_DAY)) return null
  const days = !from1904 && value < PHANTOM_DAY ? value + 1 : value
  const date = new Date(Math.round(((from1904 ? EPOCH_1904 : EPOCH_1900) + days * DAY) / 1000) * 1000)
  const tokens = [...format.matchAll(TOKEN)]
  const halfDays = tokens.some(([token]) => /^(?:am\/pm|a\/p|上午\/下午)$/i.test(token))
  let text = ''
  let time = false
  tokens.forEach(([token, quoted, escaped, , other], index) => {
    const letters = token.toLowerCase()
    const minutes = time || /^s/i.test(tokens.slice(index + 1).find(([next]) => /^[ymdhs]/i.test(next))?.[0] ?? '')
    if (quoted !== undefined || escaped !== undefined || other !== undefined) text += quoted ?? escaped ?? other ?? ''
    else if (letters.startsWith('m') && minutes) text += padded(date.getUTCMinutes(), letters)
    else text += part(date, letters, halfDays)
    if (/^[ymdhs]/.test(letters)) time = letters.startsWith('h')
  })
  return text.trim()
}

function part(date: Date, letters: string, halfDays: boolean): string {
  const hours = date.getUTCHours()
  switch (letters[0]) {
    case 'y':
      return letters.length > 2 ? String(date.getUTCFullYear()) : String(date.getUTCFullYear()).slice(-2)
    case 'e':
      return String(date.getUTCFullYear())
    case 'm':
      return padded(date.getUTCMonth() + 1, letters)
    case 'd':
      return letters.length > 2 ? `星期${WEEKDAYS[date.getUTCDay()] ?? ''}` : padded(date.getUTCDate(), letters)
    case 'h':
      return padded(halfDays ? hours % 12 || 12 : hours, letters)
    case 's':
      return padded(date.getUTCSeconds(), letters)
    case 'a':
      return letters.startsWith('aaa') ? `${letters.length > 3 ? '星期' : ''}${WEEKDAYS[date.getUTCDay()] ?? ''}` : hours < 12 ? '上午' : '下午'
    case '上':
      return hours < 12 ? '上午' : '下午'
    default:
      return ''
  }
}

const padded = (value: number, letters: string) => String(value).padStart(Math.min(letters.length, 2), '0')
