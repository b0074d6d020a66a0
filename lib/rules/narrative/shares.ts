import { claimsOf, type Entry, type PassageClaims } from '../../claims/index.ts'
import { defineRule, outcome, type Fault } from '../define.ts'
import { ARTICLE_50 } from '../sources.ts'
import { sectionWords } from './words.ts'

/** How many figures back the total of a share may stand. */
const REACH = 100
/** Shares are bent so that they add up to 100. */
const SLACK = 1
/** 占比, 占总数的: of the total at hand. 占全市的 is of another. */
const OF_TOTAL = /^(?:约)?(?:分别)?(?:占比?|比例|比重|所占比例|占(?:总|全部|申请|公开|信息|发布|收到)*(?:总?[数量]|申请|信息|比例|比)*的?)(?:约|为|达到?|是)*$/u

/** The counts that a share may be of: in the same sentence or the two before it, not smaller than the part. */
function wholesOf(entries: readonly Entry[], at: number, part: Entry): Entry[] {
  return entries.slice(Math.max(0, at - REACH), at).filter((entry) => entry.role === 'count' && entry !== part && entry.sentence >= part.sentence - 2 && entry.quantity.high >= part.quantity.low && entry.quantity.high > 0)
}

function isTrue(share: Entry, part: Entry, whole: Entry): boolean {
  const high = (100 * part.quantity.high) / Math.max(whole.quantity.low, part.quantity.low, 1)
  const low = (100 * part.quantity.low) / Math.max(whole.quantity.high, 1)
  return share.quantity.value >= low - SLACK && share.quantity.value <= high + SLACK
}

/** 网站501条、公众号142条，分别占77.9%、22.1%: as many counts before as shares behind. */
function partOf(entries: readonly Entry[], at: number): Entry | undefined {
  let first = at
  while (first > 0 && entries[first]?.role === 'share' && !/分别/u.test(entries[first]?.label ?? '') && entries[first - 1]?.role === 'share') first--
  if (!/分别/u.test(entries[first]?.label ?? '')) return entries[at - 1]
  let last = at
  while (entries[last + 1]?.role === 'share' && entries[last + 1]?.label === '') last++
  const part = entries[at - (last - first + 1)]
  return part?.sentence === entries[at]?.sentence ? part : undefined
}

/** 574条，占信息总量(2296条)的25%: what it is a share of stands in brackets. */
function wholeInBrackets(entries: readonly Entry[], at: number): { part: Entry; whole: Entry } | null {
  const [part, whole, share] = [entries[at - 2], entries[at - 1], entries[at]]
  if (part?.role !== 'count' || whole?.role !== 'count' || share?.quantity.unit !== '%') return null
  if (whole.quantity.high < part.quantity.low) return null
  if (/^，(?:约)?占[^，；。(]{0,14}$/u.test(whole.gap) && /^的(?:约)?$/u.test(share.gap)) return { part, whole }
  return /^，(?:约)?占[^，；。]{0,14}\($/u.test(whole.gap) && /^\)的?(?:比例|比重)?(?:约|为|达)?$/u.test(share.gap) ? { part, whole } : null
}

/** 文件41件，占总数的68.3%；7件，占11.7%；12件，占20%: of a whole that is not told, which all the parts make up. */
function isOfAllParts(entries: readonly Entry[], share: Entry, part: Entry): boolean {
  const parts = entries.filter(({ sentence, role }, at) => sentence === share.sentence && role === 'count' && entries[at + 1]?.role === 'share')
  const sum = parts.reduce((total, { quantity }) => total + quantity.value, 0)
  return parts.length > 1 && sum > 0 && Math.abs((100 * part.quantity.value) / sum - share.quantity.value) <= SLACK
}

function wrongShares({ entries, passage }: PassageClaims): Fault[] {
  return entries.flatMap((share, at): Fault[] => {
    const told = wholeInBrackets(entries, at)
    const part = told?.part ?? partOf(entries, at)
    if ((share.role !== 'share' && told === null) || part?.role !== 'count' || /[；。\n]/u.test(share.gap) || !share.quantity.exact) return []
    if (told === null && !(share.label === '' ? /^\($/u.test(share.gap) || part !== entries[at - 1] : OF_TOTAL.test(share.label))) return []
    const wholes = told === null ? wholesOf(entries, at, part) : [told.whole]
    const [nearest] = wholes
    if (nearest === undefined || wholes.some((whole) => isTrue(share, part, whole)) || isOfAllParts(entries, share, part)) return []
    const right = ((100 * part.quantity.value) / nearest.quantity.value).toFixed(1)
    const words = (entry: Entry) => passage.text.slice(entry.quantity.start, entry.quantity.end)
    return [
      {
        message: `${sectionWords(passage)}写${words(part)}占${words(share)}，而总数${words(nearest)}的${words(share)}不是${part.quantity.value}：${part.quantity.value}÷${nearest.quantity.value}约为${right}%。`,
        place: passage.place(part.clause, share.quantity.end),
        expected: `${right}%`,
        actual: words(share),
        fix: `按台账重新计算：百分比写错的，改为${right}%；数量写错的，改正数量。`,
      },
    ]
  })
}

export const shares = defineRule({
  id: 'narrative/share',
  title: '占比与数量不符',
  severity: 'warning',
  dimension: 'consistency',
  source: ARTICLE_50,
  why: '占比是分项除以总数得来的，误差超过一个百分点就不是四舍五入，而是数量或者百分比写错了。',
  fix: '用分项除以总数重新计算占比，并核对数量。',
  examples: {
    fail: [{ edits: [['水质监测公告52条、', '水质监测公告52条，占比16.5%；']] }, { edits: [['水质监测公告52条、', '水质监测公告52条（70%）、']] }],
    pass: [{ edits: [['水质监测公告52条、', '水质监测公告52条，占比60%；']] }, { edits: [['水质监测公告52条、', '水质监测公告52条，占全市水质公告的12%；']] }],
  },
  check: (report) => outcome(claimsOf(report).passages.flatMap(wrongShares)),
})

function push(sentences: Map<number, Entry[]>, entry: Entry): void {
  const known = sentences.get(entry.sentence)
  if (known === undefined) sentences.set(entry.sentence, [entry])
  else known.push(entry)
}

function overfull({ entries, passage }: PassageClaims): Fault[] {
  const sentences = new Map<number, Entry[]>()
  for (const entry of entries) if (entry.role === 'share' && /占(?:比|总[数量]的?)?(?:约|为|达)?$/u.test(entry.label)) push(sentences, entry)
  return [...sentences.values()].flatMap((all): Fault[] => {
    const [first] = all
    const last = all.at(-1)
    const sum = Number(all.reduce((total, { quantity }) => total + quantity.low, 0).toFixed(2))
    // Two divisions of one total make 200.
    if (first === undefined || last === undefined || all.length < 2 || sum <= 100 + SLACK || Math.abs(sum - 200) <= 2 * SLACK || reaches(all)) return []
    return [
      {
        message: `${sectionWords(passage)}各项占比合计${sum}%，超过了100%。`,
        place: passage.place(first.clause, last.quantity.end),
        expected: '100%',
        actual: `${sum}%`,
      },
    ]
  })
}

/** Whether the shares make 100 before the last of them: what follows divides something else. */
function reaches(all: readonly Entry[]): boolean {
  let sum = 0
  return all.slice(0, -1).some(({ quantity }) => Math.abs((sum += quantity.value) - 100) <= SLACK)
}

export const shareSum = defineRule({
  id: 'narrative/share-sum',
  title: '各项占比之和超过百分之百',
  severity: 'warning',
  dimension: 'consistency',
  source: ARTICLE_50,
  why: '同一个总数的各项占比加起来最多是100%，四舍五入造成的出入不超过一个百分点。',
  fix: '用各分项除以总数重新计算占比。',
  examples: {
    fail: [{ edits: [['其中水质监测公告52条、取水许可决定21条、财政预决算4条、其他信息9条', '水质监测公告占比60.5%，取水许可决定占比24.4%，其他信息占比25.1%']] }],
    pass: [{ edits: [['其中水质监测公告52条、取水许可决定21条、财政预决算4条、其他信息9条', '水质监测公告占比60.5%，取水许可决定占比24.4%，其他信息占比15.2%']] }],
  },
  check: (report) => outcome(claimsOf(report).passages.flatMap(overfull)),
})
