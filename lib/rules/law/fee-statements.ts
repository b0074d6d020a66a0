import type { Place, Report, SectionKey } from '../../report/index.ts'
import { linesOf, sentencesOf, type Sentence } from '../prose.ts'

/** What the narrative says of the fee for processing requests; amounts in 元. */
export interface FeeStatement {
  /** Of all its sentences. */
  readonly place: Place
  readonly section: SectionKey | null
  /** 未收取, 未产生, 0元: that there was none. */
  readonly none: Place | null
  readonly notices: Quantity | null
  readonly billed: Quantity | null
  readonly collected: Quantity | null
}

interface Quantity {
  readonly value: number
  /** As filed: 2件, 300元. */
  readonly words: string
  readonly place: Place
}

/** Table 2's fees, and price lists, are other matters. */
const OTHER_FEES = /(?:行政)?事业性收费|涉企收费|收费(?:项目|标准|目录|清单|公示|许可|政策|依据)|停车收费|缴费服务/gu
const FEE = /处理费|收费|缴费通知|任何费用|(?:收取|收|征收|产生|缴纳)[^,。;]{0,12}费用?/u
/** Outside section six only words that leave no doubt. */
const SURE = /信息(?:公开)?处理费|(?:依申请|信息公开|申请人|公众)[^。;]{0,24}(?:收费|收取[^,。;]{0,10}费)|收取[^,。;]{0,12}(?:信息公开|信息处理|依申请)[^,。;]{0,6}费/u

/** Blanked, not removed: offsets stay. */
const blank = (words: string): string => '＿'.repeat(words.length)

/** Clauses about another year than the report's are blanked, up to the next that names its own. */
function withoutOtherYears(folded: string, year: number): string {
  let other = false
  return folded.replaceAll(/[^,]+/gu, (clause) => {
    const named = /(?<![(\d])(20\d\d)年/u.exec(clause)?.[1]
    if (named !== undefined) other = Number(named) !== year
    else if (/上年|去年|上一年/u.test(clause)) other = true
    else if (/本年|今年|全年/u.test(clause)) other = false
    return other ? blank(clause) : clause
  })
}

/** A sentence about fees, other fees and other years blanked out. */
interface FeeSentence {
  readonly sentence: Sentence
  readonly folded: string
  /** Whether it stands under a heading about fees, so that 无 alone is an answer. */
  readonly headed: boolean
}

/** `(一)信息处理费收取情况。`: a heading that goes on in its own line. */
const TITLE = /^[(\d一二三四五六)、.．]*(?:政府信息公开)?信息(?:公开)?处理费(?:收取|收费)?(?:情况)?$/u
const LONGEST_TITLE = 24
const isTitle = (sentence: string): boolean => sentence.length < LONGEST_TITLE && sentence.includes('处理费') && TITLE.test(sentence)
/** What a whole region or system collected: 全省共发出收费通知411件. */
const WIDER = /^(?:20\d\d年度?,?)?(?:全(?:[省市县区州旗]|系统)|下属|所属|各)/u

/** The sentences about fees in a part of the report. */
function feeSentences(report: Report, isThere: (key: SectionKey | null) => boolean, words: RegExp): FeeSentence[] {
  const lines = linesOf(report).filter(({ section }) => isThere(section?.key ?? null))
  const { year } = report
  const tellsYear = year !== null && lines.some(({ folded }) => new RegExp(`${year}年|本年|今年|全年`, 'u').test(folded))
  let headed = false
  return lines.flatMap((line): FeeSentence[] => {
    const known = line.folded.replaceAll(OTHER_FEES, blank)
    if (line.kind === 'heading') {
      const about = line.section?.place.start !== line.place.start && words.test(known)
      // (一)未收取信息处理费。(二)其他……: the heading is the statement.
      const stated = about && NOTHING.test(known)
      headed = about && !stated
      return stated ? sentencesOf(line).map((sentence) => ({ sentence, headed: false, folded: sentence.folded.replaceAll(OTHER_FEES, blank) })) : []
    }
    const sentences = sentencesOf(line)
    return sentences
      .map((sentence, index) => {
        const own = sentence.folded.replaceAll(OTHER_FEES, blank)
        return { sentence, headed: headed || isTitle(sentences[index - 1]?.folded ?? ''), folded: tellsYear ? withoutOtherYears(own, year) : own }
      })
      .filter((part, index) => words.test(part.folded) || (part.headed && (index === 0 || !headed)))
  })
}

const UNITS: Readonly<Record<string, number>> = { 元: 1, 万元: 10_000 }
const AMOUNT = String.raw`([\d.,]*\d)(万?元)`
const COUNT = String.raw`(\d+|[一二两三四五六七八九十])(?:件|份|次|宗|笔|起|封|张|个)`
const NOTICE = String.raw`(?:收|缴)费(?:通知|告知)书?`
const NOTICES = [
  new RegExp(String.raw`${NOTICE}(?:书|单|函)?(?:的|共|共计|合计|总数|件数|数量|为|:)*${COUNT}`, 'u'),
  new RegExp(String.raw`${COUNT}(?:[^,。;\d]{0,10})${NOTICE}`, 'u'),
  new RegExp(String.raw`信息(?:公开)?处理费(?:的|共|共计|合计)*${COUNT}`, 'u'),
]
const COLLECTED = new RegExp(String.raw`(?<![应待拟需可未])(?:收取|收到|收缴|征收|缴纳|实缴|实收|缴费(?!通知|告知)|收费(?!通知|总|金额)|入库|到账|收(?!费))[^,。;\d]{0,24}(?:\d+[件份次宗笔人][^,。;\d]{0,4})?${AMOUNT}`, 'u')
const BILLED = new RegExp(String.raw`(?:总金额|金额|费用|计费|应收|应收取|应缴|应缴纳|总计|共计|合计|计)(?:共|共计|合计|总计|为|:|是)*${AMOUNT}`, 'u')
/** 总金额210元，已全部收取。 */
const IN_FULL = /(?:已|均|现已)*(?:全部|全额|足额|如数)(?:按时|及时)?(?:收取|收缴|缴纳|缴清|收到|入库|到账|缴入)/u
const NOTHING = /(?:未|没有?|无|不|免|均未|零)[^,。;\d]{0,40}?(?:费|收取|收)|费[^,。;\d]{0,20}(?:为|:|情况|事项)*(?:无|没有|零|0(?:\.0+)?(?:万?元|件|次|笔|份|$|[,。;)]))|(?<![\d.,])0(?:\.0+)?万?元/u
/** Under a heading about fees: 无, 本年度没有. */
const BARE = /^[^\p{L}\d]*(?:20\d\d年度?|本年度?|全年|本(?:机关|单位|局|镇|乡)|我.{1,3})?[,:]?(?:暂)?(?:无|没有|未|不涉及|0)/u
/** Sentences about what was waived, or about rates, say nothing of what was collected. */
const ELSEWHERE = /减免|免除|退还|标准|每件|元\/|\d元以下/u

const DIGITS = '零一二三四五六七八九'
const countOf = (words: string): number => (/^\d+$/u.test(words) ? Number(words) : words === '两' ? 2 : words === '十' ? 10 : DIGITS.indexOf(words))

function quantity(parts: readonly FeeSentence[], expressions: readonly RegExp[], valueOf: (match: RegExpExecArray) => number): Quantity | null {
  for (const { sentence, folded } of parts) {
    if (ELSEWHERE.test(folded)) continue
    for (const expression of expressions) {
      const match = expression.exec(folded)
      if (match !== null) return { value: valueOf(match), words: match.slice(1).join('').replace(/^(\d+|[一二两三四五六七八九十])$/u, '$1件'), place: sentence.at(match.index, match.index + match[0].length) }
    }
  }
  return null
}

const amountOf = (match: RegExpExecArray): number => Math.round(Number((match[1] ?? '').replaceAll(',', '')) * (UNITS[match[2] ?? '元'] ?? 1) * 100) / 100

function statementOf(all: readonly FeeSentence[], section: SectionKey | null): FeeStatement | null {
  const narrow = all.filter(({ folded }) => !WIDER.test(folded))
  // Where a body tells of itself and of its region, its own is what it owes; a government may tell of the region alone.
  const parts = narrow.length > 0 ? narrow : all
  const [first] = parts
  const last = parts.at(-1)
  if (first === undefined || last === undefined) return null
  const from = first.sentence.at(0, first.folded.length)
  const to = last.sentence.at(0, last.folded.length)
  const denied = parts.find(({ folded, headed }) => NOTHING.test(folded) || (headed && BARE.test(folded)))
  const billed = quantity(parts, [BILLED], amountOf)
  return {
    place: { ...from, end: to.end },
    section,
    none: denied?.sentence.at(0, denied.folded.length) ?? null,
    notices: quantity(parts, NOTICES, (match) => countOf(match[1] ?? '')),
    billed,
    collected: quantity(parts, [COLLECTED], amountOf) ?? (parts.some(({ folded }) => IN_FULL.test(folded)) ? billed : null),
  }
}

const known = new WeakMap<Report, { readonly own: FeeStatement | null; readonly elsewhere: FeeStatement | null }>()

/** What section six says of the fee, and what other parts say where their words leave no doubt; null where they are silent. */
export function feeStatements(report: Report): { readonly own: FeeStatement | null; readonly elsewhere: FeeStatement | null } {
  const statements = known.get(report) ?? {
    own: statementOf(feeSentences(report, (key) => key === 'other', FEE), 'other'),
    elsewhere: statementOf(feeSentences(report, (key) => key !== 'other', SURE).slice(0, 1), null),
  }
  known.set(report, statements)
  return statements
}
