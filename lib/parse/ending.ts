import type { Paragraph, Report } from '../report/index.ts'
import { isAgencyName } from './agency.ts'
import { datesIn, within } from './dates.ts'
import { isSiteFurniture } from './furniture.ts'
import type { Unit } from './units.ts'

export interface Ending {
  readonly signed: Report['dates']['signed']
  readonly signature: Paragraph | null
  /** Units that are signature or date, no narrative. */
  readonly taken: ReadonlySet<Unit>
}

const LONGEST = 60

/** Date and agency under the report: the last line that is a date (an agency may stand before it), and the line above or below. */
export function endingIn(units: readonly Unit[]): Ending {
  const taken = new Set<Unit>()
  let signed: Ending['signed'] = null
  let signature: Paragraph | null = null
  for (let at = units.length - 1; at >= 0 && signed === null; at--) {
    const unit = units[at]
    if (!unit || unit.text.length > LONGEST) continue
    const date = datesIn(unit.text).at(-1)
    if (!date) continue
    const before = unit.text.slice(0, date.start).trim()
    const after = unit.text.slice(date.end).replace(/[\s)）。]|印发|\d{1,2}:\d{2}(?::\d{2})?/g, '')
    const name = before.replace(/[(（]$/, '').trim()
    if (after !== '' || (name !== '' && !isAgencyName(name.replace(/\s/g, '')))) continue
    signed = { date: date.date, place: within(unit.place, date.start, date.end) }
    taken.add(unit)
    if (name !== '') signature = { text: name, place: within(unit.place, unit.text.indexOf(name), unit.text.indexOf(name) + name.length) }
    for (const beside of [units[at - 1], units[at + 1]]) {
      if (signature || !beside || !isAgencyName(beside.folded)) continue
      signature = { text: beside.text, place: beside.place }
      taken.add(beside)
    }
  }
  const last = units.findLast(unit => !isSiteFurniture(unit.folded))
  if (!signature && !signed && last && isAgencyName(last.folded) && last.folded.length >= 4) {
    signature = { text: last.text, place: last.place }
    taken.add(last)
  }
  return { signed, signature, taken }
}

const PUBLISHED = /(?:发布|公布|公开|生成|成文|发文|更新)?(?:日期|时间)\s*[:：]?\s*/

/** The first publication date in the page's own metadata. */
export function publishedIn(units: readonly Unit[]): Report['dates']['published'] {
  for (const [at, unit] of units.entries()) {
    if (unit.text.length > 120) continue
    const words = PUBLISHED.exec(unit.text)
    if (!words) continue
    const own = datesIn(unit.text).find(({ start }) => start >= words.index)
    if (own) return { date: own.date, place: within(unit.place, own.start, own.end) }
    const next = units[at + 1]
    const beside = unit.beside && next ? datesIn(next.text)[0] : undefined
    if (next && beside) return { date: beside.date, place: within(next.place, beside.start, beside.end) }
  }
  return null
}
