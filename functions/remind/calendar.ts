/** When reminders go out, in days before or after the deadline; all days are China's, `YYYY-MM-DD`. */

/** An agency that has not filed is reminded so many days before its last day; 0 is the day itself. */
const REMIND_BEFORE: readonly number[] = [14, 7, 3, 1, 0]
/** It is urged so many days after, and its supervisor is told. */
const URGE_AFTER: readonly number[] = [1, 3, 7, 14, 28]
/** The supervisor's supervisor is told so many days after. */
const ESCALATE_AFTER: readonly number[] = [7, 14, 28]
/** January to March, when reports come in: a digest a day. Else one a week, on Monday. */
const SEASON_MONTHS: readonly string[] = ['01', '02', '03']
const WEEKLY_ON = 1

const daysAfter = (deadline: string, day: string): number => Math.round((Date.parse(day) - Date.parse(deadline)) / 86_400_000)

export const isReminded = (deadline: string, day: string): boolean => REMIND_BEFORE.includes(-daysAfter(deadline, day))
export const isUrged = (deadline: string, day: string): boolean => URGE_AFTER.includes(daysAfter(deadline, day))
export const isOverdue = (deadline: string, day: string): boolean => day > deadline

/** How many days overdue it is today that the supervisor's supervisor is told of it; null: nothing is told today. */
export function escalated(deadline: string, day: string): number | null {
  const days = daysAfter(deadline, day)
  return ESCALATE_AFTER.includes(days) ? days : null
}

/** Which digest goes out on a day; null: none. */
export function rhythmOf(day: string): 'daily' | 'weekly' | null {
  if (SEASON_MONTHS.includes(day.slice(5, 7))) return 'daily'
  return new Date(day).getUTCDay() === WEEKLY_ON ? 'weekly' : null
}
