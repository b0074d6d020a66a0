import { axisOf } from './axis.ts'
import type { Entry } from './entry.ts'
import type { List } from './list.ts'
import { sameKind } from './kinds.ts'
import { LONGEST, openerOf, STOP } from './opener.ts'

/** Channels behind a total, mostly in a sentence of their own: 公开信息60条。通过网站公开40条，通过公众号公开20条。 */
export function nextSentence(entries: readonly Entry[], at: number): List | null {
  const total = entries[at]
  const first = entries[at + 1]
  if (total === undefined || first === undefined || total.role !== 'count' || total.depth > 0 || first.depth > 0) return null
  const follows = first.sentence === total.sentence + 1 || (first.sentence === total.sentence && /^，通过[^，]*$/u.test(first.gap) && /共|累计|总/u.test(total.label))
  if (!follows || entries[at - 1]?.sentence === total.sentence) return null
  if (!/(?:公开|发布).*(?:信息|内容)/u.test(total.label) || axisOf(total) !== 'class' || openerOf(entries, at + 1) !== null) return null
  const parts: number[] = []
  for (let index = at + 1; index < at + LONGEST && entries[index]?.sentence === first.sentence; index++) {
    const entry = entries[index]
    if (entry?.role !== 'count' || entry.depth > 0 || axisOf(entry) !== 'channel' || entry.quantity.unit !== total.quantity.unit || STOP.test(entry.label)) return null
    if (!/公开|发布|推送|刊登|^通过/u.test(entry.label) || entry.quantity.low > total.quantity.high) return null
    parts.push(index)
  }
  return parts.length < 2 ? null : { totals: [[at]], parts, further: [], whole: null, kind: 'next' }
}

/** Both halves or all four quarters. */
export const coversYear = (labels: readonly string[]): boolean => {
  const has = (pattern: RegExp) => labels.some((label) => pattern.test(label))
  return labels.length === 2 ? has(/上半年/u) && has(/下半年/u) : labels.length === 4 && [/一季度/u, /二季度/u, /三季度/u, /四季度/u].every(has)
}

const COMPLEMENTS: readonly (readonly RegExp[])[] = [
  [/事前/u, /事中/u, /事后/u],
  [/主动公开/u, /依申请公开/u, /不予公开/u],
  [/线上/u, /线下/u],
  [/简易程序/u, /(?:一般|普通)程序/u],
]

/** Parts that by their names leave nothing else. */
export const areComplements = (labels: readonly string[]): boolean =>
  COMPLEMENTS.some((names) => names.length === labels.length && names.every((name) => labels.some((label) => name.test(label))))

/** 网站20条，公众号30条，合计50条: the parts stand before. */
export function totalAfter(entries: readonly Entry[], at: number): List | null {
  const total = entries[at]
  if (total?.role !== 'count') return null
  const closed = /^(?:以上)?(?:[两二三四五六七八九十\d]{1,2}(?:项|者|类|种|个|年)?(?:渠道|平台|途径|方式|(?:重点)?(?:领域)?(?:政府)?信息)?)?(?:共计|合计|总计|总共|共)(?:公开|发布)?(?:各类)?(?:政府|政务)?(?:信息)?(?:为|：)?$/u.test(total.label)
  if (!closed && !/(?:总数|总量)(?:为|共|达)?$|^(?:20\d\d年)?(?:全年|年内|本年度?)(?:累计|共计|合计|总计|总共|共)(?:主动)?(?:公开|发布|收到|受理)[^，]*$/u.test(total.label)) return null
  if (openerOf(entries, at + 1) !== null && !/^，(?:合计|共计|总计)$/u.test(total.gap)) return null
  const parts: number[] = []
  for (let index = at - 1; index >= Math.max(0, at - LONGEST); index--) {
    const entry = entries[index]
    if (entry === undefined || entry.sentence !== total.sentence || entry.depth !== total.depth || entry.role !== 'count') break
    if (!(closed ? sameKind(entry.quantity.unit, total.quantity.unit) : entry.quantity.unit === total.quantity.unit) || /以来|历年|(?<!全年|年内|本年度?|一年来)累计/u.test(entry.label)) break
    parts.unshift(index)
  }
  if (parts.length < 2) return null
  return { totals: [[at]], parts, further: [], whole: closed || coversYear(parts.map((index) => entries[index]?.label ?? '')) ? 'certain' : null, kind: 'after' }
}

/** 培训4次312人次，其中线上2次186人次、线下2次126人次: each part told in a second unit, of the total in that unit. */
export function inOtherUnit(entries: readonly Entry[], list: List): List | null {
  const [start = 0] = list.parts
  const seconds = list.parts.map((part) => part + 1)
  const [first] = seconds.map((second) => entries[second])
  if (first === undefined || list.parts.length < 2) return null
  const { unit } = first.quantity
  const isSecond = ({ role, quantity, label, gap }: Entry): boolean => role === 'count' && quantity.unit === unit && label === '' && /^[、，]?$/u.test(gap)
  const areSeconds = seconds.flatMap((second) => entries[second] ?? []).filter(isSecond).length === seconds.length
  if (!areSeconds || unit === '' || entries[start]?.quantity.unit === unit) return null
  const from = Math.max(0, start - LONGEST)
  const total = entries.slice(from, start).findLastIndex(({ role, quantity, depth, sentence }) => role === 'count' && quantity.unit === unit && depth === first.depth && sentence >= first.sentence - 1)
  return total < 0 ? null : { totals: [[from + total]], parts: seconds, further: [], whole: list.whole, kind: list.kind }
}

const HELD_BACK = /^(?:正在|正|尚|仍|未|均在|全部|依法延期|延期|按|将|因|结转|转)/u

/** 收到留言30件，已办结28件，其余2件正在办理: without a list before it, 其余 is what is left of the figure before. */
export function restOf(entries: readonly Entry[], at: number): List | null {
  const rest = entries[at]
  if (rest === undefined || !/^(?:其余|剩余|余下|剩下|余)$/u.test(rest.label) || !HELD_BACK.test(rest.tail)) return null
  const counted: number[] = []
  for (let index = at; index >= Math.max(0, at - 6) && entries[index]?.sentence === rest.sentence; index--) if (entries[index]?.role === 'count') counted.unshift(index)
  const [total, done] = counted
  const [whole, finished] = [entries[total ?? -1], entries[done ?? -1]]
  if (counted.length !== 3 || total === undefined || done === undefined || whole === undefined || finished === undefined) return null
  if (![whole, finished, rest].every(({ quantity, depth }) => quantity.exact && depth === rest.depth && sameKind(quantity.unit, rest.quantity.unit))) return null
  if (!/办结|答复|回复|处理|整改|解决|采纳/u.test(finished.label) || /[；。]/u.test(`${finished.gap}${rest.gap}`)) return null
  return { totals: [[total]], parts: [done, at], further: [], whole: 'certain', kind: 'after' }
}
