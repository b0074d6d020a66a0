import { chineseNumber } from './numerals.ts'

/** How many of what, in which unit. `low` and `high` bound what the words allow: `290余` is 290 to 299. */
export interface Quantity {
  readonly value: number
  readonly low: number
  readonly high: number
  /** Not rounded: no 余, 多, 近, 约, no 万. */
  readonly exact: boolean
  /** `条`, `件`, `人次`, `元`, `%` …; '' for a bare number. Amounts of money are in 元. */
  readonly unit: string
  /** Offsets into the passage, from the first digit (or 约) to the end of the unit. */
  readonly start: number
  readonly end: number
  /** The smallest step that the digits tell: 0.1 for `82.4%`, 100 for `88.78万元`. */
  readonly step: number
}

const UNITS = ['篇次', '件次', '条次', '人次', '场次', '批次', '亿元', '万元', '个百分点', '百分点', ...Array.from('条件项份宗起例篇期则次场封部册张幅个批户家人名位处卷段集辑帖栏元%‰')]
const UNIT = new RegExp(`(?:${UNITS.join('|')})`, 'uy')
/** A unit that measures something else once these follow it: 一件事, 5个工作日, 3次性. */
const NOT_A_UNIT = /^(?:个(?:工作日|月|小时|季度|自然日|方面|环节|阶段|维度|坚持|意识|自信|维护|确保|全面|一|多)|件(?:事|套)|次(?:性|日|月|年|会议纪要)|条(?:例|龙|主线|线|款)|项(?:第|规定)|部(?:门|署|分|长|委|级)|期(?:间|限|内|末|初|满)|人(?:民|员|大|社|事|才|均|物)|家(?:级|庭)|户(?:籍|口|外|主)|位(?:一体|置|于)|份(?:额|内)|处(?:理|于|室|罚|级)|起(?:草|来|点|诉|到|步)|集(?:体|团|中|约|市)|段(?:时间)|则(?:为|是)|张(?:网)|例(?:行|如|会|外)|名(?:录|单|称|义)|批(?:复|准|示)|栏(?:目)|场(?:所|景|合))/u
const SCALES: Readonly<Record<string, number>> = { 百: 100, 千: 1000, 万: 10_000, 亿: 100_000_000 }
const DIGITS = /\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?/uy
const NUMERAL = /[数几]?[零一二两三四五六七八九十百千万亿廿卅]+|[壹贰叁肆伍陆柒捌玖拾佰仟]+/uy
const SCALE = /[百千万亿]+/uy
const MORE = /[余多来几]/uy
const BEFORE = /(?:大约|大概|约|接近|将近|近|超过|超出|超|逾|突破|不少于|至少|(?<![线网以站栏面台会])上)$/u
/** 比上年的28件多6件: 多 before a number compares. */
const AFTER = /(?:左右|上下|以上|余|多(?!\d))/uy
const RANGE = /[-~至到]/u

interface Found {
  readonly quantity: Quantity
  /** Where to go on. */
  readonly next: number
}

function match(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0] ?? ''
}

function unitAt(text: string, at: number): string {
  const unit = match(UNIT, text, at)
  if (unit === '') return ''
  return unit.length === 1 && NOT_A_UNIT.test(text.slice(at, at + 8)) ? '' : unit
}

/** `2846篇(条)`: counted in either unit, so that parts in both add up to it. */
const EITHER = /(?:\((?:条|篇|件|份|次|期)\)|\/(?:条|篇|件|份|期))/uy

/** What stands around a number that counts nothing: telephones, document numbers, articles, addresses, versions. */
function isDecoy(text: string, start: number, end: number): boolean {
  const before = text.charAt(start - 1)
  const after = text.charAt(end)
  if (/[A-Za-z@_/.:第〔〕×xX*#№]/u.test(before) && !(before === '.' && /[\s。；]/u.test(text.charAt(start - 2)))) return true
  if (/[A-Za-z@_/〔〕号楼层室栋幢路街巷弄版年月日时点分天周岁届级倍成]/u.test(after)) return true
  if (/[-~]/u.test(before) && /\d/u.test(text.charAt(start - 2)) && /^\d{3,}$/u.test(text.slice(start, end))) return true
  return after === '-' && /\d/u.test(text.charAt(end + 1)) && /^0\d{2,3}$/u.test(text.slice(start, end))
}

/** The last stated digit: 10 for 290, 1 for 173, 0.01 for 3.25, each times the scale. */
function stepOf(digits: string, scale: number): number {
  const plain = digits.replaceAll(',', '')
  const point = plain.indexOf('.')
  if (point >= 0) return scale / 10 ** (plain.length - point - 1)
  return scale * 10 ** (plain.length - plain.replace(/0+$/u, '').length)
}

interface Bounds {
  readonly low: number
  readonly high: number
  readonly exact: boolean
}

function boundsOf(value: number, step: number, hedge: string, scaled: boolean): Bounds {
  const around = Math.max(step, value * 0.1)
  if (/约|概|左右|上下/u.test(hedge)) return { low: value - around, high: value + around, exact: false }
  if (/近/u.test(hedge)) return { low: value - Math.max(step, value * 0.1), high: value, exact: false }
  if (/超|逾|突破|不少于|至少|以上|上/u.test(hedge)) return { low: value, high: value + Math.max(step, value * 0.5), exact: false }
  if (/[余多来几]/u.test(hedge)) return { low: value, high: value + Math.max(step, 10) - 1, exact: false }
  return scaled ? { low: value - step / 2, high: value + step / 2, exact: false } : { low: value, high: value, exact: true }
}

function build(text: string, start: number, digits: string, value: number, end: number): Found | null {
  let at = end
  let hedge = BEFORE.exec(text.slice(Math.max(0, start - 3), start))?.[0] ?? ''
  const from = start - hedge.length
  const scaleWords = /^\d/u.test(digits) ? match(SCALE, text, at) : ''
  const scale = Array.from(scaleWords).reduce((product, word) => product * (SCALES[word] ?? 1), 1)
  at += scaleWords.length
  const more = match(MORE, text, at)
  hedge += more
  at += more.length
  const unit = unitAt(text, at)
  if (unit === '') return null
  at += unit.length
  const either = /[(/]/u.test(text.charAt(at)) ? match(EITHER, text, at) : ''
  at += either.length
  const money = unit === '万元' ? 10_000 : unit === '亿元' ? 100_000_000 : 1
  const trailing = unit === '%' ? '' : match(AFTER, text, at)
  hedge += trailing
  at += trailing.length
  const factor = scale * money
  const total = Number((value * factor).toPrecision(15))
  const step = /^\d/u.test(digits) ? stepOf(digits, factor) : stepOf(String(value), factor)
  const bounds = boundsOf(total, step, hedge, scale > 1 && money === 1)
  const vague = /^[数几]/u.test(digits) ? { low: value * 2, high: value * 10, exact: false } : bounds
  return { quantity: { value: total, ...vague, unit: unit.endsWith('元') ? '元' : either === '' ? unit : '', start: from, end: at, step }, next: at }
}

const STRICT = /^[余多]?(?:[件条起份宗例项篇期次场个]|人次)/u
const CLOSED = /^(?:$|[，。；、)(\n！？]|其中|左右|以上|申请|复议|诉讼|予以|部分|不予|无法)/u
const ORDINAL = /[第每逐任同某这那另唯各统上下首前后再“‘专进万之]/u

function numeralAt(text: string, at: number): Found | null {
  const words = match(NUMERAL, text, at)
  if (words === '' || ORDINAL.test(text.charAt(at - 1))) return null
  const end = at + words.length
  if (words === '零' && /[为是：]/u.test(text.charAt(at - 1)) && CLOSED.test(text.slice(end, end + 2))) {
    return { quantity: { value: 0, low: 0, high: 0, exact: true, unit: '', start: at, end, step: 1 }, next: end }
  }
  if (!STRICT.test(text.slice(end, end + 4))) return null
  const value = chineseNumber(words.replace(/^[数几]/u, ''))
  if (value === null) return null
  const found = build(text, at, words, value, end)
  // 一项工作, 两个方面 are no counts; 收到申请三件， is one.
  if (found === null || (words.length === 1 && !CLOSED.test(text.slice(found.next, found.next + 2)))) return null
  return found
}

/** Where a number runs over a gap (`12 34`): two numbers or one, nobody can tell. */
const SPLIT = /^ \d/u
/** `12 345`: groups of three, as some set thousands apart. One number, though not beyond argument. */
const SPACED = /[1-9]\d{0,2}(?: \d{3})+(?![\d ])/uy

function digitsAt(text: string, at: number): Found | null {
  const digits = match(DIGITS, text, at)
  const end = at + digits.length
  if (isDecoy(text, at, end)) return null
  const value = Number(digits.replaceAll(',', ''))
  const spaced = match(SPACED, text, at)
  if (spaced !== '' && !/[\d ]/u.test(text.charAt(at - 1))) {
    const found = build(text, at, spaced.replaceAll(' ', ''), Number(spaced.replaceAll(' ', '')), at + spaced.length)
    if (found !== null) return { ...found, quantity: { ...found.quantity, exact: false } }
  }
  if (SPLIT.test(text.slice(end, end + 2)) || text.charAt(at - 1) === ' ') {
    const found = build(text, at, digits, value, end)
    return found && { ...found, quantity: { ...found.quantity, low: 0, high: Infinity, exact: false } }
  }
  if (RANGE.test(text.charAt(end)) && /\d/u.test(text.charAt(end + 1))) {
    const upper = match(DIGITS, text, end + 1)
    const found = build(text, end + 1, upper, Number(upper), end + 1 + upper.length)
    return found && { ...found, quantity: { ...found.quantity, start: at, low: Math.min(value, found.quantity.low), exact: false } }
  }
  return build(text, at, digits, value, end) ?? bare(text, at, value, end)
}

/** `申请数量为5，`: no unit, but said to be a number; `20、30、50条`: the unit follows the last. */
function bare(text: string, at: number, value: number, end: number): Found | null {
  const shared = /^(?:[、和与及](?:\d[\d.]*)){1,12}/u.exec(text.slice(end, end + 60))
  if (shared !== null) {
    const unit = unitAt(text, end + shared[0].length)
    if (unit !== '' && unit !== '%' && !unit.endsWith('元')) return { quantity: { value, low: value, high: value, exact: true, unit, start: at, end, step: 1 }, next: end }
  }
  if (!/(?:数|数量|总数|总量|[为是：])$/u.test(text.slice(Math.max(0, at - 3), at)) && text.slice(at, end) !== '0') return null
  if (/^0\d/u.test(text.slice(at, end))) return null
  if (!/^(?:$|[，。；、)\n])/u.test(text.slice(end, end + 1))) return null
  return { quantity: { value, low: value, high: value, exact: true, unit: '', start: at, end, step: 1 }, next: end }
}

const OPENING_QUOTES: Readonly<Record<string, RegExp>> = { '《': /[》。]/u, '“': /[”“。]/u, '‘': /[’‘。]/u, '〈': /[〉。]/u }
/** Longer names than this are not in quotation marks: one of the pair is lost. */
const LONGEST_NAME = 60

function afterName(text: string, at: number): number {
  const closing = OPENING_QUOTES[text.charAt(at)]
  if (closing === undefined) return at + 1
  const length = text.slice(at + 1, at + 1 + LONGEST_NAME).search(closing)
  return length < 0 ? at + 1 : at + length + 2
}

const START = /[\d数几零一二两三四五六七八九十百千万廿卅壹贰叁肆伍陆柒捌玖拾《“‘〈]/gu

/** Every quantity of a folded passage, in order. What only looks like one is left out. Linear in the length. */
export function quantitiesOf(text: string): Quantity[] {
  const found: Quantity[] = []
  let at = 0
  for (;;) {
    START.lastIndex = at
    const start = START.exec(text)
    if (start === null) return found
    at = start.index
    const [character] = start
    if (/\d/u.test(character)) {
      const read = digitsAt(text, at)
      if (read !== null) found.push(read.quantity)
      at = read?.next ?? at + match(DIGITS, text, at).length
    } else if (!OPENING_QUOTES[character]) {
      const read = numeralAt(text, at)
      if (read !== null) found.push(read.quantity)
      at = read?.next ?? at + Math.max(1, match(NUMERAL, text, at).length)
    } else at = afterName(text, at)
  }
}
