import { axisOf } from './axis.ts'
import type { Entry } from './entry.ts'
import { areComplements, coversYear, inOtherUnit, nextSentence, restOf, totalAfter } from './beside.ts'
import { mayDivide, sameKind } from './kinds.ts'
import { LONGEST, openerOf, OTHERS, REST, SENTENCE, type Opener } from './opener.ts'
import { runFrom, type Run } from './run.ts'

/** A total and the parts that are told of it. */
export interface List {
  /** Indices of entries: what the parts may be parts of, the likeliest first. More than one where the words allow it. */
  readonly totals: readonly Total[]
  /** Parts for certain. */
  readonly parts: readonly number[]
  /** What follows and may be parts too. */
  readonly further: readonly number[]
  /** Whether the words say that the parts are all there is: 其余, 分别为, 除……其他. `likely` where a clerk would mean so. */
  readonly whole: 'certain' | 'likely' | null
  /** `after`: 合计 behind the parts; `next`: the channels in a sentence of their own. */
  readonly kind: 'among' | 'consists' | 'brackets' | 'except' | 'next' | 'after'
}

/** One entry, or several added up (新收 and 上年结转). */
export type Total = readonly number[]

/** The nearest count before `at` that a list at that depth can be about: 发布信息389条，新增关注5210人。其中原创154条. */
function totalBefore(entries: readonly Entry[], at: number, opener: Opener): number | null {
  const first = entries[at]
  if (first === undefined) return null
  // 服务1200人次，咨询类900件: only where nothing is counted in things.
  let served: number | null = null
  for (let index = at - 1; index >= Math.max(0, at - LONGEST); index--) {
    const entry = entries[index]
    if (entry === undefined || entry.sentence < first.sentence - 2) return served
    const depth = opener === 'brackets' || first.depth > (entries[at - 1]?.depth ?? 0) ? entry.depth < first.depth : entry.depth <= first.depth
    if (entry.role !== 'count' || !depth || !mayDivide(first.quantity.unit, entry.quantity.unit)) continue
    if (entry.quantity.unit !== '人次' || first.quantity.unit === '人次') return index
    served ??= index
  }
  return served
}

/** Other readings of what a list divides: an earlier figure of the same unit in the sentence, or all of them together. */
function readingsOf(entries: readonly Entry[], total: number, start: number, opener: Opener, owners: ReadonlyMap<number, List>): readonly Total[] {
  const nearest: Total[] = [[total]]
  const entry = entries[total]
  const gap = entries[start]?.gap ?? ''
  const outer = owners.get(total)?.totals ?? []
  // 按内容分：……；按渠道分：…… divides the whole again.
  if (outer.length > 0 && AGAIN_BY.test(gap)) return outer
  if (opener === 'brackets' || entry === undefined || (opener === 'consists' && !ANEW.test(gap) && !SENTENCE.test(gap) && !DISPUTE.test(entry.label))) return nearest
  // 机构类信息20条，其中…… is about the part; ……5件；其中…… is about the whole again.
  if (outer.length > 0) return /^[；。]/u.test(gap) ? [...nearest, ...outer] : nearest
  const earlier: number[] = []
  for (let index = total - 1; index >= Math.max(0, total - LONGEST); index--) {
    const candidate = entries[index]
    if (candidate === undefined || candidate.sentence !== entry.sentence) break
    // 新收18件；上年结转2件。其中…… looks back on the whole sentence; within a sentence ； ends what a list can be of.
    if (!SENTENCE.test(gap) && (entries[index + 1]?.gap ?? '').includes('；')) break
    if (OF_WHOM.test(candidate.tail) && !OF_WHOM.test(entry.tail)) continue
    if (candidate.role !== 'count' || candidate.depth !== entry.depth || !sameKind(candidate.quantity.unit, entry.quantity.unit)) continue
    if (owners.get(index)?.parts.includes(index) === true) continue
    earlier.unshift(index)
  }
  // 已结9件，其中维持7件: results are of what is done, right before them.
  if (/^[，(：]/u.test(gap) && axisOf(entries[start]) === 'outcome' && /(?:办结|答复|审结|已结|结案)(?:了|共)?$/u.test(entry.label)) return nearest
  // 合计33件 has added them up already, and what was answered is not added to what came in.
  if (SUMMED.test(entry.label)) return nearest
  const { unit } = entry.quantity
  const addends = [...earlier, total].filter((index) => {
    const addend = entries[index]
    return addend?.quantity.unit === unit && !ANSWERED.test(addend.label)
  })
  return [...nearest, ...earlier.map((index): Total => [index]), ...(addends.length > 1 ? [addends] : [])]
}

/** 对37个单位开展检查，发现问题58个: how many were looked at is no number of what was found. */
const OF_WHOM = /^(?:单位|部门|乡镇|街道|镇|村|社区|栏目|网站|平台|账号|领域|科室|县|区)/u
/** ；予以公开17件 may divide the whole anew; what stands behind 复议 and 诉讼 may be of both. */
const ANEW = /^[^，]*；/u
const DISPUTE = /复议|诉讼/u
const AGAIN_BY = /^[；。，](?:[按从][^，；。：]{1,10}[分看计]|(?:申请)?(?:方式|渠道|途径|来源|主体|内容|类型)(?:方面|上))[：，]?/u
const SUM = /(?:共计|合计|总计)(?:为|约)?$/u
const SUMMED = /^(?:以上)?(?:共计|合计|总计|总共)/u
const ANSWERED = /办结|答复|办理|回复|处理/u

/** 位居前三，分别为…… tells some of them. */
const FOREMOST = /前[一二三四五六七八九十列位]|居前|较[多高]|最[多高]|排名/u

function wholeness(entries: readonly Entry[], start: number, run: Run, opener: Opener): List['whole'] {
  if (isWhole(entries, start, run, opener)) return 'certain'
  return isLikelyWhole(entries, start, run, opener) ? 'likely' : null
}

/** 不予公开4件(过程性信息2件、内部事务信息1件): a bracket of results or applicants; 发布4120条：微信1640条，……。 a colon and a list to the end. */
function isLikelyWhole(entries: readonly Entry[], start: number, { parts, further }: Run, opener: Opener): boolean {
  const first = entries[start]
  const next = entries[(parts.at(-1) ?? start) + 1]
  if (first === undefined || further.length > 0 || parts.length < 2) return false
  if (areComplements(parts.map((part) => entries[part]?.label ?? ''))) return true
  if (/其中|含|包括|主要|例如|比如|如：/u.test(first.gap)) return false
  if (opener === 'brackets' && SUM.test(entries[start - 1]?.label ?? '')) return true
  if (opener === 'brackets') return parts.every((part) => /^(?:outcome|applicant)$/u.test(axisOf(entries[part])))
  return opener === 'consists' && parts.length > 2 && /^[^，；。、]{0,4}：|^，按[^，；。：]{1,8}(?:[分看]|统计|划分|分类)，/u.test(first.gap) && (next === undefined || next.sentence > first.sentence)
}

function isWhole(entries: readonly Entry[], start: number, run: Run, opener: Opener): boolean {
  const all = [...run.parts, ...run.further].map((index) => entries[index])
  const parts = run.parts.map((index) => entries[index])
  if (opener === 'except') return all.some((entry) => /^(?:其余|其[他它]|剩余|余下)/u.test(entry?.label ?? ''))
  const last = parts.at(-1)
  if (parts.length < 2 || last === undefined || FOREMOST.test(entries[start]?.gap ?? '')) return false
  if (/(?:分别|依次为|各为)(?!通过|在|由)|(?:分布|构成|组成)(?:情况)?(?:为|是|如下)[：，]?/u.test(entries[start]?.gap ?? '')) return true
  if (REST.test(last.label) || OTHERS.test(last.label)) return true
  const labels = parts.map((entry) => entry?.label ?? '')
  const has = (pattern: RegExp) => labels.some((label) => pattern.test(label))
  if (coversYear(labels)) return true
  if (has(/自然人|公民/u) && has(/法人[和或及、者以]*其他组织/u) && parts.length === 2) return true
  return /^(?:组成|构成)/u.test(last.tail)
}

/** The lists of a passage. Nothing is judged here. */
export function listsOf(entries: readonly Entry[]): List[] {
  const lists: List[] = []
  const owners = new Map<number, List>()
  const add = (list: List | null): void => {
    if (list === null) return
    lists.push(list)
    for (const index of [...list.further, ...list.parts]) owners.set(index, list)
  }
  for (let start = 1; start < entries.length; start++) {
    add(nextSentence(entries, start - 1))
    add(totalAfter(entries, start))
    add(restOf(entries, start))
    const opener = openerOf(entries, start)
    const total = opener === null || entries[start]?.role !== 'count' ? null : totalBefore(entries, start, opener)
    if (opener === null || total === null) continue
    const run = runFrom(entries, start, total)
    if (run.parts.length === 0) continue
    const whole = run.blurred ? null : wholeness(entries, start, run, opener)
    const list: List = { totals: readingsOf(entries, total, start, opener, owners), parts: run.parts, further: run.further, whole, kind: opener }
    add(list)
    add(inOtherUnit(entries, list))
  }
  return lists
}
