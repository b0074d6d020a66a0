import type { Place } from '../report/index.ts'
import { saidOfAllOf } from './all-of.ts'
import { axisOf } from './axis.ts'
import { entriesOf, type Entry } from './entry.ts'
import { listsOf, type List } from './list.ts'
import { negationsOf } from './negation.ts'
import type { Passage } from './passage.ts'
import { scopesOf, type Scope } from './scope.ts'
import { shareResults } from './shared-result.ts'
import { domainOf, stripped, subjectOf, type Domain, type Subject } from './subjects/index.ts'

/** One thing that the narrative says: so many of what, in which year, by whom. */
export interface Claim {
  readonly subject: Subject
  readonly value: number
  readonly low: number
  readonly high: number
  readonly exact: boolean
  readonly unit: string
  /** The smallest step that its digits tell. */
  readonly step: number
  readonly scope: Scope
  /** 未收到, 没有, 无: the number is a word. */
  readonly negation: boolean
  /** The clause, to quote it. */
  readonly place: Place
  /** Offset in the passage. */
  readonly at: number
  readonly sentence: number
  /** Index of the entry it was read from; -1 for negations. */
  readonly entry: number
}

const LEFT = /^(?:其余|其他|其它|剩余|余下|另有|还有|尚有|仍有|尚余|尚剩|另|有|余|剩|除|仅|的|截[至止]到?(?:目前|[本当]?年?度?[底末]))?$/u
const ONWARD = /^，(?:将|需|依法|按规定)*(?:结转|顺延|转)(?:至|到|入|在)?(?:下|次|明|20\d\d)[^，。；\d]*(?=[，。；)\n]|$)/u
/** How many figures back 上述 and 这 may point. */
const ECHO = 8
const REMAINDER = /^(?:其余|其他|其它|剩余|余下)$/u
const ALL = /(?:均|都|皆|各)(?:为|是)?(?:零|$)/u

/** The words that tell what an entry is: its label, or what follows where nothing stands before it. */
function wordsOf({ label, tail, quantity }: Entry, text: string, before: readonly Entry[]): string {
  if (LEFT.test(stripped(label))) {
    // 尚有1件未到期，结转下年办理
    const onward = ONWARD.exec(text.slice(quantity.end + tail.length, quantity.end + tail.length + 24))?.[0] ?? ''
    // 31件申请中公开及部分公开合计19件: what is said of some of them is not said of all.
    return `${tail.replace(/(?<=申请|案件)[中里].*$/u, '')}${onward}`
  }
  // 上述17件申请均已答复: as many as came in, unless so many of them were told apart before.
  if (/^(?:上述|以上|这)$/u.test(label)) return before.slice(-ECHO).some((entry) => entry.quantity.value === quantity.value) ? '' : /^(?:的)?(?:政府信息公开)?申请/u.exec(tail)?.[0] ?? tail
  const noun = domainOf(label) === null ? /^(?:的)?[^，]{0,6}(?:政府信息公开申请|申请|复议|诉讼|依申请公开|规范性文件)/u.exec(tail)?.[0] : undefined
  if (noun === undefined) return label
  // 对收到的13件申请逐件登记: what was done with them does not narrow what came in.
  return /^(?:在|对)?[^，]{0,6}(?:收到|受理|接收|登记)的$/u.test(label) && !/延期|征求|补正|转办|涉及|第三方/u.test(tail) ? `${label.replace(/^[在对]/u, '')}${noun}` : `${label}${tail}`
}

/** Figures of published items are none of decisions made: 公开信息28项，其中行政处罚12项. */
function settled(named: Domain | null, words: string, before: Domain | null): Domain | null {
  if (named === 'decisions' && /公开|公示|发布|公布|归集|上传|报送|推送|录入|信息/u.test(words)) return 'published'
  if (named === 'decisions' && before === 'published' && !/作出|做出|办理|实施|处理/u.test(words)) return 'published'
  return (named === 'normative' || named === 'regulations') && /公开|发布|公布/u.test(words) ? 'published' : named
}

const TOPIC = /(?:^|[。；\n)])(?<topic>[^，。；：、未没无]{0,20}(?:行政复议|行政诉讼|行政许可|行政处罚|行政强制|规范性文件))(?:工作|案件|管理)?(?:(?:方面|情况)[，：。]|：)[^。；]*$/u

/** 行政诉讼方面，新发案件5件: what the sentence says that it is about, where the clause has no noun of its own. */
function topicOf({ gap, label }: Entry): string {
  const topic = TOPIC.exec(gap)?.groups?.topic
  if (topic !== undefined) return topic
  // 没有出台新的规范性文件，清理后废止2件
  if (gap.includes('规范性文件') && /废止|有效|制定|制发/u.test(label) && /规范性文件[^。；\d]*$/u.test(gap.slice(0, gap.length - label.length))) return '规范性文件'
  const lead = gap.slice(0, Math.max(0, gap.length - label.length))
  return REQUEST_LEAD.test(lead) && HANDLED.test(label) && domainOf(lead) !== 'other' ? '依申请公开' : ''
}
const REQUEST_LEAD = /(?:^|[。；\n)])[^，。；：未没无]{0,10}(?:依申请公开|公开申请)(?:(?:工作|情况|方面)*[。：])?[^。；未没无]{0,60}[，：。]$/u
const HANDLED = /收到|受理|办理|办结|答复|登记|新收|接收/u

/** 部分公开7件，无法提供15件: nothing but applications ends so. */
const OUTCOMES = /部分公开|无法提供|不予处理/u
const MARKED = /公文|公开属性|文件属性/u

/** 受理212件，办结206件，结转下年度6件: only applications are carried from year to year. */
function inFlow(text: string, at: number): boolean {
  const end = text.indexOf('。', at)
  const sentence = text.slice(Math.max(text.lastIndexOf('。', at) + 1, at - FLOW), Math.min(end < 0 ? text.length : end, at + FLOW))
  return /(?:上年度?|上一年度?|20\d\d年度?)(?:结转|转入)|(?:结转|转入)(?:至|到)?(?:下|次|20)|申请人(?:均|都|全部)|年初(?:在办|未办结)/u.test(sentence) || (OUTCOMES.test(sentence) && !MARKED.test(sentence))
}
/** No such sentence reaches farther. */
const FLOW = 80

/** 办结130件，结转5件: what is carried behind what was done goes on to the next year. */
const isForwarded = (entries: readonly Entry[], at: number, words: string): boolean =>
  /^(?:另|共)?结转(?:继续)?(?:办理)?$/u.test(words) && entries[at - 1]?.sentence === entries[at]?.sentence && /办结|答复|办理|处理/u.test(entries[at - 1]?.label ?? '')

/** 答复18件，10件予以公开，其余8件依法答复: what is left of the outcomes is not all that was answered. */
function isRestOfOutcomes(entries: readonly Entry[], at: number): boolean {
  const rest = entries[at]
  const before = entries[at - 1]
  return rest !== undefined && REMAINDER.test(rest.label) && before?.sentence === rest.sentence && axisOf(before) === 'outcome'
}

interface Sentences {
  readonly domain: Domain | null
  readonly sentence: number
}

function claimOf(passage: Passage, entry: Entry, index: number, subject: Subject): Claim {
  const { quantity, scope } = entry
  const end = LEFT.test(stripped(entry.label)) ? quantity.end + entry.tail.length : quantity.end
  return {
    subject,
    value: quantity.value,
    low: quantity.low,
    high: quantity.high,
    exact: quantity.exact,
    unit: quantity.unit,
    step: quantity.step,
    scope,
    negation: false,
    place: passage.place(entry.clause, end),
    at: quantity.start,
    sentence: entry.sentence,
    entry: index,
  }
}

/** 行政复议、行政诉讼均为0件: the same number for each. */
function subjectsOfAll(entry: Entry, text: string, domain: Domain, year: number | null): Subject[] {
  const parts = text.slice(entry.clause, entry.quantity.start).replace(ALL, '').split(/[、和及与]|以及/u)
  const subjects = parts.map((part) => subjectOf(entry, part, domainOf(part) ?? domain, year))
  return subjects.every((subject) => subject !== null) ? subjects : []
}

/** A report on disclosure that counts both speaks of its own, unless the words are those of a body that decides them. */
const BOTH = /复议[^。]*(?:诉讼|应诉|起诉)|诉讼[^。]*复议/u
const OTHER_DISPUTES = /审理|受理|立案|法治|普法|信访|依法行政|全[省市县区州旗]|复议机关|法律顾问/u

export interface PassageClaims {
  readonly passage: Passage
  readonly entries: readonly Entry[]
  readonly claims: readonly Claim[]
  readonly lists: readonly List[]
}

export function claimsIn(passage: Passage, year: number | null): PassageClaims {
  const { text, section, aspect } = passage
  const home: Domain | null = section === 'requests' || aspect === 'onRequest' ? 'requests' : null
  const scopeAt = scopesOf(text, year)
  const entries = entriesOf(passage, scopeAt, year)
  const claims: Claim[] = []
  const firstMention = /信息公开|依申请|公开申请|政务公开/u.exec(text)?.index ?? Infinity
  const aboutDisclosure = (at: number): boolean => home !== null || section === 'disputes' || firstMention < at || (section === 'overview' && BOTH.test(text) && !OTHER_DISPUTES.test(text))
  let state: Sentences = { domain: home, sentence: 0 }
  entries.forEach((entry, index) => {
    if (entry.sentence > state.sentence + 1) state = { domain: home, sentence: entry.sentence }
    const own = wordsOf(entry, text, entries.slice(Math.max(0, index - ECHO), index))
    const words = isForwarded(entries, index, own) ? '结转下年' : domainOf(own) === null ? `${topicOf(entry)}${own}` : own
    const named = settled(domainOf(words), words, state.domain)
    const domain = named ?? state.domain ?? (inFlow(text, entry.quantity.start) ? 'requests' : null)
    state = { domain: named ?? (domain === 'decisions' ? null : domain), sentence: entry.sentence }
    if (entry.role !== 'count' || domain === null || isRestOfOutcomes(entries, index)) return
    if ((domain === 'review' || domain === 'litigation' || domain === 'disputes') && !aboutDisclosure(entry.quantity.end)) return
    const all = ALL.test(words) ? subjectsOfAll(entry, text, domain, year) : []
    const read = all.length > 0 ? all : [subjectOf(entry, words, domain, year)]
    for (const subject of read) if (subject !== null) claims.push(claimOf(passage, entry, index, subject))
  })
  const lists = listsOf(entries)
  const told = [...shareResults(claims, entries, text), ...saidOfAllOf(claims, entries, lists, text), ...denied(passage, scopeAt, year)]
  return { passage, entries, lists, claims: withRegions(told, entries, lists).toSorted((a, b) => a.at - b.at) }
}

const OWN_PART = /本级|(?:局|厅|委|办|院)机关/u

const BODIES = /(?:部门|单位|乡镇|街道|镇街|县区|区县|县级|市级|区级|省级|分局|[市县区省]局)(?:政府)?(?:共)?(?:收到|受理|办理)?$/u

/**
 * 我市收到2319件，其中市本级收到187件: the total is the region's. 全县214件，其中部门131件、乡镇57件: it may be or may not
 * be what the report's own table counts.
 */
function withRegions(claims: readonly Claim[], entries: readonly Entry[], lists: readonly List[]): Claim[] {
  const totalsOf = (words: RegExp) => new Set(lists.filter(({ parts }) => parts.some((part) => words.test(entries[part]?.label ?? ''))).flatMap((list) => list.totals.flat()))
  const [regional, gathered] = [totalsOf(OWN_PART), totalsOf(BODIES)]
  return claims.map((claim): Claim => {
    if (regional.has(claim.entry)) return { ...claim, scope: { ...claim.scope, body: 'whole' } }
    return gathered.has(claim.entry) && claim.scope.body === 'whole' ? { ...claim, scope: { ...claim.scope, body: 'others' } } : claim
  })
}

function denied(passage: Passage, scopeAt: (at: number) => Scope, year: number | null): Claim[] {
  return negationsOf(passage.text, year).flatMap(({ subjects, start, end }) =>
    subjects.map((subject): Claim => ({
      subject, value: 0, low: 0, high: 0, exact: true, unit: '', step: 1, scope: scopeAt(start), negation: true, place: passage.place(start, end), at: start, sentence: -1, entry: -1,
    })),
  )
}
