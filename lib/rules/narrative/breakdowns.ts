import { claimsOf, type List, type PassageClaims } from '../../claims/index.ts'
import type { Place, Report, Severity } from '../../report/index.ts'
import { defineRule, outcome, type Fault } from '../define.ts'
import { quoteOf } from '../places.ts'
import { ARTICLE_50 } from '../sources.ts'
import { amountWords, sectionWords } from './words.ts'
import { judge, type Judged } from './sums.ts'

function placeOf({ passage, entries }: PassageClaims, indices: readonly number[]): Place {
  const own = indices.flatMap((index) => entries[index] ?? [])
  return passage.place(Math.min(...own.map(({ clause }) => clause)), Math.max(...own.map(({ quantity }) => quantity.end)))
}

/** `173＋120余=293余` as the words have it. */
function spelled({ entries, passage }: PassageClaims, indices: readonly number[]): string {
  return indices.flatMap((index) => entries[index] ?? []).map(({ quantity }) => passage.text.slice(quantity.start, quantity.end)).join('、')
}

interface Found {
  readonly list: List
  readonly judged: Judged
  readonly passage: PassageClaims
}

const judgedLists = (report: Report): Found[] =>
  claimsOf(report).passages.flatMap((passage) => passage.lists.map((list) => ({ list, passage, judged: judge(passage, list) })))

function fault(report: Report, { list, judged, passage }: Found, severity: Severity): Fault {
  const { total, sum } = judged
  const place = placeOf(passage, [...judged.reading, ...list.parts])
  const more = sum.value > total.value
  const unit = passage.entries[list.parts[0] ?? -1]?.quantity.unit ?? ''
  const about = sum.exact && total.exact ? '' : '约'
  return {
    message: `${sectionWords(passage.passage)}“${amountWords(passage, judged.reading)}”与它的分项对不上：分项${spelled(passage, list.parts)}，合计${about}${sum.value}${unit}，${more ? '多于' : '少于'}总数${about}${total.value}。`,
    place,
    severity,
    expected: `${sum.value}`,
    actual: `${total.value}`,
    fix: `核对原始台账：总数写错的，改为${sum.value}；分项写错的，改正分项，使合计等于${total.value}。`,
    ...(quoteOf(report, place) === '' ? { place: passage.passage.place(0, passage.passage.text.length) } : {}),
  }
}

/** Beyond argument only where nothing is approximate and the words leave one reading. */
const certainty = ({ list, judged }: Found): Severity =>
  judged.sum.exact && judged.total.exact && list.totals.length === 1 && list.kind !== 'next' && list.kind !== 'after' ? 'error' : 'warning'

const LIST = '其中水质监测公告52条、取水许可决定21条、财政预决算4条、其他信息9条'

export const partsOver = defineRule({
  id: 'narrative/parts-over-total',
  title: '分项之和大于总数',
  severity: 'error',
  dimension: 'consistency',
  source: ARTICLE_50,
  why: '“其中”“包括”后面的分项是总数的一部分，加起来不可能比总数大，一定有一个数字写错了。',
  fix: '按台账核对总数和每个分项，改正写错的一个，使分项之和不大于总数。',
  examples: {
    fail: [
      { edits: [['政府信息86条', '政府信息68条']] },
      { edits: [['水质监测公告52条', '水质监测公告52条（水源地39条、管网末梢23条）']] },
      { edits: [['政府信息86条', '政府信息70余条']] },
    ],
    pass: [
      { edits: [['政府信息86条', '政府信息８６条'], ['财政预决算4条', '财政预决算四条']] },
      { edits: [['政府信息86条', '政府信息80多条']] },
      { edits: [[LIST, `${LIST}；召开新闻发布会1次，发布图解120张`]] },
    ],
  },
  check: (report) =>
    outcome(judgedLists(report).filter(({ judged }) => judged.state === 'over').map((found) => fault(report, found, certainty(found)))),
})

export const partsShort = defineRule({
  id: 'narrative/parts-short-of-total',
  title: '列全的分项之和小于总数',
  severity: 'error',
  dimension: 'consistency',
  source: ARTICLE_50,
  why: '写明了“其他”“其余”或者“分别为”的分项已经列全，加起来应当等于总数。',
  fix: '按台账核对总数和每个分项，改正写错的一个，使分项之和等于总数。',
  examples: {
    fail: [
      { edits: [['政府信息86条', '政府信息96条']] },
      { edits: [['新收政府信息公开申请21件', '新收政府信息公开申请21件，除2件为当面提交，其余16件均为网上提交']] },
    ],
    pass: [
      { edits: [['政府信息86条', '政府信息96条'], ['、其他信息9条', '']] },
      { edits: [['政府信息86条', '政府信息近90条']] },
    ],
  },
  check: (report) =>
    outcome(judgedLists(report).filter(({ list, judged }) => list.whole !== null && judged.state === 'short').map((found) => fault(report, found, found.list.whole === 'certain' ? certainty(found) : 'warning'))),
})
