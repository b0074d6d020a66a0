import type { Subject } from './subjects/index.ts'

/** A clause that says there was none: 未收到政府信息公开申请, 未发生行政复议、行政诉讼. */
export interface Negation {
  readonly subjects: readonly Subject[]
  readonly start: number
  readonly end: number
}

const OPENING = /(?<![尚有并])(?:未曾|从未|均未|尚未|未|没有|没|无|零|不存在)(?:再|有)?(?:收到|接到|受理|接收|发生|出现|产生|涉及|存在|有|作出|做出|实施|采取|收取|征收|制定|制发|印发|出台|废止|办理|新制定|新收)?(?:过|到|任何|一[件起宗例])*/gu
const END = /[，；：。！？\n()]/u
/** No such clause is longer. */
const LONGEST = 120

const BY_WHOM = String.raw`(?:关于|有关|涉及|针对|因此|因|由此|由|由于|就|对|与|向)?(?:本(?:单位|机关|部门|局|镇|乡|街道|级)|我(?:局|镇|乡|县|市|区|街道|单位|委|办|厅|院)|本(?:年度?)|20\d\d年度?|全年|公民、?法人(?:[和或及、]|或者)*其他组织|(?:任何)?(?:单位|组织|公民)(?:[和或及、]|或者)+个人|(?:任何)?个人(?:[和或及、]|或者)*(?:单位|组织)|社会公众|群众|任何人|人)?(?:向(?:我|本)\p{Script=Han}{1,4}?)?(?:提出|提交|提起|递交)?(?:的)?`
const DISCLOSURE = String.raw`(?:政府信息公开|政务信息公开|政务公开|信息公开|政府信息依申请公开|依申请公开|政府信息)?(?:工作|事务|申请|事项|行为|答复|类)?`
const LED_TO = String.raw`(?:而|所)?(?:引发|引起|产生|导致|发生|被申请|申请|提起|提出|被提起|带来|造成)?(?:的)?`
const TAIL = String.raw`(?:案件|案|事项|事件|申请|件|情况|情形|问题|的)*(?:发生|出现|产生)?`

const DISPUTE = String.raw`(?:被?(?:申请|提起|提出)?(?:政府信息公开|信息公开|政务公开)?的?(?:行政复议|行政诉讼|行政应诉|复议|诉讼)(?:案件|案|事项|申请|情况|件)?)`
const DISPUTES = new RegExp(`^${BY_WHOM}${DISCLOSURE}${LED_TO}(${DISPUTE}(?:(?:[、和及与或]|以及|或者)+零?(?:因?${DISCLOSURE}${LED_TO})?${DISPUTE})*)(?:(?:[、和及与]|以及)(?:相关|有关)?(?:举报|投诉|信访)+)?${TAIL}$`, 'u')
const REQUESTS = new RegExp(`^${BY_WHOM}(?:(?:任何)?(?:形式|方式|渠道)的?)?(?:新的|新增|新收)?(?:书面)?(?:(?<=新的|新增|新收)申请|(?:政府信息|政务信息|信息)?(?:依申请公开|公开申请|公开的申请|申请公开|依申请)|政府信息公开申请|政务公开申请|(?:要求|请求|申请)公开(?:相关)?(?:政府|政务)?信息的(?:申请|要求))(?:政府信息|信息|公开|的|申请|件|事项|情况|案件|要求|有关|相关)*$`, 'u')
const CARRIED_IN = /^(?:上|去|往)(?:一)?年度?(?:的)?(?:结转|转接|遗留)(?:本年度?|至本年度?|办理)?(?:的)?(?:政府信息公开|依申请公开)?(?:申请|件|事项|情况|办理)*$|^结转(?:上|去)年度?(?:申请|件|事项)*$/u
const CARRIED_OUT = /^(?:结?转(?:接|入|至|到)*下(?:一)?年度?|下(?:一)?年度?结转)(?:继续)?(?:办理)?(?:的)?(?:政府信息公开|依申请公开)?(?:申请|件|事项|情况|情形|办理|的)*$/u
const DECISION_WORDS = String.raw`行政(?:许可|处罚|强制)(?:处理)?(?:决定|案件|措施|行为)?(?:情况|事项)?`
const DECISION = new RegExp(`^(?:任何)?${DECISION_WORDS}(?:(?:[、和及与或]|以及|或者)${DECISION_WORDS})*$`, 'u')
const FEE = /^行政事业性收费(?:费用|项目|情况|收入)*$/u
const NORMATIVE = /^(?:新)?(?:制定|制发|印发|出台)?(?:的)?(?:行政|政府)?规范性文件$/u

const DECISIONS: Readonly<Record<string, Subject>> = {
  许可: { domain: 'decisions', key: 'licensing', words: '行政许可处理决定' },
  处罚: { domain: 'decisions', key: 'penalties', words: '行政处罚处理决定' },
  强制: { domain: 'decisions', key: 'compulsion', words: '行政强制处理决定' },
}
const subject = (domain: Subject['domain'], key: string, words: string): Subject => ({ domain, key, words })

/** 结转至2025年 in the report of 2024 is 结转至下年. */
const relative = (object: string, year: number | null): string => (year === null ? object : object.replaceAll(String(year + 1), '下').replaceAll(String(year - 1), '上'))

const OUTCOME_WORDS = '(?:不予公开|无法提供|不予处理|部分公开)'
const OUTCOME = new RegExp(`^${OUTCOME_WORDS}(?:(?:[、和及与或]|以及|或者)+${OUTCOME_WORDS})*的?(?:情形|情况|申请|答复|件)*$`, 'u')
const OUTCOMES: Readonly<Record<string, Subject>> = {
  不予公开: { domain: 'requests', key: 'denied', words: '不予公开' },
  无法提供: { domain: 'requests', key: 'unavailable', words: '无法提供' },
  不予处理: { domain: 'requests', key: 'notProcessed', words: '不予处理' },
  部分公开: { domain: 'requests', key: 'partiallyGranted', words: '部分公开' },
}

function subjectsOf(opening: string, object: string): Subject[] {
  if (OUTCOME.test(object)) return Object.entries(OUTCOMES).flatMap(([words, outcome]) => (object.includes(words) ? [outcome] : []))
  const disputes = DISPUTES.exec(object)?.[1]
  if (disputes !== undefined) {
    return [
      ...(/复议/u.test(disputes) ? [subject('review', 'review', '行政复议')] : []),
      ...(/诉讼|应诉/u.test(disputes) ? [subject('litigation', 'litigation', '行政诉讼')] : []),
    ]
  }
  if (CARRIED_IN.test(object)) return [subject('requests', 'carriedOver', '上年结转')]
  if (CARRIED_OUT.test(object)) return [subject('requests', 'carriedForward', '结转下年度继续办理')]
  if (REQUESTS.test(object) && !/办理|制定|废止|零/u.test(opening)) return [subject('requests', 'newReceived', '新收政府信息公开申请')]
  if (opening === '零' && object === '申请') return [subject('requests', 'newReceived', '新收政府信息公开申请')]
  if (DECISION.test(object) && !/收到|收取/u.test(opening)) return Object.entries(DECISIONS).flatMap(([kind, decision]) => (object.includes(kind) ? [decision] : []))
  if (FEE.test(object)) return [subject('fees', 'fees', '行政事业性收费金额')]
  const verb = `${opening}${object}`
  if (NORMATIVE.test(object) && /制定|制发|印发|出台/u.test(verb)) return [subject('normative', 'normative.made', '制发行政规范性文件')]
  return NORMATIVE.test(object) && /废止/u.test(verb) ? [subject('normative', 'normative.repealed', '废止行政规范性文件')] : []
}

/**
 * The negations of a folded passage. A clause counts only if nothing narrows it: 未发生被撤销的复议 denies no 复议,
 * 未收到企业申请 no 申请. Where there was no 复议 at all there was none about disclosure either.
 */
export function negationsOf(text: string, year: number | null): Negation[] {
  const found: Negation[] = []
  let at = 0
  for (;;) {
    OPENING.lastIndex = at
    const opening = OPENING.exec(text)
    if (opening === null) return found
    const start = opening.index
    at = start + opening[0].length
    const rest = text.slice(at, at + LONGEST)
    const length = rest.search(END)
    const end = length < 0 ? at + rest.length : at + length
    if (length < 0 && end < text.length) continue
    // 上年无结转
    const lead = /(?:^|[，；：。(])(?<whose>(?:上|去)年度?)$/u.exec(text.slice(Math.max(0, start - 5), start))?.groups?.whose ?? ''
    const subjects = subjectsOf(opening[0], relative(`${lead}${text.slice(at, end)}`, year))
    // 印发规范性文件4件，没有废止
    if (end === at && opening[0].endsWith('废止') && /规范性文件[^。；]{0,20}$/u.test(text.slice(Math.max(0, start - 40), start))) subjects.push(subject('normative', 'normative.repealed', '废止行政规范性文件'))
    if (subjects.length === 0) continue
    found.push({ subjects, start, end })
    // 零复议、零诉讼 is read as one.
    at = end
  }
}
