import type { Place, Report } from '../report/index.ts'

/** The first line of a place: enough to find it by, where the whole would be a page. */
export function firstLine(report: Report, place: Place): Place {
  const shown = report.text.slice(place.start, place.end)
  const start = place.start + shown.length - shown.trimStart().length
  const lineBreak = report.text.slice(start, place.end).search(/[\r\n]/u)
  return { ...place, start, end: lineBreak < 0 ? Math.max(start, place.end) : start + lineBreak }
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
