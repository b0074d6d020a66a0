import { dayInChina } from '../tally/index.ts'

/** The report year that is due on a day, `YYYY-MM-DD`: reports are about the calendar year before. */
export const yearDueOn = (day: string): number => Number(day.slice(0, 4)) - 1

/** The same at an instant: China's clock decides which day that is. */
export const yearDue = (now: Date): number => yearDueOn(dayInChina(now.toISOString()))
