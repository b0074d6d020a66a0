import type { Entry } from './entry.ts'
import { axisOf, type Axis } from './axis.ts'

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

const SENTENCE = /[。！？]/u
const AMONG = /其中/u
const CONSISTS = /(?:主要)?(?:包括|包含|涵盖|内有|内含|分别(?:为|是)?|(?<![包内不])含(?![量义有税糊]))[^，；。(]{0,8}$|(?:包括|包含|涵盖|内有|分别(?:为|是)?)(?=[^，；。]*$)/u
const STOP = /另外?|此外|同时|除此之外|还有|并且|截至|合计|共计|总计|总共|累计/u
const REST = /^(?:其余|剩余|余下|剩下)/u
const OTHERS = /^(?:其中)?(?:其[他它])(?:各)?(?:类别?)?(?:的)?(?:政府|政务)?(?:信息|内容|方面|方式|渠道|途径|形式|事项|情况|栏目|动态|文件|材料|公文)?(?:类)?(?:信息)?(?:公开|发布)?$/u

/** 。按内容分，包括…… takes the total of the sentence before apart. */
const RESUMED = /^[^。]{0,8}。(?:按|从)[^，。；]{1,14}[，：]?(?:其中|(?:主要)?(?:包括|分为|有|为|是))?[^，。；、]{0,12}$|^[^。]{0,8}。(?:具体|主要)?(?:包括|分别(?:为|是)|如下)[：，]?[^，。；、]{0,12}$/u
/** Told of what is counted already: 其中58条同步在公示栏张贴. */
const AGAIN = /同步|同时|均在|均通过|也通过|重复/u

/** No list that a person wrote has more parts. */
const LONGEST = 100

type Opener = 'among' | 'consists' | 'brackets' | 'except'

function openerOf(entries: readonly Entry[], at: number): Opener | null {
  const entry = entries[at]
  const before = entries[at - 1]
  if (entry === undefined || before === undefined) return null
  const { gap } = entry
  if (AMONG.test(gap)) return /[。！？][^]*[。！？][^]*[。！？]/u.test(gap) ? null : 'among'
  const crossed = SENTENCE.test(gap)
  if (!crossed && /^除/u.test(entry.label) && entry.label.length < 4) return 'except'
  if (!crossed && entry.depth === before.depth + 1 && /^[^，；]{0,12}\($/u.test(gap.slice(0, gap.lastIndexOf('(') + 1))) return 'brackets'
  if (crossed && RESUMED.test(gap)) return 'consists'
  return !crossed && (CONSISTS.test(gap) || /^[^，；、]{0,12}：/u.test(gap)) ? 'consists' : null
}

/** The nearest count before `at` that a list at that depth can be about. */
function totalBefore(entries: readonly Entry[], at: number, opener: Opener): number | null {
  const first = entries[at]
  if (first === undefined) return null
  for (let index = at - 1; index >= Math.max(0, at - LONGEST); index--) {
    const entry = entries[index]
    if (entry === undefined || entry.sentence < first.sentence - 2) return null
    const depth = opener === 'brackets' || first.depth > (entries[at - 1]?.depth ?? 0) ? entry.depth < first.depth : entry.depth <= first.depth
    if (entry.role === 'count' && depth) return index
  }
  return null
}

/** Other readings of what a list divides: an earlier figure of the same unit in the sentence, or all of them together. */
function readingsOf(entries: readonly Entry[], total: number, start: number, opener: Opener, owners: ReadonlyMap<number, List>): Total[] {
  const nearest: Total[] = [[total]]
  const entry = entries[total]
  if (opener === 'brackets' || entry === undefined || (opener === 'consists' && !SENTENCE.test(entries[start]?.gap ?? ''))) return nearest
  const outer = owners.get(total)?.totals ?? []
  // 机构类信息20条，其中…… is about the part; ……5件；其中…… is about the whole again.
  if (outer.length > 0) return /^[；。]/u.test(entries[start]?.gap ?? '') ? [...nearest, ...outer] : nearest
  const earlier: number[] = []
  for (let index = total - 1; index >= Math.max(0, total - LONGEST); index--) {
    const candidate = entries[index]
    if (candidate === undefined || candidate.sentence !== entry.sentence || (entries[index + 1]?.gap ?? '').includes('；')) break
    if (candidate.role !== 'count' || candidate.depth !== entry.depth || candidate.quantity.unit !== entry.quantity.unit) continue
    if (owners.get(index)?.parts.includes(index) === true) continue
    earlier.unshift(index)
  }
  return [...nearest, ...earlier.map((index): Total => [index]), ...(earlier.length > 0 ? [[...earlier, total]] : [])]
}

/** 部门解读5件、媒体解读2件: parts told in the same words, whatever they name. */
function areAlike(a: string, b: string): boolean {
  const ending = a.slice(-2)
  return ending.length === 2 && b.length > 2 && b.endsWith(ending) && !/信息|公开|发布|推送|申请|文件|内容/u.test(ending)
}

interface Run {
  readonly parts: number[]
  readonly further: number[]
  /** A list opened within this one goes on to its end: where this one goes on cannot be told. */
  readonly blurred: boolean
}

const VERB = /^(?:其中)?(?:召开|举办|开展|组织|接待|举行|回应|回复|答复|收到|受理|办理|制作|印发|审核|配发)/u

function joins(axis: Axis, first: Axis, total: Axis): boolean {
  if (axis === 'any' || first === 'any') return true
  if (axis === 'forward') return first === 'status' || first === 'forward' || (first === 'outcome' && total !== 'status')
  if (first === 'forward') return axis === 'status' || axis === 'outcome'
  return axis === first
}

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
      if (!joins(axisOf(entry), axis, totalAxis) && !areAlike(first.label, entry.label)) open = false
    }
    group++
    const odd = VERB.test(entry.label) && axis === 'class' && index > start
    if (open && !odd && !AGAIN.test(entry.label === '' ? entry.tail : entry.label) && (entry.quantity.unit === '' || sameKind(entry.quantity.unit, unit))) run.parts.push(index)
    else run.further.push(index)
  }
  return { ...run, blurred }
}

const THINGS = /^(?:件|条|项|份|宗|起|例|篇|则|期|个|部|封|次|件次|条次|篇次|批|批次|册|张|幅)?$/u
/** 份 and 件 count the same things; money, people and percentages do not. */
const sameKind = (a: string, b: string): boolean => a === b || (THINGS.test(a) && THINGS.test(b)) || (THINGS.test(a) && b === '人次')

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

function isWhole(entries: readonly Entry[], start: number, run: Run, opener: Opener | 'next'): boolean {
  const all = [...run.parts, ...run.further].map((index) => entries[index])
  const parts = run.parts.map((index) => entries[index])
  if (opener === 'except') return all.some((entry) => /^(?:其余|其[他它]|剩余|余下)/u.test(entry?.label ?? ''))
  const last = parts.at(-1)
  if (parts.length < 2 || last === undefined) return false
  if (/分别(?!通过|在|由)/u.test(entries[start]?.gap ?? '')) return true
  if (REST.test(last.label) || OTHERS.test(last.label)) return true
  const labels = parts.map((entry) => entry?.label ?? '')
  const has = (pattern: RegExp) => labels.some((label) => pattern.test(label))
  if (has(/上半年/u) && has(/下半年/u) && parts.length === 2) return true
  if (has(/自然人|公民/u) && has(/法人[和或及、者以]*其他组织/u) && parts.length === 2) return true
  return /^(?:组成|构成)/u.test(last.tail)
}

/** Channels in a sentence of their own behind a total: 公开信息60条。通过网站公开40条，通过公众号公开20条。 */
function nextSentence(entries: readonly Entry[], at: number): List | null {
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

/** 网站20条，公众号30条，合计50条: the parts stand before. */
function totalAfter(entries: readonly Entry[], at: number): List | null {
  const total = entries[at]
  if (total?.role !== 'count' || !/^(?:以上)?(?:共计|合计|总计|总共|共)(?:公开|发布)?(?:各类)?(?:政府|政务)?(?:信息)?(?:为|：)?$/u.test(total.label)) return null
  if (openerOf(entries, at + 1) !== null) return null
  const parts: number[] = []
  for (let index = at - 1; index >= Math.max(0, at - LONGEST); index--) {
    const entry = entries[index]
    if (entry === undefined || entry.sentence !== total.sentence || entry.depth !== total.depth || entry.role !== 'count') break
    if (entry.quantity.unit !== total.quantity.unit) break
    parts.unshift(index)
  }
  return parts.length < 2 ? null : { totals: [[at]], parts, further: [], whole: true, kind: 'after' }
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
    const opener = openerOf(entries, start)
    const total = opener === null || entries[start]?.role !== 'count' ? null : totalBefore(entries, start, opener)
    if (opener === null || total === null) continue
    const run = runFrom(entries, start, total)
    if (run.parts.length === 0) continue
    const whole = !run.blurred && isWhole(entries, start, run, opener)
    add({ totals: readingsOf(entries, total, start, opener, owners), parts: run.parts, further: run.further, whole, kind: opener })
  }
  return lists
}
