import { dayInChina } from '../tally/index.ts'

/** The report year that is due at an instant: reports are about the calendar year before, and China's clock decides which that is. */
export const yearDue = (now: Date): number => Number(dayInChina(now.toISOString()).slice(0, 4)) - 1
