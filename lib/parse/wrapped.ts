import type { Document } from '../readers/document.ts'
import { isAgencyName } from './agency.ts'
import { datesIn } from './dates.ts'
import { fold } from './fold.ts'
import { isSiteFurniture } from './furniture.ts'
import { headingOf } from './headings.ts'
import { isTitle } from './title.ts'
import type { Unit } from './units.ts'

/** No page is narrower: a shorter line ends where its author ended it. */
const NARROWEST = 16
/** By how many characters a line may exceed the one before: that one may be indented or end before a longer word. */
const RAGGED = 4
const SENTENCE_ENDS = /[。!?;:…]["'”’»》)]?$/
const ITEM = /^(?:\(?[一二三四五六七八九十]{1,3}[)、.]|\(?\d{1,2}[)、]|\d{1,2}\.(?!\d)|第[一二三四五六七八九十]{1,2}部分|[①-⑳])/

/**
 * Joins lines of running text that a page's width has broken, so that sentences and dates across them are whole.
 * Only where certain: a long line without a sentence's end, and right below it a line that goes on with the sentence.
 * A joined unit is still one slice of the source, line breaks included.
 */
export function joinWrapped(document: Document, units: readonly Unit[]): Unit[] {
  const groups: { readonly first: Unit; last: Unit }[] = []
  for (const unit of units) {
    const open = groups.at(-1)
    if (open && goesOn(open.first, open.last, unit)) open.last = unit
    else groups.push({ first: unit, last: unit })
  }
  return groups.map(({ first, last }) => {
    if (first === last) return first
    const place = { ...first.place, end: last.place.end }
    const text = document.text.slice(place.start, place.end)
    return { ...first, text, place, folded: fold(text) }
  })
}

function goesOn(first: Unit, above: Unit, below: Unit): boolean {
  const length = above.folded.length
  if (length < NARROWEST || below.folded.length > length + RAGGED || above.place.line === undefined) return false
  if (below.place.line !== above.place.line + 1 || !isRunning(first) || !isRunning(below) || SENTENCE_ENDS.test(above.folded)) return false
  if (!/[,。;、]/.test(below.folded) || ITEM.test(below.folded)) return false
  return first !== above || (headingOf(first) === null && !isTitle(first))
}

/** Words of a paragraph: not page metadata, a label, a signature, a date alone. */
function isRunning({ beside, label, folded, text }: Unit): boolean {
  if (beside || label || isAgencyName(folded) || isSiteFurniture(folded)) return false
  const [date] = datesIn(text)
  return date === undefined || date.end - date.start < text.length
}
