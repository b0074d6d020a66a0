import type { Place } from '../report/index.ts'
import { agencyInTitle, isAgencyName } from './agency.ts'
import { spanOf } from './cells.ts'
import { chineseDigits } from './dates.ts'
import type { Unit } from './units.ts'

export interface Title {
  readonly text: string
  readonly folded: string
  readonly place: Place
  /** Its lines, if it stands on two. */
  readonly lines: readonly { readonly text: string; readonly place: Place }[]
  /** The last unit that the title takes; the preamble begins behind it. */
  readonly last: number
}

const ABOUT = /(?:信息|政务)公开/
const KIND = /年度?报告|年报|工作报告|情况的?报告|信息公开(?:工作)?报告/
const SENTENCE = /[。;!?>»《〈]|印发|通知|格式|^(?:根据|按照|依据|现将|为)|现将|现公布|现向社会|本报告|如下/
/** A column of the site, not the title of a report. */
const COLUMN = /^(?:政府)?信息公开(?:工作)?(?:年度报告|年报)$/

/** Whether a unit can be the title of a report by its words. */
export function isTitle({ folded }: Pick<Unit, 'folded'>): boolean {
  return folded.length >= 6 && folded.length <= 60 && ABOUT.test(folded) && KIND.test(folded) && !SENTENCE.test(folded) && !COLUMN.test(folded)
}

/** The report's title among the units before `end`; of several, the first with agency and year, else the fullest. */
export function titleIn(units: readonly Unit[], end: number): Title | null {
  const candidates: Title[] = []
  for (let at = 0; at < Math.min(end, units.length); at++) {
    const unit = units[at]
    if (!unit || unit.beside) continue
    const title = titleAt(units, at, end)
    if (title) candidates.push(title)
  }
  const named = candidates.filter(title => agencyInTitle(title.folded) !== null)
  return named.find(title => yearInTitle(title.folded) !== null) ?? brokenTitle(units, end) ?? named[0] ?? candidates[0] ?? null
}

/** A title with agency and year that only two or three lines together make. */
function brokenTitle(units: readonly Unit[], end: number): Title | null {
  for (const count of [2, 3]) {
    for (let at = 0; at + count <= Math.min(end, units.length); at++) {
      const lines = units.slice(at, at + count)
      const [first, last] = [lines[0], lines.at(-1)]
      const folded = lines.map(line => line.folded).join('')
      if (!first || !last || lines.some(line => line.beside || /[:>»/]/.test(line.folded)) || !isTitle({ folded })) continue
      if (agencyInTitle(folded) === null || yearInTitle(folded) === null || folded.split('公开').length !== 2) continue
      return { text: lines.map(line => line.text).join(''), folded, place: spanOf(first.place, last.place), lines, last: at + count - 1 }
    }
  }
  return null
}

function titleAt(units: readonly Unit[], at: number, end: number): Title | null {
  const unit = units[at]
  if (!unit) return null
  if (!isTitle(unit)) {
    const next = at + 1 < end ? units[at + 1] : undefined
    const joined = next && !KIND.test(unit.folded) && unit.folded.length < 40 && ABOUT.test(unit.folded) && /^(?:工作)?(?:年度)?报告$/.test(next.folded)
    if (joined && !SENTENCE.test(unit.folded)) return join(unit, next, at + 1)
    return /^(?:政府信息公开)?工作年度报告$/.test(unit.folded) ? single(unit, at) : null
  }
  const above = units[at - 1]
  if (above && agencyInTitle(unit.folded) === null && isAgencyName(above.folded)) return join(above, unit, at)
  return single(unit, at)
}

function single(unit: Unit, last: number): Title {
  return { text: unit.text, folded: unit.folded, place: unit.place, lines: [unit], last }
}

function join(first: Unit, second: Unit, last: number): Title {
  return { text: first.text + second.text, folded: first.folded + second.folded, place: spanOf(first.place, second.place), lines: [first, second], last }
}

/** The one year that a folded title names; null if none or several. */
export function yearInTitle(folded: string): number | null {
  const years = new Set([...folded.matchAll(/(?<!\d)(20\d\d)(?!\d)|(二[〇○零一二三四五六七八九]{3})(?=年)/g)].map(([, arabic, chinese]) =>
    arabic !== undefined ? Number(arabic) : chineseDigits(chinese ?? ''),
  ))
  return years.size === 1 ? ([...years][0] ?? null) : null
}
