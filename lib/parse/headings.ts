import { numberOf, type SectionKey } from '../report/index.ts'
import type { Unit } from './units.ts'

export interface Heading {
  readonly key: SectionKey | null
  readonly number: number | null
  /** In the words of the form, not only by a keyword. */
  readonly full: boolean
}

const NUMERALS = '一二三四五六七八九十'
const NUMBERED = /^(?:第([一二三四五六七八九十]{1,2})部分[、.,:]?|([一二三四五六七八九十]{1,2})[、.,:]|([1-9])[、.])(.*)$/
const BARE = /^([一二三四五六七])(?=总体情况|主动公开政府|收到和处理|政府信息公开行政|存在的?主?要?问题|其他需要)(.*)$/

/** The words of the form's own headings, as they stand also without a number. */
const FULL: readonly (readonly [words: RegExp, key: SectionKey])[] = [
  [/^(?:因?政府信息公开(?:工作)?)?(?:被)?(?:申请|提起)?行政复议.{0,12}行政诉讼(?:的)?情况/, 'disputes'],
  [/^收到和处理.{0,12}申请(?:的)?情况/, 'requests'],
  [/^(?:行政机关)?主动公开政府信息(?:的)?情况/, 'disclosure'],
  [/^(?:政府信息公开)?(?:工作)?存在的?(?:主要)?问题(?:和不足)?[及和与、]?(?:改进|整改|下一步|解决)/, 'problems'],
  [/^(?:其他|其它)需要(?:报告|说明)的?(?:事项|情况|问题)/, 'other'],
  [/^(?:政府信息公开)?(?:政务公开)?(?:工作)?(?:总体情况|基本情况|总体推进情况)[、:。]?$/, 'overview'],
]

/** What tells a section under a number; the first that fits. */
const KEYWORDS: readonly (readonly [words: RegExp, key: SectionKey])[] = [
  [/复议|诉讼/, 'disputes'],
  [/收到和?处理|处理.*申请|申请.*(?:处理|办理)|依申请公开.*情况/, 'requests'],
  [/主动.{0,12}公开/, 'disclosure'],
  [/问题|不足|改进|整改/, 'problems'],
  [/其[他它].*(?:事项|情况|报告)|需要(?:报告|说明)的/, 'other'],
  [/总体|基本情况|工作情况|概况|概述|推进情况|开展情况/, 'overview'],
]

/** The value of 一 … 十九. */
export function numeral(digits: string): number {
  const tens = digits.indexOf('十')
  if (tens === -1) return NUMERALS.indexOf(digits) + 1
  return 10 + (tens + 1 < digits.length ? NUMERALS.indexOf(digits.charAt(tens + 1)) + 1 : 0)
}

/** Whether a unit can be a section's heading, and which; null if it cannot. */
export function headingOf(unit: Unit): Heading | null {
  const { folded } = unit
  if (unit.label || unit.beside || folded.length < 3 || folded.length > 48 || /[;!?]|。./.test(folded)) return null
  const match = NUMBERED.exec(folded)
  const bare = match ? null : BARE.exec(folded)
  const words = match?.[4] ?? bare?.[2] ?? folded
  const chinese = match?.[1] ?? match?.[2] ?? bare?.[1]
  const number = chinese !== undefined ? numeral(chinese) : match?.[3] !== undefined ? Number(match[3]) : null
  const full = FULL.find(([pattern]) => pattern.test(words))
  if (full) return words.length <= 40 ? { key: full[1], number, full: true } : null
  if (chinese === undefined || words === '' || /\d$|办理结果|结转/.test(words)) return null
  const keyword = KEYWORDS.find(([pattern]) => pattern.test(words))
  return { key: keyword?.[1] ?? null, number, full: false }
}

/**
 * The sections' headings among all units, by index. A table of contents (several headings with nothing between
 * them) is none, nor is an aspect numbered like a section; of two headings for one section the first counts; a heading
 * that no section is known by counts only where its number goes on.
 */
export function headings(units: readonly Unit[]): { at: number; heading: Heading }[] {
  const candidates = units.flatMap((unit, at) => {
    const heading = headingOf(unit)
    return heading ? [{ at, heading }] : []
  })
  const listed = contentsOf(candidates)
  const aspects = aspectsOf(candidates)
  const chosen: { at: number; heading: Heading }[] = []
  const seen = new Set<SectionKey>()
  for (const candidate of candidates) {
    if (listed.has(candidate.at) || aspects.has(candidate.at)) continue
    const { key, number } = candidate.heading
    const before = chosen.at(-1)?.heading.number ?? 0
    if (key === null ? number !== before + 1 : seen.has(key) || (key === 'overview' && seen.size > 0 && number !== null && number > 1)) continue
    if (key === null && number === 1 && chosen.length === 0) {
      chosen.push({ at: candidate.at, heading: { key: 'overview', number, full: false } })
      seen.add('overview')
      continue
    }
    if (key !== null) seen.add(key)
    chosen.push(candidate)
  }
  return chosen
}

const isInPlace = ({ key, number }: Heading): boolean => key !== null && number === numberOf(key)

/** `一、主动公开情况` below `一、总体情况`: an aspect numbered like a section, where that section itself comes later under its own words and number. */
function aspectsOf(candidates: readonly { at: number; heading: Heading }[]): Set<number> {
  const own = new Map(candidates.flatMap(({ at, heading }) => (heading.full && isInPlace(heading) ? [[heading.key, at] as const] : [])))
  return new Set(candidates.flatMap(({ at, heading }) => (!heading.full && !isInPlace(heading) && at < (own.get(heading.key) ?? 0) ? [at] : [])))
}

function contentsOf(candidates: readonly { at: number; heading: Heading }[]): Set<number> {
  const listed = new Set<number>()
  const lastOf = new Map(candidates.map(({ heading }, index) => [heading.key, index]))
  for (let from = 0; from < candidates.length; ) {
    let to = from
    while ((candidates[to + 1]?.at ?? -1) === (candidates[to]?.at ?? 0) + 1) to++
    const run = candidates.slice(from, to + 1)
    const again = run.filter(({ heading }) => heading.key !== null && (lastOf.get(heading.key) ?? 0) > to)
    if (run.length >= 4 && again.length >= 3) for (const { at } of run) listed.add(at)
    from = to + 1
  }
  return listed
}
