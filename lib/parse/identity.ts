import type { Place, Report } from '../report/index.ts'
import { agencyInTitle, fullest, isAgencyName } from './agency.ts'
import { fold } from './fold.ts'
import { type Title, yearInTitle } from './title.ts'
import type { Unit } from './units.ts'

interface Named {
  readonly name: string
  readonly place: Place
}

const SOURCE = /^(?:信息)?(?:来源|发布机构|发布单位|公开主体|公开机构|制发机关|发文机关|发布主体|责任部门)[::]?(.{3,40})?$/
const STATED = /(?:公布|公开|发布|编制|现将|报告)(?:《|〈)?((?:20\d\d年?度?)?[^,。;:、《》]{2,30}?(?:政府)?信息公开(?:工作)?(?:20\d\d年?度?)?年度报告)/

/** The agency as title, metadata, signature and preamble name it: the fullest name that surely means the same one. */
export function agencyOf(title: Title | null, units: readonly Unit[], preamble: readonly Unit[], signature: Report['signature']): Named | null {
  const titled = title && agencyInTitle(title.folded)
  const candidates: Named[] = []
  if (title && titled !== null) candidates.push({ name: titled, place: placeInTitle(title, titled) })
  if (signature) candidates.push({ name: fold(signature.text), place: signature.place })
  candidates.push(...sourcesOf(units), ...statedIn(preamble))
  const [first] = candidates
  if (!first) return null
  const name = fullest(first.name, candidates.map(candidate => candidate.name))
  return candidates.find(candidate => candidate.name === name) ?? first
}

function placeIn(text: string, place: Place, name: string): Place {
  const at = text.indexOf(name)
  return at === -1 ? place : { ...place, start: place.start + at, end: place.start + at + name.length }
}

function placeInTitle(title: Title, words: string): Place {
  const line = title.lines.find(({ text }) => text.includes(words))
  return line ? placeIn(line.text, line.place, words) : title.place
}

function sourcesOf(units: readonly Unit[]): Named[] {
  return units.flatMap((unit, at) => {
    if (unit.folded.length > 60) return []
    const match = SOURCE.exec(unit.folded)
    if (!match) return []
    const next = unit.beside ? units[at + 1] : undefined
    const value = match[1] ?? next?.folded
    if (value === undefined || !isAgencyName(value)) return []
    return [{ name: value, place: match[1] === undefined && next ? next.place : placeIn(unit.text, unit.place, value) }]
  })
}

function statedIn(preamble: readonly Unit[]): Named[] {
  return preamble.flatMap(unit => {
    const stated = STATED.exec(unit.folded)
    const name = stated?.[1] === undefined ? null : agencyInTitle(stated[1])
    return name !== null && isAgencyName(name) ? [{ name, place: placeIn(unit.text, unit.place, name) }] : []
  })
}

interface Year {
  readonly year: number
  readonly place: Place
}

/**
 * The report's year: from its title; else from the period, the preamble's own words, or the year with which
 * section one opens, if all of these that speak say the same.
 */
export function yearOf(title: Title | null, dates: Report['dates'], preamble: readonly Unit[], overview: readonly Unit[]): Year | null {
  const titled = title && yearInTitle(title.folded)
  if (title && titled !== null) return { year: titled, place: placeInTitle(title, String(titled)) }
  const said: Year[] = []
  const { period } = dates
  const ends = period?.to ?? period?.from
  if (period && ends) said.push({ year: Number(ends.slice(0, 4)), place: period.place })
  for (const unit of preamble) {
    const stated = /(20\d\d)年?度?[^。,;]{0,30}信息公开(?:工作)?(?:年度)?(?:报告|年报)/.exec(unit.folded)
    if (stated) said.push({ year: Number(stated[1]), place: yearPlace(unit.text, unit.place, Number(stated[1])) })
  }
  const opening = overview.find(unit => /^(?:\([一二三四五]\))?(?:.{0,12}[。:])?20\d\d年/.test(unit.folded))
  const year = opening && /20\d\d/.exec(opening.folded)?.[0]
  if (opening && year) said.push({ year: Number(year), place: yearPlace(opening.text, opening.place, Number(year)) })
  return new Set(said.map(one => one.year)).size === 1 ? (said[0] ?? null) : null
}

function yearPlace(text: string, place: Place, year: number): Place {
  return placeIn(text, place, String(year))
}
