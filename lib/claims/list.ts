import type { Entry } from './entry.ts'
import { axisOf, type Axis } from './axis.ts'
import { coversYear, inOtherUnit, nextSentence, restOf, totalAfter } from './beside.ts'
import { mayDivide, sameKind } from './kinds.ts'
import { LONGEST, openerOf, OTHERS, REST, SENTENCE, STOP, type Opener } from './opener.ts'

/** A total and the parts that are told of it. */
export interface List {
  /** Indices of entries: what the parts may be parts of, the likeliest first. More than one where the words allow it. */
  readonly totals: readonly Total[]
  /** Parts for certain. */
  readonly parts: readonly number[]
  /** What follows and may be parts too. */
  readonly further: readonly number[]
  /** Whether the words say that the parts are all there is: 其余, 分别为, 除……其他. */
  readonly whole: boolean
  /** `after`: 合计 behind the parts; `next`: the channels in a sentence of their own. */
  readonly kind: 'among' | 'consists' | 'brackets' | 'except' | 'next' | 'after'
}

/** One entry, or several added up (新收 and 上年结转). */
export type Total = readonly number[]

/** Told of what is counted already: 其中58条同步在公示栏张贴. */
const AGAIN = /同步|同时|均在|均通过|也通过|重复/u

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
const AGAIN_BY = /^[；。，][按从][^，；。：]{1,10}[分看计][：，]?/u
const SUMMED = /^(?:以上)?(?:共计|合计|总计|总共)/u
const ANSWERED = /办结|答复|办理|回复|处理/u

/** 部门解读5件、媒体解读2件: parts told in the same words, whatever they name. */
function areAlike(a: string, b: string): boolean {
  const ending = a.slice(-2)
  return ending.length === 2 && b.length > 2 && b.endsWith(ending) && !/信息|公开|发布|推送|申请|文件|内容/u.test(ending)
}

/** 公文312件，其中主动公开105件、依申请公开88件、不予公开119件: how documents are marked. */
const areMarks = (a: string, b: string): boolean => [a, b].every((label) => /^(?:其中)?(?:主动|依申请|不予)公开$/u.test(label))

interface Run {
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

function runFrom(entries: readonly Entry[], start: number, total: number): Run {
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
  for (let index = start; index < Math.min(entries.length, start + LONGEST); index++) {
    const entry = entries[index]
    if (entry === undefined || entry.sentence !== first.sentence || entry.depth < first.depth) break
    if (entry.role !== 'count' || entry.depth > first.depth) continue
    if (index > start) {
      if (/；(?:[^；]*)其中|；[^；]*分别/u.test(entry.gap)) break
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

/** 位居前三，分别为…… tells some of them. */
const FOREMOST = /前[一二三四五六七八九十列位]|居前|较[多高]|最[多高]|排名/u

function isWhole(entries: readonly Entry[], start: number, run: Run, opener: Opener | 'next'): boolean {
  const all = [...run.parts, ...run.further].map((index) => entries[index])
  const parts = run.parts.map((index) => entries[index])
  if (opener === 'except') return all.some((entry) => /^(?:其余|其[他它]|剩余|余下)/u.test(entry?.label ?? ''))
  const last = parts.at(-1)
  if (parts.length < 2 || last === undefined || FOREMOST.test(entries[start]?.gap ?? '')) return false
  if (/分别(?!通过|在|由)|(?:分布|构成|组成)(?:情况)?(?:为|是|如下)[：，]?/u.test(entries[start]?.gap ?? '')) return true
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
    const whole = !run.blurred && isWhole(entries, start, run, opener)
    const list: List = { totals: readingsOf(entries, total, start, opener, owners), parts: run.parts, further: run.further, whole, kind: opener }
    add(list)
    add(inOtherUnit(entries, list))
  }
  return lists
}
