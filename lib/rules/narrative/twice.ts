import { claimsOf, type Entry, type PassageClaims } from '../../claims/index.ts'
import type { Report } from '../../report/index.ts'
import { defineRule, outcome, type Fault } from '../define.ts'
import { ARTICLE_50 } from '../sources.ts'
import { lookUp, factOf } from './facts.ts'
import { sectionWords } from './words.ts'

/** Says nothing of which items are counted. */
const EMPTY = /20\d\d年度?|其中|全年|本年度?|今年|年内|当年|年度|我[局镇乡县市区省州旗委厅办院处会]|我(?:街道|单位|机关|部门)|本(?:机关|单位|部门|街道|局|镇|乡|委|办|厅)|共计|总计|合计|累计|总共|一共|共|主动|及时|新增|政府信息|政务信息|信息|各类|各项|各种|有关|相关|条数|数量|数|量|通过|利用|依托|借助|运用|采用|在|于|上|中|的|了|为|达到?|约|和/gu
const VERB = /公开|发布|公布|推送|刊发|发表|更新/gu
const CHANNEL = /网站|门户|官网|公众号|微信|微博|抖音|头条|客户端|公示栏|公开栏|显示屏|平台|视频号|专栏|栏目/u
/** Narrows what is counted to some of it. */
const NARROWED = /原创|转载|回复|阅读|关注|点击|访问|条例|第[一二三四]|季度|上半年|下半年|月/u

/** 青石镇主动公开政府信息, 全镇主动公开政府信息: the town itself. */
const TOWN = /^(?:20\d\d年度?，?)?(?<name>(?:全|\p{Script=Han}{2,4})(?:镇|乡|街道))(?:办事处|人民政府)?/u

/** What a figure counts, in as few words as two tellings of it share; null where it is not told for certain. */
function keyOf(entry: Entry, towns: ReadonlySet<string>): string | null {
  const { role, scope, quantity } = entry
  const named = towns.size > 1 ? entry.label : entry.label.replace(TOWN, '')
  // 主动公开的2015条信息均经过审查
  const label = /主动公开的$/u.test(named) ? `${named.slice(0, -1)}${/^(?:政府)?信息(?!中)/u.exec(entry.tail)?.[0] ?? ''}` : named
  if (role !== 'count' || scope.span !== 'year' || scope.body !== 'own' || NARROWED.test(label) || quantity.unit === '元') return null
  if (!VERB.test(label) && !/信息/u.test(label)) return null
  VERB.lastIndex = 0
  if (/^.{0,20}主动公开(?:政府|各类政府)?信息(?:共计?|总数|数|为)?$/u.test(label) && label.replace(EMPTY, '').replace(VERB, '') === '') return `total ${quantity.unit}`
  const rest = label.replace(EMPTY, '').replace(VERB, '').replaceAll(/[“”‘’"、]/gu, '')
  return CHANNEL.test(rest) && rest.length >= 3 ? `${rest} ${quantity.unit}` : null
}

interface Told {
  readonly entry: Entry
  readonly passage: PassageClaims
}

/** Figures of published items that are told more than once. Parts of a narrower total count something narrower. */
function published(report: Report): Map<string, Told[]> {
  const told = new Map<string, Told[]>()
  const { passages } = claimsOf(report)
  const towns = new Set(passages.flatMap(({ entries }) => entries.flatMap(({ label }) => TOWN.exec(label)?.groups?.name ?? [])).filter((name) => !/^[全我本各]/u.test(name)))
  for (const passage of passages) {
    passage.entries.forEach((entry, index) => {
      const key = keyOf(entry, towns)
      if (key === null || (report.year !== null && entry.scope.year !== report.year)) return
      const totals = passage.lists.filter(({ parts, further }) => parts.includes(index) || further.includes(index)).flatMap((list) => list.totals.flat())
      if (totals.some((total) => !/(?:公开|发布).*信息/u.test(passage.entries[total]?.label ?? ''))) return
      told.set(key, [...(told.get(key) ?? []), { entry, passage }])
    })
  }
  return told
}

function fault(first: Told, second: Told): Fault {
  const words = ({ entry, passage }: Told) => passage.passage.text.slice(entry.quantity.start, entry.quantity.end)
  return {
    message: `${sectionWords(second.passage.passage)}写“${quote(second)}”，前面写的是“${quote(first)}”，同一件事两处数字不一样。`,
    place: second.passage.passage.place(second.entry.clause, second.entry.quantity.end),
    expected: words(first),
    actual: words(second),
    fix: '按台账核对，改正写错的一处；两处统计的不是同一件事的，写明各是什么。',
  }
}

const quote = ({ entry, passage }: Told): string => passage.passage.text.slice(entry.clause, entry.quantity.end).replaceAll('“', '‘').replaceAll('”', '’')

const differ = (a: Entry, b: Entry): boolean => a.quantity.high < b.quantity.low || b.quantity.high < a.quantity.low

function twicePublished(report: Report): Fault[] {
  return [...published(report).values()].flatMap((all) => {
    const [first, ...later] = all
    return first === undefined ? [] : later.filter(({ entry }) => differ(first.entry, entry)).slice(0, 1).map((second) => fault(first, second))
  })
}

const COUNTED = new Set(['newReceived', 'processed', 'carriedOver', 'carriedForward', 'review', 'litigation', 'normative.made', 'normative.repealed', 'normative.inForce', 'licensing', 'penalties', 'compulsion'])

/** Claims that the tables tell too are judged by them; only where they do not, one telling is held against the other. */
function twiceClaimed(report: Report): Fault[] {
  const told = new Map<string, Told[]>()
  for (const passage of claimsOf(report).passages) {
    for (const claim of passage.claims) {
      const entry = passage.entries[claim.entry]
      if (entry === undefined || !COUNTED.has(claim.subject.key) || claim.scope.span !== 'year' || claim.scope.body !== 'own' || claim.scope.year !== report.year) continue
      const fact = factOf(report, claim.subject.key)
      if (fact !== null && lookUp(report, fact).ok) continue
      told.set(claim.subject.key, [...(told.get(claim.subject.key) ?? []), { entry, passage }])
    }
  }
  return [...told.values()].flatMap((all) => {
    const [first, ...later] = all
    return first === undefined ? [] : later.filter(({ entry }) => differ(first.entry, entry)).slice(0, 1).map((second) => fault(first, second))
  })
}

export const twice = defineRule({
  id: 'narrative/told-twice',
  title: '同一个数前后不一',
  severity: 'warning',
  dimension: 'consistency',
  source: ARTICLE_50,
  why: '同一渠道、同一事项的数量在报告里出现两次，应当是同一个数，否则读者不知道信哪一个。',
  fix: '按台账核对，改正写错的一处；两处统计的不是同一件事的，写明各是什么。',
  examples: {
    fail: [
      { edits: [['维护县政府门户网站的水务专栏', '维护水务专栏，全年通过县政府门户网站公开政府信息68条']] },
      { edits: [['新任经办人员对答复时限不熟悉', '新任经办人员对答复时限不熟悉，全年主动公开信息120条'], ['2024年，我局通过县政府门户网站公开政府信息86条', '2024年，我局主动公开信息86条']] },
    ],
    pass: [
      { edits: [['维护县政府门户网站的水务专栏', '维护水务专栏，全年通过县政府门户网站公开政府信息80余条']] },
      { edits: [['维护县政府门户网站的水务专栏', '维护水务专栏，全年通过县政府门户网站公开水质信息52条']] },
    ],
  },
  check: (report) => outcome([...twicePublished(report), ...twiceClaimed(report)]),
})
