import type { Paragraph, Report } from '../report/index.ts'
import { fold } from './fold.ts'
import { numeral } from './headings.ts'
import type { Unit } from './units.ts'

type Subsection = Report['sections'][number]['subsections'][number]
type Aspect = NonNullable<Subsection['aspect']>

const ASPECTS: readonly (readonly [words: RegExp, aspect: Aspect])[] = [
  [/依申请/, 'onRequest'],
  [/平台/, 'platform'],
  [/监督/, 'supervision'],
  [/(?:信息|文件|资源).{0,6}管理/, 'management'],
  [/主动.{0,6}公开/, 'proactive'],
]
const NAMES = '(?:主动公开(?:政府)?(?:信息)?|依申请公开(?:政府信息)?|(?:政府)?信息(?:资源)?(?:规范化)?管理|(?:政府信息公开|信息公开|公开)?平台建设|(?:工作)?监督保障)(?:工作情况|情况|方面|工作)?'
const BY_NAME = new RegExp(`^\\s*(${NAMES})(?:\\s*[。:：]|\\s*$)`)
const NAME_AT_START = new RegExp(`^\\s*${NAMES}`)
const BRACKETED = /^\s*(?:[(（﹙]\s*([一二三四五六七八九十]{1,3})\s*[)）﹚]|([㈠-㈩])|[)）](?=\s*(?:主动|依申请|政府信息|平台|监督)))[、.．]?/
const COUNTED = /^\s*(?:(\d{1,2}|[０-９])\s*[.、．]|([一二三四五])、)/
const LONGEST = 40

/** A heading of a sub-section at the start of a unit, and the text that follows it in the same unit. */
export interface Opened {
  readonly subsection: Subsection
  readonly rest: Paragraph | null
}

/** Reads `(一)主动公开`, `（二）依申请公开。2024年…`, and in section one also `主动公开。2024年…`, `1.主动公开` and `一、主动公开`. */
export function subsectionOf(unit: Unit, inOverview: boolean): Opened | null {
  const { text } = unit
  const marked = BRACKETED.exec(text)
  if (marked) {
    const number = marked[1] ? numeral(marked[1]) : marked[2] ? marked[2].charCodeAt(0) - 0x321f : null
    return opened(unit, number, marked[0].length)
  }
  if (!inOverview) return null
  if (BY_NAME.test(text)) return opened(unit, null, 0)
  const counted = COUNTED.exec(text)
  if (counted && NAME_AT_START.test(text.slice(counted[0].length))) {
    return opened(unit, counted[2] === undefined ? Number(fold(counted[1] ?? '')) : numeral(counted[2]), counted[0].length)
  }
  return null
}

function opened(unit: Unit, number: number | null, from: number): Opened {
  const end = headingEnd(unit.text, from)
  const heading = unit.text.slice(0, end).trimEnd().replace(/[。:：]$/, '')
  const start = end + (/^\s*[。:：]?\s*/.exec(unit.text.slice(end))?.[0].length ?? 0)
  const aspect = ASPECTS.find(([words]) => words.test(fold(heading)))?.[1] ?? null
  const place = { ...unit.place, end: unit.place.start + heading.length }
  const rest = start < unit.text.length ? { text: unit.text.slice(start), place: { ...unit.place, start: unit.place.start + start } } : null
  return { subsection: { number, aspect, heading, place }, rest }
}

/** Where the heading ends: at its full stop or colon, behind the name of an aspect, or with the unit. */
function headingEnd(text: string, from: number): number {
  const stop = /[。:：;；]/.exec(text.slice(from))
  if (stop && stop.index <= LONGEST) {
    const name = NAME_AT_START.exec(text.slice(from))
    return name && name[0].length < stop.index && stop.index > 24 ? from + name[0].length : from + stop.index
  }
  if (text.length - from <= LONGEST) return text.length
  const name = NAME_AT_START.exec(text.slice(from))
  if (name) return from + name[0].length
  const comma = /[,，]/.exec(text.slice(from, from + LONGEST))
  return comma ? from + comma.index : from
}
