/** The report year that is due at an instant: reports are about the calendar year before, and China's clock decides which that is. */
export const yearDue = (now: Date): number => new Date(now.getTime() + 8 * 60 * 60 * 1000).getUTCFullYear() - 1
