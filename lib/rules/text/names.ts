import type { Report } from '../../report/index.ts'
import { defineRule, notApplicable, outcome, type Fault } from '../define.ts'
import { areDifferent } from '../filing/agency.ts'
import { linesOf, partWords, sentencesOf, type Sentence } from '../prose.ts'
import { ARTICLE_47 } from '../sources.ts'
import { isQuoted, isTownship, kindOf, nameOf } from './bodies.ts'

/** A body's name without the places above it and without 人民政府: 青禾镇 of 澜川县青禾镇人民政府. */
const SHORT = /(?:.*[省市县区旗州盟])?(\p{Script=Han}{1,12}(?:镇|乡|街道|苏木|局|县|旗|区))(?:人民政府|政府|办事处)?$/u
/** What a report says of the body that makes it, right behind its name. */
const ACTS = '(?:20\\d\\d年?)?(?:认真|严格|坚持|深入|高度重视|持续|不断|始终|扎实|切实|着力|积极|主动公开|共(?:主动)?公开|共?(?:受理|收到)|未(?:收到|收取|发生)|没有(?:收到|收取|发生)|全年|紧紧围绕|政府信息公开|政务公开)'
const named = (suffixes: string, longest: number): RegExp =>
  new RegExp(`(?:^|[,:])(?:20\\d\\d年度?,?)?(\\p{Script=Han}{2,${longest}}(?:${suffixes}))(?:人民政府|政府|办事处|党委政府)?${ACTS}`, 'gu')

const TOWNSHIPS = named('镇|乡|街道|苏木', 4)
const BUREAUS = named('局', 10)
const COUNTIES: Readonly<Record<string, RegExp>> = { 县: named('县', 4), 旗: named('旗', 6), 区: named('区', 4) }
/** Words that end like a body's name and are none. */
const NO_NAME = /^(?:全|各|我|本|该|两|所有|城|重点|中心|特色|建制|街|其他|部分|多个|县[镇乡]|市[镇乡]|和|与|对|在|向|为|由|将|村|社|小|园|景|库|辖|社区)|乡镇$|城镇$|村镇$|集镇$|老乡$|返乡$|家乡$|下乡$|城乡$|镇街道$|全县$|各县$|[地社园辖景库牧林专新发城范验假作理业郊小片矿]区$/u

/** 推动全镇, 立足我乡: what is done, and where. */
const NO_SUBJECT = /(?:全|各|我|本|该)(?:镇|乡|街道|苏木|县|旗|区|局)$|^(?:推|提|加|促|确|助|服|打|建|带|指|深|规|做|立|围|结|覆|涉|联|协|会|依|通|根|按|关|经|据|以|从|使|让|请)/u

/** How another body of the same kind as this one would be named. */
function likeOf(own: string): RegExp | null {
  const kind = kindOf(own)
  if (isTownship(kind)) return TOWNSHIPS
  if (kind === '局') return BUREAUS
  return kind === 'government' ? (COUNTIES[/([县旗区])(?:人民政府|政府)?$/u.exec(own)?.[1] ?? ''] ?? null) : null
}

function otherIn(sentence: Sentence, own: string, like: RegExp): Fault[] {
  return [...sentence.folded.matchAll(like)].flatMap((match): Fault[] => {
    const name = match[1] ?? ''
    const index = match.index + match[0].indexOf(name)
    if (NO_NAME.test(name) || NO_SUBJECT.test(name) || own.includes(name) || isQuoted(sentence, index)) return []
    const mine = SHORT.exec(own)?.[1] ?? own
    // A shorter form, or one with the county's name in front, is the same body.
    if (mine.endsWith(name) || name.endsWith(mine) || !areDifferent(mine, name)) return []
    return [
      {
        message: `${partWords(sentence)}写的是“${name}”，而报告的机关是“${own}”。`,
        place: sentence.at(index, index + name.length),
        expected: own,
        actual: name,
      },
    ]
  })
}

export const otherName = defineRule({
  id: 'text/other-name',
  title: '正文写着别的机关的名称',
  severity: 'warning',
  dimension: 'consistency',
  source: ARTICLE_47,
  why: '叙述本机关工作的地方写着别的机关，多半是照搬了别的机关的报告。',
  fix: '核对这一段的内容和数字是不是本机关的；是的，改为本机关的名称；不是的，按实际情况改写。',
  examples: {
    fail: [{ edits: [['2024年，我局通过', '2024年，县林业局认真落实条例，通过']] }, { edits: [['2024年，我局通过', '2024年，柳河镇认真落实条例，通过']], context: { agency: '澜川县青禾镇人民政府', level: 'township' } }],
    pass: [{ edits: [['2024年，我局通过', '2024年，青禾镇认真落实条例，与柳河镇联合开展政策宣讲，各乡镇积极参与，通过']], context: { agency: '澜川县青禾镇人民政府', level: 'township' } }],
  },
  check: (report, context) => {
    const own = nameOf(report, context)
    const like = own === null ? null : likeOf(own)
    if (own === null || like === null) return notApplicable
    return outcome(linesOf(report).flatMap((line) => sentencesOf(line)).flatMap((sentence) => otherIn(sentence, own, like)))
  },
})

const TITLED = /^(?:20\d\d年度?)?(.{2,30}?(?:镇|乡|街道|苏木|局|委员会|委|厅|县|旗|区|市)(?:人民政府|政府|办事处)?)(?:20\d\d年度?)?(?:政府|政务)?信息公开/u

/** The body that the title names. */
function titled({ title }: Report): string | null {
  const name = TITLED.exec((title ?? '').replaceAll(/\s/gu, ''))?.[1]
  return name === undefined || kindOf(name) === null ? null : name
}

export const signedOther = defineRule({
  id: 'text/signed-other',
  title: '落款机关与标题不是同一个',
  severity: 'error',
  dimension: 'consistency',
  source: ARTICLE_47,
  why: '标题是一个机关，落款是另一个机关，读者不知道是谁的报告，多半是套用时漏改了一处。',
  fix: '核对内容是哪个机关的，把标题和落款改成同一个机关。',
  examples: {
    fail: [{ edits: [['澜川县水务局\n\n2025年1月16日', '澜川县林业局\n\n2025年1月16日']] }],
    pass: [{ edits: [['澜川县水务局\n\n2025年1月16日', '澜川县水利和水务局办公室\n\n2025年1月16日']] }],
  },
  check: (report) => {
    const title = titled(report)
    const { signature } = report
    if (title === null || signature === null) return notApplicable
    const signed = signature.text.replaceAll(/\s/gu, '')
    if (kindOf(signed) === null || kindOf(title) === 'government' || !areDifferent(title, signed)) return outcome([])
    // Of departments one body may bear two names: 城市管理局, 综合行政执法局.
    const severity = isTownship(kindOf(title)) && isTownship(kindOf(signed)) ? 'error' : 'warning'
    return outcome([{ severity, message: `标题写的机关是“${title}”，落款是“${signed}”。`, place: signature.place, expected: title, actual: signed }])
  },
})
