import type { Place, Report } from '../report/index.ts'

/** Enough of a line to find it by. */
const SHOWN = 60

/** The beginning of the first line of a place, where the whole would be a page. */
export function firstLine(report: Report, place: Place): Place {
  const shown = report.text.slice(place.start, place.end)
  const start = place.start + shown.length - shown.trimStart().length
  const line = report.text.slice(start, Math.min(place.end, start + SHOWN))
  const lineBreak = line.search(/[\r\n]/u)
  return { ...place, start, end: start + (lineBreak < 0 ? line.length : lineBreak) }
}

/** Where a finding about the report as a whole points: its title, else its first line. */
export function headOf(report: Report): Place {
  return firstLine(report, report.places.title ?? { start: 0, end: report.text.length, line: 1 })
}

/** A slice of a paragraph's place. `text` is the slice of the source at `place`; offsets are relative to it. */
export const within = (place: Place, start: number, end: number): Place => ({
  ...place,
  start: place.start + start,
  end: place.start + end,
})

/** The characters of the source at `place`. */
export const quoteOf = (report: Report, place: Place): string => report.text.slice(place.start, place.end)
