import { axisOf, type Axis } from './axis.ts'
import type { Entry } from './entry.ts'
import { sameKind } from './kinds.ts'
import { LONGEST, openerOf, STOP } from './opener.ts'

/** Told of what is counted already: 其中58条同步在公示栏张贴. */
const AGAIN = /同步|同时|均在|均通过|也通过|重复/u

/** 部门解读5件、媒体解读2件: parts told in the same words, whatever they name. */
function areAlike(a: string, b: string): boolean {
  const ending = a.slice(-2)
  return ending.length === 2 && b.length > 2 && b.endsWith(ending) && !/信息|公开|发布|推送|申请|文件|内容/u.test(ending)
}

/** 公文312件，其中主动公开105件、依申请公开88件、不予公开119件: how documents are marked. */
const areMarks = (a: string, b: string): boolean => [a, b].every((label) => /^(?:其中)?(?:主动|依申请|不予)公开$/u.test(label))

/** The figures behind an opener. */
export interface Run {
  readonly parts: number[]
  readonly further: number[]
  /** A list opened within this one goes on to its end: where this one goes on cannot be told. */
  readonly blurred: boolean
}

const VERB = /^(?:其中)?(?:召开|举办|开展|组织|接待|举行|回应|回复|答复|收到|受理|办理|制作|印发|审核|配发)/u

function joins(axis: Axis, first: Axis, total: Axis): boolean {
  if (axis === 'any' || first === 'any') return true
  // Reasons that the form has no words for stand among its outcomes.
  if (axis === 'class' && first === 'outcome') return true
  if (axis === 'forward') return first === 'status' || first === 'forward' || (first === 'outcome' && total !== 'status')
  if (first === 'forward') return axis === 'status' || axis === 'outcome'
  return axis === first
}

/** 分别为143条和221条: a number without words of its own goes on as the one before. */
const isBare = ({ label, tail, gap }: Entry): boolean => label === '' && tail.length < 2 && /^(?:、|和|及|与|以及)?$/u.test(gap)

/** 赠阅3000册、现场领取2200册: what 、 holds together is divided by one axis, where the words of one tell none. */
const isUncertain = ({ gap }: Entry, own: Axis, first: Axis): boolean => (own === 'class' || first === 'class') && /^、/u.test(gap) && own !== 'outcome' && own !== 'status' && own !== 'applicant'

/** 其余4个乡镇644条: how many hold the items. */
function isHolder(entries: readonly Entry[], at: number, unit: string): boolean {
  const next = entries[at + 1]
  return entries[at]?.quantity.unit === '个' && unit !== '个' && next?.quantity.unit === unit && !/[，；。、()]/u.test(next.gap)
}

/** What a list opened at `opened` and divided from `total` goes on to: its parts, and what may be more of them. */
export function runFrom(entries: readonly Entry[], opened: number, total: number): Run {
  const start = isHolder(entries, opened, entries[total]?.quantity.unit ?? '') ? opened + 1 : opened
  const first = entries[start]
  const run: Run = { parts: [], further: [], blurred: false }
  if (first === undefined) return run
  const unit = entries[total]?.quantity.unit ?? ''
  const totalAxis = axisOf(entries[total])
  const axis = axisOf(first)
  let blurred = false
  let open = true
  let group = 0
  let before = axis
  const isDone = /办结|办理完|答复/u.test(entries[total]?.label ?? '') && !/收到|受理|接收|新收|应/u.test(entries[total]?.label ?? '')
  for (let index = start; index < Math.min(entries.length, start + LONGEST); index++) {
    const entry = entries[index]
    if (entry === undefined || entry.sentence !== first.sentence || entry.depth < first.depth) break
    if (entry.role !== 'count' || entry.depth > first.depth || isHolder(entries, index, unit)) continue
    if (index > start) {
      if (/；(?:[^；]*)其中|；[^；]*分别|；[^；]*(?:全[省市县区州旗]|全系统|全年|年内|本年度)/u.test(entry.gap)) break
      if (openerOf(entries, index) !== null) {
        const inner = innerOf(entries, index)
        if (inner.blurred) {
          blurred = true
          open = false
        }
        index = inner.last
        continue
      }
      if (entry.gap.includes('；')) {
        if (group > 1) open = false
        group = 0
      }
      if (STOP.test(entry.gap)) open = false
      const own = isBare(entry) ? before : axisOf(entry)
      before = own
      // What is not done is no part of what is.
      if (isDone && own === 'forward') open = false
      if (!joins(own, axis, totalAxis) && !isUncertain(entry, own, axis) && !areAlike(first.label, entry.label) && !areMarks(first.label, entry.label)) open = false
    }
    group++
    const odd = VERB.test(entry.label) && axis === 'class' && index > start
    if (open && !odd && !AGAIN.test(entry.label === '' ? entry.tail : entry.label) && (entry.quantity.unit === '' || sameKind(entry.quantity.unit, unit))) run.parts.push(index)
    else run.further.push(index)
  }
  return { ...run, blurred }
}

/** The list opened at `start` within another: it ends at ；, or where its parts have reached their total. */
function innerOf(entries: readonly Entry[], start: number): { last: number; blurred: boolean } {
  const first = entries[start]
  const total = entries[start - 1]?.quantity.value ?? 0
  let sum = 0
  let last = start
  for (let index = start; index < Math.min(entries.length, start + LONGEST); index++) {
    const entry = entries[index]
    if (first === undefined || entry === undefined || entry.sentence !== first.sentence || entry.depth < first.depth) return { last, blurred: index - start > 1 }
    if (index > start && entry.gap.includes('；')) return { last, blurred: false }
    if (entry.role === 'count' && entry.depth === first.depth) sum += entry.quantity.value
    last = index
    if (sum === total) return { last, blurred: false }
  }
  return { last, blurred: true }
}
