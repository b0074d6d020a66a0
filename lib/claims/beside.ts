import { axisOf } from './axis.ts'
import type { Entry } from './entry.ts'
import type { List } from './list.ts'
import { sameKind } from './kinds.ts'
import { LONGEST, openerOf, STOP } from './opener.ts'

/** Channels in a sentence of their own behind a total: 公开信息60条。通过网站公开40条，通过公众号公开20条。 */
export function nextSentence(entries: readonly Entry[], at: number): List | null {
  const total = entries[at]
  const first = entries[at + 1]
  if (total === undefined || first === undefined || total.role !== 'count' || total.depth > 0 || first.depth > 0) return null
  if (first.sentence !== total.sentence + 1 || entries[at - 1]?.sentence === total.sentence) return null
  if (!/(?:公开|发布).*(?:信息|内容)/u.test(total.label) || axisOf(total) !== 'class' || openerOf(entries, at + 1) !== null) return null
  const parts: number[] = []
  for (let index = at + 1; index < at + LONGEST && entries[index]?.sentence === first.sentence; index++) {
    const entry = entries[index]
    if (entry?.role !== 'count' || entry.depth > 0 || axisOf(entry) !== 'channel' || entry.quantity.unit !== total.quantity.unit || STOP.test(entry.label)) return null
    if (!/公开|发布|推送|刊登/u.test(entry.label) || entry.quantity.low > total.quantity.high) return null
    parts.push(index)
  }
  return parts.length < 2 ? null : { totals: [[at]], parts, further: [], whole: false, kind: 'next' }
}

/** Both halves or all four quarters. */
export const coversYear = (labels: readonly string[]): boolean => {
  const has = (pattern: RegExp) => labels.some((label) => pattern.test(label))
  return labels.length === 2 ? has(/上半年/u) && has(/下半年/u) : labels.length === 4 && [/一季度/u, /二季度/u, /三季度/u, /四季度/u].every(has)
}

/** 网站20条，公众号30条，合计50条: the parts stand before. */
export function totalAfter(entries: readonly Entry[], at: number): List | null {
  const total = entries[at]
  if (total?.role !== 'count') return null
  const closed = /^(?:以上)?(?:[两二三四五六七八九十\d]{1,2}(?:项|者|类|种|个)?(?:渠道|平台|途径|方式)?)?(?:共计|合计|总计|总共|共)(?:公开|发布)?(?:各类)?(?:政府|政务)?(?:信息)?(?:为|：)?$/u.test(total.label)
  if (!closed && !/(?:总数|总量)(?:为|共|达)?$|^(?:20\d\d年)?(?:全年|年内|本年度?)(?:累计|共计|合计|总计|总共|共)(?:主动)?(?:公开|发布|收到|受理)[^，]*$/u.test(total.label)) return null
  if (openerOf(entries, at + 1) !== null) return null
  const parts: number[] = []
  for (let index = at - 1; index >= Math.max(0, at - LONGEST); index--) {
    const entry = entries[index]
    if (entry === undefined || entry.sentence !== total.sentence || entry.depth !== total.depth || entry.role !== 'count') break
    if (!(closed ? sameKind(entry.quantity.unit, total.quantity.unit) : entry.quantity.unit === total.quantity.unit) || /以来|历年|累计/u.test(entry.label)) break
    parts.unshift(index)
  }
  if (parts.length < 2) return null
  return { totals: [[at]], parts, further: [], whole: closed || coversYear(parts.map((index) => entries[index]?.label ?? '')), kind: 'after' }
}
