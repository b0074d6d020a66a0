import type { Report } from '../../report/index.ts'

/** The year that the stated period covers from end to end; null if it states none, or something else. */
export function yearOfPeriod({ dates: { period } }: Report): number | null {
  if (period?.from == null || period.to === null) return null
  const year = period.from.slice(0, 4)
  return period.from === `${year}-01-01` && period.to === `${year}-12-31` ? Number(year) : null
}

/** The report's year, where the stated period does not contradict it: then dates can be held against it. */
export function certainYear(report: Report): number | null {
  const stated = yearOfPeriod(report)
  return stated === null || stated === report.year ? report.year : null
}
