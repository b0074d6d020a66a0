import { BREAK, type Passage } from './passage.ts'
import { namedRespectively } from './respective.ts'
import { quantitiesOf, type Quantity } from './quantity.ts'
import type { Scope } from './scope.ts'

/**
 * - `count`: so many of something
 * - `share`: a part in per cent (占比)
 * - `rate`: another percentage (办结率)
 * - `change`: by how much or how many per cent more or fewer than before
 * - `previous`: the number of the year before, told for comparison
 */
type Role = 'count' | 'share' | 'rate' | 'change' | 'previous'

/** One quantity with the words about it. */
export interface Entry {
  readonly quantity: Quantity
  readonly role: Role
  /** What stands between the quantity before (or the passage's beginning) and this one; the last of it where that is long. */
  readonly gap: string
  /** The words before it in its own clause. */
  readonly label: string
  /** The words behind it in its own clause, up to the next quantity. */
  readonly tail: string
  /** How many brackets it stands in. */
  readonly depth: number
  /** Which sentence of the passage it stands in. */
  readonly sentence: number
  /** Where its clause begins in the passage. */
  readonly clause: number
  readonly scope: Scope
}

const MARKS = new Set('，；：。()！？\n')

function clauseStart(text: string, from: number, to: number): number {
  for (let at = to - 1; at >= from; at--) {
    // 各县(市、区)收到: the clause goes on before a bracket that holds no number.
    const open = text.charAt(at) === ')' && at < to - 1 ? text.lastIndexOf('(', at) : -1
    if (open > from) at = open
    else if (MARKS.has(text.charAt(at))) return at + 1
  }
  return from
}

/** 新收申请：5件, 不予公开(属于过程性信息)1件 — the mark only parts the words from their number. */
function wordsBefore(text: string, from: number, to: number): number {
  const mark = text.charAt(to - 1)
  if (mark === '：') return clauseStart(text, from, to - 1)
  const open = mark === ')' ? text.lastIndexOf('(', to - 1) : -1
  return open < from ? to : clauseStart(text, from, open)
}

function clauseEnd(text: string, from: number, to: number): number {
  for (let at = from; at < to; at++) if (MARKS.has(text.charAt(at)) || text.charAt(at) === '、') return at
  return to
}

const MORE_OR_LESS = /(?:增长|上升|增加|提升|提高|下降|减少|降低|增幅|降幅|增多|下滑|回落|增收|减收|多收|少收|净增|净减|多|少)(?:了|约|为|率为?|幅度?为?|到|达到?)?$/u
const COMPARED = /(?:同比|环比|[比较](?:上|去|前|同|往|一|20\d\d)|与[^，；。]{0,12}(?:相比|比较)|相比|同期)/u
const BEFORE = /(?:^(?:多于|少于|高于|低于|超过)(?:20\d\d|上|去)年度?(?:同期)?的?|(?:[比较]|相比|上年|去年|上一年|上年度)[^，；。]{0,14}|(?:上年|去年|上一年|上一?年度)(?:同期)?[^，；。]{0,4})$/u
/** 2022年为60件，减少15件 */
const BESIDE = /(?:20\d\d|上|去)年度?(?:同期)?(?:为|是|有|共)[\d.,]+[万亿]?[件条篇次人]次?，(?:增加|减少|上升|下降|多|少)了?$/u
/** 与2023年的20件相比 */
const OTHER_YEAR = /(?:20\d\d|上|去|上一|前)年度?[^，；。]{0,6}$/u
const CARRIED = /结转|结余|顺延|留存|转接|转结|转入|遗留/u
const SHARE = /(?:占|占比|比例|比重|份额)[^，；。]{0,8}$/u

/** What stands farther from its quantity than this does not tell what it is. */
const LONGEST = 80
/** How far back words of comparison reach. */
const REACH = 40

function roleOf(quantity: Quantity, label: string, tail: string, before: string, host: string, previous: Role | undefined): Role {
  const percent = /[%‰点]/u.test(quantity.unit)
  const isCompared = (): boolean => COMPARED.test(before.slice(-REACH)) || BESIDE.test(before.slice(-REACH)) || previous === 'previous' || previous === 'change'
  // 减少到33件 is what it came to, not by how many.
  if (MORE_OR_LESS.test(label) && (percent || (!/[到至]$/u.test(label) && isCompared()))) return 'change'
  if (percent) return SHARE.test(label) || (label === '' && (host === '' || before.endsWith('('))) ? 'share' : 'rate'
  // 同比增长28%(2023年为1200条)
  if (previous === 'change' && /^(?:20\d\d|上|去|上一)年度?(?:同期)?(?:为|是|的|共)?$/u.test(label)) return 'previous'
  if (/^(?:相比|比较|相较)/u.test(tail) && OTHER_YEAR.test(label)) return 'previous'
  if (!CARRIED.test(label) && (BEFORE.test(label) || (label === '' && BEFORE.test(host)))) return 'previous'
  return 'count'
}

/** 办理73件(2022年71件): a bracket that tells an older year's number is a comparison. */
const isComparedWith = (text: string, clause: number, label: string, scope: Scope, year: number | null): boolean =>
  text.charAt(clause - 1) === '(' && year !== null && scope.year !== null && scope.year < year && /^(?:20\d\d年度?|[上去]年度?)(?:同期|末|底)?(?:共|为|是|办理|公开|发布|收到|受理|答复)*$/u.test(label)

const JOINT = /(?:和|及|与|以及)$/u
const JOINED = /^[^\d，；。、]{1,20}(?:和|及|与|以及|、)$/u
const ENDS = new Set('。！？')

interface Reading {
  depth: number
  sentence: number
  /** The words before each open bracket. */
  readonly hosts: string[]
}

function advance(reading: Reading, text: string, from: number, to: number): void {
  for (let at = from; at < to; at++) {
    const mark = text.charAt(at)
    if (mark === '(') {
      reading.depth++
      reading.hosts.push(text.slice(clauseStart(text, Math.max(0, at - REACH), at), at))
    } else if (mark === ')' && reading.depth > 0) {
      reading.depth--
      reading.hosts.pop()
    } else if (ENDS.has(mark) || (mark === BREAK && ENDS.has(text.charAt(at - 1)))) {
      reading.sentence++
      // A bracket that never closes ends with its sentence.
      reading.depth = 0
      reading.hosts.length = 0
    }
  }
}

/** The quantities of a passage with the words about each, in order. */
export function entriesOf(passage: Passage, scopeAt: (at: number) => Scope, year: number | null): Entry[] {
  const { text } = passage
  const quantities = quantitiesOf(text)
  const reading: Reading = { depth: 0, sentence: 0, hosts: [] }
  const entries: Entry[] = []
  let from = 0
  quantities.forEach((quantity, index) => {
    advance(reading, text, from, quantity.start)
    const gap = text.slice(Math.max(from, quantity.start - 2 * LONGEST), quantity.start)
    let clause = clauseStart(text, from, quantity.start)
    if (clause === quantity.start) clause = wordsBefore(text, from, clause)
    while (clause < quantity.start && /[、和及与]/u.test(text.charAt(clause))) clause++
    // 41件新申请和2件上年结转申请: what stands between is the first one's.
    if (clause === from && index > 0 && JOINED.test(text.slice(Math.max(clause, quantity.start - LONGEST), quantity.start)) && (entries.at(-1)?.label ?? '') === '') clause = quantity.start
    const label = text.slice(Math.max(clause, quantity.start - LONGEST), quantity.start).replaceAll(/：$|\([^()]*\)(?!$)/gu, '')
    const next = quantities[index + 1]?.start ?? text.length
    const tail = text.slice(quantity.end, clauseEnd(text, quantity.end, Math.min(next, quantity.end + LONGEST))).replace(JOINT, '')
    const scope = scopeAt(quantity.start)
    const role = isComparedWith(text, clause, label, scope, year) ? 'previous' : roleOf(quantity, label, tail, text.slice(Math.max(0, quantity.start - REACH), quantity.start), reading.hosts.at(-1) ?? '', entries.at(-1)?.role)
    entries.push({ quantity, role, gap, label, tail, depth: reading.depth, sentence: reading.sentence, clause, scope })
    from = quantity.end
  })
  return namedRespectively(entries)
}
