import { axisOf } from './axis.ts'
import type { Entry } from './entry.ts'

/** By which words a list is opened: 其中, 包括, a bracket, 除. */
export type Opener = 'among' | 'consists' | 'brackets' | 'except'

/** No list that a person wrote has more parts. */
export const LONGEST = 100

export const SENTENCE = /[。！？]/u
/** 在收到的12件申请中，自然人申请10件 */
const OF_THESE = /^(?:的)?(?:政府|政务)?(?:信息)?(?:依?申请)?(?:公开)?(?:的)?(?:申请|信息|留言|诉求|案件|文件|办件|事项|(?:行政)?(?:复议|诉讼)(?:案件)?)?(?<!其)[中里]，/u
/** ，具体为： and ，涉及领域如下： tell of the figure before. */
const AS_FOLLOWS = /，(?:具体|主要|分别|涉及|内容|类别|分类)[^，；。：]{0,10}：|[，；][按从][^，；。：]{1,10}[分看计]?：/u
/** ，从发布载体看，网站437条，: a second part has to follow. */
const SEEN_BY = /^[，；](?:(?:[按从]|按照)[^，；。：]{1,12}(?:[分看计]|划分|分类|统计|区分)|(?:申请)?(?:方式|渠道|途径|来源|主体|内容|类型)(?:方面|上))，[^，；。：]{0,20}$/u
/** ，主要途径是网站141条、 and ，覆盖机构设置(6条)、 */
const MADE_UP = /，(?:主要)?(?:途径|渠道|方式|形式|内容|类型|类别|来源)(?:主要)?(?:是|为|有)[^，；。]{0,16}$|，(?:覆盖|涉及|涵盖|囊括|涉)[^，；。]{0,16}\($|[，；](?:办理|处理|答复)?结果(?:分别)?(?:为|是|如下)[：，]?[^，；。]{0,12}$/u
/** 主要集中在土地征收(9份)、社会保障(6份)：one part alone may count something else. */
const MAINLY = /，[^，；。]{0,8}主要(?:集中[在于]|涉及|反映)[^，；。]{0,16}$/u
/** 为其中之一 opens nothing. */
const AMONG = /其中(?!之一|的?一[件个条份])/u
const CONSISTS = /(?:主要)?(?:包括|包含|涵盖|内有|内含|分别(?:为|是)?|依次(?:为|是)|各为|(?<![包内不共])含(?![量义有税糊]))[^，；。(]{0,8}$|(?:包括|包含|涵盖|内有|分别(?:为|是)?)(?=[^，；。]*$)/u
export const STOP = /另外?|此外|同时|除此之外|还有|并且|截至|合计|共计|总计|总共|累计/u
export const REST = /^(?:其余|剩余|余下|剩下)/u
export const OTHERS = /^(?:其中)?(?:其[他它])(?:各)?(?:类别?)?(?:的)?(?:综合|相关|业务|重点|日常|一般)?(?:政府|政务)?(?:信息|内容|方面|方式|渠道|途径|形式|事项|情况|栏目|动态|文件|材料|公文)?(?:类)?(?:信息)?(?:公开|发布)?$/u

/** 。按内容分，包括…… takes the total of the sentence before apart. */
const RESUMED = /^[^。]{0,40}。(?:(?:按|从)[^，。；]{1,14}(?:[分看计]|分类|：)|在[^，。；]{1,8}(?:类型|方式|渠道|结果|来源|构成)上?)[，：]?(?:其中|(?:主要)?(?:包括|分为|有|为|是))?[^，。；、]{0,16}$|^[^。]{0,8}。具体(?:情况|内容|构成)?(?:如下|为|是|包括)[：，](?:\([一1]\))?(?:[按从][^，。；]{1,10}[分看计]，)?[^，。；、]{0,16}$|^[^。]{0,8}。(?:具体|主要)?(?:包括|分别(?:为|是)|如下)[：，]?[^，。；、]{0,12}$/u

/** 建成文件库和法规库，分别收录3件和8件; ；微博、微信分别发布3条、8条: divided among subjects of their own, not from the figure before. */
const OWN_SUBJECTS = /(?:；[^；]{2,}|，[^，；]{2,}，)分别(?!为|是|通过|在|由|于|涉及|属于)[^，；。]*$/u

/** 2021年至2024年依次为31件、44件: of each year, no parts of this one's. */
const YEARS = /20\d\d年?[-~至到]20\d\d年?|近[两三四五]年/u
/** 部门108个(含所属单位共374个): the wider count, no part. */
const INCLUSIVE = /\(含[^，；。]*(?:共计?|合计|总计)$/u

export function openerOf(entries: readonly Entry[], at: number): Opener | null {
  const entry = entries[at]
  const before = entries[at - 1]
  if (entry === undefined || before === undefined) return null
  const { gap } = entry
  if (AMONG.test(gap)) return /[。！？][^]*[。！？][^]*[。！？]/u.test(gap) ? null : 'among'
  const crossed = SENTENCE.test(gap)
  if (OWN_SUBJECTS.test(gap) || (gap.includes('含') && INCLUSIVE.test(gap)) || (gap.includes('年') && YEARS.test(gap))) return null
  if (!crossed && /^除/u.test(entry.label) && entry.label.length < 4) return 'except'
  if (!crossed && entry.depth === before.depth + 1 && /^[^，；]{0,12}\($/u.test(gap.slice(0, gap.lastIndexOf('(') + 1))) return 'brackets'
  if (crossed && RESUMED.test(gap)) return 'consists'
  if (!crossed && OF_THESE.test(gap)) return 'among'
  if (!crossed && (isCleared(before, entry) || (/，(?:申请)?(?:内容|事项|领域|类型)?(?:主要)?涉及[^，；。(]{0,16}$/u.test(gap) && hasRest(entries, at)))) return 'consists'
  if (!crossed && (MAINLY.test(gap) || SEEN_BY.test(gap) || MADE_UP.test(gap) || isOutcomeOf(before, entry) || isSettled(before, entry, entries[at + 1]) || isAgainByChannel(entry) || isMarked(entry, entries[at + 1], entries[at + 2]) || isPassed(entry, entries[at + 1]) || isByHalves(entry, entries[at + 1]) || isToldBare(entries, at) || isSummedByChannel(before, entry, entries[at + 1])) && goesOn(entries, at)) return 'consists'
  return !crossed && (CONSISTS.test(gap.includes(')') ? gap.replaceAll(/\([^()]*\)/gu, '') : gap) || AS_FOLLOWS.test(gap) || /^[^，；、]{0,12}：/u.test(gap)) ? 'consists' : null
}

/** 收到申请5件，予以公开3件、不予公开2件: results of what stands right before them, without 其中. */
const isOutcomeOf = (total: Entry, entry: Entry): boolean =>
  entry.depth === total.depth && total.role === 'count' && axisOf(entry) === 'outcome' && axisOf(total) !== 'outcome' && /申请|受理|收到|办结|答复|复议|诉讼|案件|应诉/u.test(`${total.label}${total.tail}`)

/** 新收100件，其中个人96件，企业4件；通过平台提交71件、邮寄27件: applications divided once more. */
const isAgainByChannel = (entry: Entry): boolean => /^；(?:通过|以)[^，；。]*(?:提交|递交|提出|申请)(?:的)?$/u.test(entry.gap) && axisOf(entry) === 'channel'

/** 公文316份，主动公开的102份，依申请公开的131份，不予公开的83份. */
const isMarked = (first: Entry, second: Entry | undefined, third: Entry | undefined): boolean =>
  /(?:认定|确定|属性)为?[^，]{0,4}主动公开的?$/u.test(first.label) && /^依申请公开的?$/u.test(second?.label ?? '') && /^不予公开的?$/u.test(third?.label ?? '')

/** 抽检2150批次，合格2108批次，不合格42批次. */
const isPassed = (first: Entry, second: Entry | undefined): boolean => /^，/u.test(first.gap) && /^(?:其中)?合格$/u.test(first.label) && /^不合格$/u.test(second?.label ?? '')

/** 活动6次，上半年2次、下半年4次. */
const isByHalves = (first: Entry, second: Entry | undefined): boolean => /^，/u.test(first.gap) && /^上半年$/u.test(first.label) && /^下半年$/u.test(second?.label ?? '')

/** 累计发文1920条，甲镇412条、乙镇388条、其余乡镇1120条: a total, and parts behind it to the rest. */
const isToldBare = (entries: readonly Entry[], at: number): boolean =>
  /^，[^，；。]{0,20}$/u.test(entries[at]?.gap ?? '') && /^、/u.test(entries[at + 1]?.gap ?? '') && /共|累计|总|合计/u.test(entries[at - 1]?.label ?? '') && hasRest(entries, at)

/** 来电来访共1274人次，电话1015人次，来访259人次: what 共 has added up, channel by channel. */
const isSummedByChannel = (total: Entry | undefined, first: Entry, second: Entry | undefined): boolean =>
  /^，[^，；。]{0,10}$/u.test(first.gap) && /(?:共计?|合计|总计)$/u.test(total?.label ?? '') && axisOf(first) === 'channel' && second !== undefined && axisOf(second) === 'channel' && !/公开|发布/u.test(first.label)

/** 发现问题219处，已整改217处，2处正在整改: what is done and what is not yet. */
const isSettled = (total: Entry, done: Entry, left: Entry | undefined): boolean =>
  done.depth === total.depth && total.role === 'count' && /问题|留言|诉求|工单|来信|咨询|投诉|建议|提案/u.test(`${total.label}${total.tail}`) && /^(?:目前|现)?已?(?:全部|完成|督促)?(?:整改|办结|解决|回复|答复|处理)(?:完成|完毕|到位)?$/u.test(done.label) &&
  left !== undefined && /^(?:其余|剩余|余下|尚有|另有|还有|仍有|剩)?$/u.test(left.label) && /^(?:正在|正|尚|仍|未|持续|限期)/u.test(left.tail)

/** 清理规范性文件18件，继续有效12件，废止6件. */
const isCleared = (total: Entry, entry: Entry): boolean => /清理/u.test(`${total.label}${total.tail}`) && !/废止|失效|保留|有效/u.test(total.label) && /^(?:其中)?(?:拟)?(?:继续有效|保留|现行有效|废止|失效|修改)/u.test(entry.label)

/** Whether the figures from here on end with 其他: they are told whole then. */
function hasRest(entries: readonly Entry[], at: number): boolean {
  const { sentence, depth } = entries[at] ?? {}
  for (let index = at + 1; index < at + LONGEST; index++) {
    const entry = entries[index]
    if (entry === undefined || entry.sentence !== sentence || entry.depth !== depth || entry.gap.includes('；')) return false
    if (REST.test(entry.label) || OTHERS.test(entry.label)) return true
  }
  return false
}

/** Whether a second part of the same kind follows. */
function goesOn(entries: readonly Entry[], at: number): boolean {
  const first = entries[at]
  const next = entries[at + 1]
  return first !== undefined && next?.role === 'count' && next.sentence === first.sentence && next.depth === first.depth && next.quantity.unit === first.quantity.unit && axisOf(next) === axisOf(first)
}
