import { claimsOf, type Entry, type PassageClaims } from '../../claims/index.ts'
import { defineRule, outcome, type Fault } from '../define.ts'
import { ARTICLE_50 } from '../sources.ts'
import { sectionWords } from './words.ts'

/** How many figures back a compared one may stand. */
const REACH = 60
const FALL = /(?:下降|减少|降低|降幅|下滑|回落|少)/u
/** Words that say how much more or less, and nothing of what. */
const PLAIN = /同比|环比|分别|总体|大幅|略有?|明显|有所|上一?年度?|去年|前一?年|20\d\d年度?|同期|相比|比较|[较比与和同]|的|数量|总[数量]|数|量|增长率?|上升|增加|增幅|提升|提高|下降|减少|降低|降幅|增多|下滑|回落|[了约为多少达到]|幅度|率|[、，]/gu
const REQUEST = /申请|受理|收件|收到|办理/gu

/** Whether the comparison is about a figure of the same sentence and not about something named beside it (访问量). */
function isAbout(change: Entry, candidate: Entry): boolean {
  const rest = change.label.replace(PLAIN, '')
  return rest === '' || (rest.replace(REQUEST, '').replace(/政府信息公开|依申请公开|公开|件/gu, '') === '' && /申请|受理|收到/u.test(candidate.label))
}

/** 86.4万次 is rounded, though no farther than its digits tell; 80余件 leaves too much open. */
const isBounded = ({ exact, low, high, value }: Entry['quantity']): boolean => exact || (value > 0 && high - low <= value * 0.1)

/** The figures that a change may be of: in its own sentence, else in the one before. */
function candidatesOf(entries: readonly Entry[], at: number, change: Entry): Entry[] {
  const before = entries.slice(Math.max(0, at - REACH), at).filter(({ role, quantity }) => role === 'count' && isBounded(quantity))
  const sentence = before.filter((candidate) => candidate.sentence === change.sentence)
  // 公开信息3960条，增长10%；申请22件，下降12%: what ； sets apart is compared apart.
  const group = sentence.slice(Math.max(0, sentence.findLastIndex(({ gap }) => gap.includes('；'))))
  const same = group.some(({ label }) => label.includes('其中')) || change.gap.includes('；') ? sentence : group
  const near = same.length > 0 ? same : before.filter((candidate) => candidate.sentence === change.sentence - 1)
  return near.every((candidate) => isAbout(change, candidate)) ? near : near.filter((candidate) => isAbout(change, candidate))
}

/** The last place that a percentage states: 0.01 for 16.13, 1 for 40. It may be cut off instead of rounded. */
const placeOf = ({ quantity }: Entry): number => Math.min(1, quantity.step)

function percentFits(current: number, previous: number, change: Entry): boolean {
  if (previous <= 0) return false
  const actual = ((current - previous) / previous) * 100
  const told = FALL.test(change.label) ? -change.quantity.value : change.quantity.value
  return Math.abs(actual - told) <= placeOf(change) + 1e-9
}

/** Whether some whole number of the year before gives this percentage. */
function isPossible(current: number, change: Entry): boolean {
  const told = (FALL.test(change.label) ? -1 : 1) * change.quantity.value
  if (told <= -100) return current === 0 && told === -100
  const base = current / (1 + told / 100)
  const reach = Math.ceil(base * placeOf(change) * 0.02) + 1
  for (let previous = Math.max(1, Math.floor(base) - reach); previous <= Math.ceil(base) + reach; previous++) if (percentFits(current, previous, change)) return true
  return false
}

interface Comparison {
  readonly change: Entry
  readonly candidates: readonly Entry[]
  readonly previous: Entry | undefined
}

/** 由年初的8200人增至10250人: the number that it grew from. */
function grownFrom(before: readonly Entry[]): Entry | undefined {
  const [from, to] = before.slice(-2)
  return from !== undefined && to !== undefined && isBounded(from.quantity) && from.sentence === to.sentence && /(?:^|[^自])[由从]/u.test(from.label) && /^(?:增|升|降|减|提高|提升|上升|下降|扩大|增长|增加)[^，]{0,3}[至到为]/u.test(to.label) ? from : undefined
}

/** 同比增长28%(2023年为1200条) */
const toldBehind = (change: Entry, next: Entry | undefined): Entry | undefined =>
  next?.role === 'previous' && next.sentence === change.sentence && next.depth > change.depth && isBounded(next.quantity) ? next : undefined

const OF_YEAR_BEFORE = /^(?:20\d\d|上|去|上一)年度?(?:同期)?(?:的|为|是|共|有|收到|受理|办理|公开|发布)*$/u

/** 2023年收到申请45件，2022年为60件，减少15件: two years told side by side. */
function besides(before: readonly Entry[], change: Entry): Entry | undefined {
  const counts = before.filter(({ role, sentence }) => role === 'count' && sentence === change.sentence)
  const [current, previous] = counts.slice(-2)
  if (current === undefined || previous === undefined || counts.length !== 2 || current.scope.year === null || !OF_YEAR_BEFORE.test(previous.label)) return undefined
  return previous.scope.year === current.scope.year - 1 && previous.quantity.unit === current.quantity.unit && previous.quantity.exact ? previous : undefined
}

function comparisonsOf({ entries }: PassageClaims): Comparison[] {
  return entries.flatMap((change, at): Comparison[] => {
    if (change.role !== 'change' || !change.quantity.exact || change.quantity.unit.includes('点') || change.quantity.unit === '‰') return []
    // 粉丝数增至4.6万，增长15%: of a number that could not be read.
    if (/\d/u.test(change.gap.replaceAll(/20\d\d年?/gu, ''))) return []
    const candidates = candidatesOf(entries, at, change)
    const before = entries.slice(Math.max(0, at - REACH), at)
    const previous = toldBehind(change, entries[at + 1]) ?? before.findLast(({ role, sentence, quantity }) => role === 'previous' && sentence === change.sentence && isBounded(quantity)) ?? grownFrom(before) ?? besides(before, change)
    // An amount of money need not be whole: only the stated amount of the year before tells.
    const likely = candidates.filter((candidate) => candidate !== previous).filter(({ quantity }) => quantity.unit !== '元' || previous?.quantity.unit === '元')
    return likely.length === 0 ? [] : [{ change, candidates: likely, previous }]
  })
}

function fault({ passage }: PassageClaims, { change, candidates, previous }: Comparison, reason: string): Fault {
  const current = candidates.at(-1) ?? change
  return {
    message: `${sectionWords(passage)}的同比数字算不出来：${reason}。`,
    place: passage.place((previous ?? current).clause, change.quantity.end),
    actual: passage.text.slice(change.quantity.start, change.quantity.end),
    fix: '用本年数减去上年数、再除以上年数重新计算，并核对本年数和上年数。',
  }
}

function judge(passage: PassageClaims, comparison: Comparison): Fault[] {
  const { change, candidates, previous } = comparison
  const words = passage.passage.text.slice(change.quantity.start, change.quantity.end)
  const [first] = candidates
  const current = candidates.at(-1)?.quantity.value ?? 0
  const direction = FALL.test(change.label) ? '减少（下降）' : '增加（增长）'
  if (change.quantity.unit === '%') {
    if (previous !== undefined) {
      const old = previous.quantity.value
      if (candidates.some(({ quantity }) => mayBeNear(quantity, previous.quantity, change))) return []
      return [fault(passage, comparison, `本年${current}，上年${old}，应为${percent(current, old)}，不是${direction}${words}`)]
    }
    const told = stepBefore(passage.entries, change)
    if (told !== undefined && candidates.length === 1 && first?.quantity.exact === true) {
      const old = current - told
      return near(current, old, change) ? [] : [fault(passage, comparison, `本年${current}，上年${old}，应为${percent(current, old)}，不是${direction}${words}`)]
    }
    if (candidates.some(({ quantity }) => !quantity.exact || isPossible(quantity.value, change))) return []
    return [fault(passage, comparison, `本年是${first?.quantity.value ?? current}，没有哪个整数的上年数能得出${direction}${words}`)]
  }
  if (previous === undefined || previous.quantity.unit !== change.quantity.unit) return []
  const counted = candidates.filter(({ quantity }) => quantity.unit === change.quantity.unit)
  if (counted.length === 0 || ![previous, change].every(({ quantity }) => isBounded(quantity))) return []
  const step = FALL.test(change.label) ? { low: -change.quantity.high, high: -change.quantity.low } : change.quantity
  if (candidates.some(({ quantity }) => quantity.low <= previous.quantity.high + step.high && quantity.high >= previous.quantity.low + step.low)) return []
  return [fault(passage, comparison, `本年${current}，上年${previous.quantity.value}，相差${Math.abs(current - previous.quantity.value)}，不是${direction}${words}`)]
}

function percent(current: number, old: number): string {
  const actual = (((current - old) / old) * 100).toFixed(2)
  return `${Number(actual) < 0 ? '下降' : '增长'}${Math.abs(Number(actual))}%`
}

/** 比上年增加12件，增长25%: by how many, told right before by how many per cent. */
function stepBefore(entries: readonly Entry[], change: Entry): number | undefined {
  const step = entries[entries.indexOf(change) - 1]
  if (step?.role !== 'change' || step.sentence !== change.sentence || !step.quantity.exact || /[%‰点元]/u.test(step.quantity.unit)) return undefined
  return FALL.test(step.label) ? -step.quantity.value : step.quantity.value
}

/** 与2023年的18件持平, while this year's number is another. */
function unlevel(passage: PassageClaims): Fault[] {
  const { entries } = passage
  return entries.flatMap((previous, at): Fault[] => {
    const current = entries[at - 1]
    const named = previous.role === 'previous' || (previous.role === 'count' && /^(?:20\d\d|上|去|上一)年度?(?:同期)?的?$/u.test(previous.label))
    if (!named || !/^(?:相比)?持平/u.test(previous.tail)) return []
    if (current?.role !== 'count' || current.sentence !== previous.sentence || current.quantity.unit !== previous.quantity.unit) return []
    if (!current.quantity.exact || !previous.quantity.exact || current.quantity.value === previous.quantity.value) return []
    return [fault(passage, { change: previous, candidates: [current], previous: current }, `本年${current.quantity.value}，上年${previous.quantity.value}，不能说持平`)]
  })
}

/** Whether some numbers that round to the two told ones give the percentage. */
function mayBeNear(current: Entry['quantity'], previous: Entry['quantity'], change: Entry): boolean {
  if (previous.low <= 0) return true
  const told = (FALL.test(change.label) ? -1 : 1) * change.quantity.value
  const [lowest, highest] = [current.low / previous.high, current.high / previous.low].map((ratio) => (ratio - 1) * 100)
  return told >= (lowest ?? 0) - 1 && told <= (highest ?? 0) + 1
}

/** 9件，是上年3件的2倍. */
function wrongMultiples(passage: PassageClaims): Fault[] {
  const { entries } = passage
  return entries.flatMap((previous, at): Fault[] => {
    const current = entries[at - 1]
    if (previous.role !== 'previous' || !/是|为|达|相当于/u.test(previous.label) || current?.role !== 'count' || current.sentence !== previous.sentence) return []
    const times = /^的(\d+(?:\.\d+)?)倍/u.exec(passage.passage.text.slice(previous.quantity.end, previous.quantity.end + 12))?.[1]
    if (times === undefined || !current.quantity.exact || !previous.quantity.exact || current.quantity.unit !== previous.quantity.unit || previous.quantity.value <= 0) return []
    const ratio = current.quantity.value / previous.quantity.value
    if (Math.abs(ratio - Number(times)) <= (times.includes('.') ? 0.1 : 0.5)) return []
    return [fault(passage, { change: previous, candidates: [current], previous: current }, `本年${current.quantity.value}，上年${previous.quantity.value}，是${Number(ratio.toFixed(2))}倍，不是${times}倍`)]
  })
}

/** 42件，少于2023年的35件. */
function wrongOrder(passage: PassageClaims): Fault[] {
  const { entries } = passage
  return entries.flatMap((previous, at): Fault[] => {
    const current = entries[at - 1]
    const order = /^(?:多于|高于|超过)/u.test(previous.label) ? 1 : /^(?:少于|低于)/u.test(previous.label) ? -1 : 0
    if (order === 0 || previous.role !== 'previous' || current?.role !== 'count' || current.sentence !== previous.sentence || current.quantity.unit !== previous.quantity.unit) return []
    if (!current.quantity.exact || !previous.quantity.exact || (current.quantity.value - previous.quantity.value) * order > 0) return []
    return [fault(passage, { change: previous, candidates: [current], previous: current }, `本年${current.quantity.value}，上年${previous.quantity.value}，不能说${order > 0 ? '多于' : '少于'}`)]
  })
}

/** A stated year before leaves no doubt about the sign, and one point for rounding. */
function near(current: number, previous: number, change: Entry): boolean {
  if (previous === 0) return true
  const told = (FALL.test(change.label) ? -1 : 1) * change.quantity.value
  return Math.abs(((current - previous) / previous) * 100 - told) <= 1
}

export const yearOnYear = defineRule({
  id: 'narrative/year-on-year',
  title: '同比数字算不出来',
  severity: 'error',
  dimension: 'accuracy',
  source: ARTICLE_50,
  why: '件数是整数，同比百分比只能由本年、上年两个整数算出；算不出来，说明其中有数字写错。',
  fix: '用本年数减去上年数、再除以上年数重新计算，并核对本年数和上年数。',
  examples: {
    fail: [
      { edits: [['新收政府信息公开申请21件', '新收政府信息公开申请21件，同比增长37%']] },
      { edits: [['新收政府信息公开申请21件', '新收政府信息公开申请21件，比2023年（16件）下降31.25%']] },
      { edits: [['新收政府信息公开申请21件', '新收政府信息公开申请21件，较上年的16件增加6件']] },
    ],
    pass: [
      { edits: [['新收政府信息公开申请21件', '新收政府信息公开申请21件，同比增长31.3%']] },
      { edits: [['新收政府信息公开申请21件', '新收政府信息公开申请21件，较上年的16件增加5件，增长31.25%']] },
      { edits: [['新收政府信息公开申请21件', '新收政府信息公开申请21件，网站访问量同比增长37%']] },
    ],
  },
  check: (report) => outcome(claimsOf(report).passages.flatMap((passage) => [...comparisonsOf(passage).flatMap((comparison) => judge(passage, comparison)), ...unlevel(passage), ...wrongMultiples(passage), ...wrongOrder(passage)])),
})
