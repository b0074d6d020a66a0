import type { Place, Report } from '../../report/index.ts'
import { distance } from '../distance.ts'
import { paragraphsOf, type Line } from '../prose.ts'

/** A document of the State Council's general office, cited by its number. */
export interface Citation {
  /** 国办公开办函, or what stands in its place. */
  readonly symbol: string
  readonly year: number
  readonly number: number
  /** A bracket about the year is missing: 〔202130号. */
  readonly damaged: boolean
  /** As filed, white space left out. */
  readonly text: string
  readonly place: Place
  readonly line: Line
  /** The clause before it, and the one behind, as far as no other citation stands there. */
  readonly before: string
  readonly after: string
}

export const NOTICE_SYMBOL = '国办公开办函'
/** The two notices about annual reports, and the one about fees. */
export const NOTICE_2019 = { symbol: NOTICE_SYMBOL, year: 2019, number: 60, words: '国办公开办函〔2019〕60号' }
export const NOTICE_2021 = { symbol: NOTICE_SYMBOL, year: 2021, number: 30, words: '国办公开办函〔2021〕30号' }
export const FEE_NOTICE = { symbol: '国办函', year: 2020, number: 109, words: '国办函〔2020〕109号' }

/** 〔2021〕30号, 2021年30号, 〔202130号; 号 may be lost before a closing mark. */
const NUMBER = /(\(?)(20[012]\d)([)年]{0,2})\(?第?(\d{1,3})\)?(?:号|(?=[)》,。]))/gu
const SHOWN_BEFORE = 120
const HAN_BEFORE = /[\u4e00-\u9fff]{2,24}$/u
const WITHOUT_STATE = /(?:过半|囯办|帼办)?公开办?[函涵]$/u

/** The issuer's mark at the end of the words before a number: from its 国 on. */
function symbolIn(words: string): string | null {
  const han = HAN_BEFORE.exec(words)?.[0]
  if (han === undefined) return null
  const from = Math.max(han.lastIndexOf('国办'), han.lastIndexOf('国务院办公厅'), han.lastIndexOf('国发'), han.lastIndexOf('国公'))
  const symbol = from >= 0 ? han.slice(from) : WITHOUT_STATE.exec(han)?.[0]
  // 国务院办公厅关于…… is a title, no mark. Before a mark without 国办 may stand a place's: 粤办公开办函.
  if (symbol === undefined || symbol.length > 12 || symbol.includes('关于')) return null
  return from >= 0 || symbol.startsWith('过') || symbol.startsWith('囯') || symbol.startsWith('帼') || han.length === symbol.length ? symbol : null
}

function citationsIn(line: Line): Citation[] {
  const found: Citation[] = []
  let last = 0
  for (const match of line.folded.matchAll(NUMBER)) {
    const [whole, open = '', year = '', close = '', number = ''] = match
    const start = match.index
    const symbol = symbolIn(line.folded.slice(Math.max(0, start - 24), start))
    if (symbol === null) continue
    const from = start - symbol.length
    const end = start + whole.length
    const place = line.at(from, end)
    found.push({
      symbol,
      year: Number(year),
      number: Number(number),
      damaged: (open === '(') !== close.startsWith(')') || (open === '' && close === ''),
      text: line.text.slice(place.start - line.place.start, place.end - line.place.start).replaceAll(/\s/gu, ''),
      place,
      line,
      before: line.folded.slice(Math.max(last, from - SHOWN_BEFORE), from),
      after: line.folded.slice(end, end + SHOWN_BEFORE),
    })
    last = end
  }
  return found
}

const known = new WeakMap<Report, Citation[]>()

/** Every citation of a document of the State Council's general office, in reading order. */
export function citationsOf(report: Report): Citation[] {
  const citations = known.get(report) ?? paragraphsOf(report).flatMap(citationsIn)
  known.set(report, citations)
  return citations
}

export const isNumbered = ({ year, number }: Citation, document: { readonly year: number; readonly number: number }): boolean =>
  year === document.year && number === document.number

/** Whether a mark can only be meant for 国办公开办函. */
export const isMeantForNotice = (symbol: string): boolean => symbol.includes('公开') && (distance(symbol, NOTICE_SYMBOL) <= 2 || symbol.startsWith('国务院办公厅'))

const NAMES_REPORT = /年度报告|年报|报告格式/u
/** Whether the sentence about a citation speaks of annual reports. */
export function speaksOfReports({ before, after }: Citation): boolean {
  return NAMES_REPORT.test(before.slice(before.lastIndexOf('。') + 1)) || NAMES_REPORT.test(after.split('。')[0] ?? '')
}

const TITLE_BEFORE = /(报告格式|报告有关事项)(?:的?通知)?[》〉>)”"]*(?:的?通知)?[》〉>)”"]*\(?$/u
const TITLE_AFTER = /^\)?[《“][^》。;]{0,60}?(报告格式|报告有关事项)/u

/** The notice that the title beside a citation names: of 2019 or 2021; null where none stands beside it. */
export function titledNotice({ before, after }: Citation): typeof NOTICE_2019 | null {
  const title = (TITLE_BEFORE.exec(before) ?? TITLE_AFTER.exec(after))?.[1]
  if (title === undefined) return null
  return title === '报告格式' ? NOTICE_2021 : NOTICE_2019
}
