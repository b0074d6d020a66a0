/**
 * Schedule expressions of EventBridge: `rate(15 minutes)` and `cron(0 8 ? * MON-FRI *)`, in UTC.
 * Source: Amazon EventBridge User Guide, “Schedule expressions”. `L`, `W` and `#` are not supported.
 */

const UNITS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 }
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT']

/** Gives the first time after `after` at which the schedule is due, both in milliseconds since 1970; null if never. */
export type Schedule = (after: number) => number | null

/** The schedule on clocks that are ahead of UTC, all year alike. */
export const inZone = (schedule: Schedule, aheadMilliseconds: number): Schedule => (after) => {
  const next = schedule(after + aheadMilliseconds)
  return next === null ? null : next - aheadMilliseconds
}

/** Throws RangeError for what is no schedule expression, or one that is not supported. */
export function parseSchedule(expression: string): Schedule {
  const rate = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression)
  if (rate !== null) {
    const period = Number(rate[1]) * (UNITS[rate[2] ?? ''] ?? 0)
    if (period > 0) return (after) => after + period
  }
  const cron = /^cron\((\S+) (\S+) (\S+) (\S+) (\S+) (\S+)\)$/.exec(expression)
  if (cron !== null) return parseCron(cron.slice(1))
  throw new RangeError(`${expression} is not a schedule expression`)
}

function parseCron([minute = '', hour = '', dayOfMonth = '', month = '', dayOfWeek = '', year = '']: readonly string[]): Schedule {
  const minutes = parseField(minute, 0, 59)
  const hours = parseField(hour, 0, 23)
  const days = parseField(dayOfMonth, 1, 31)
  const months = parseField(month, 1, 12, MONTHS)
  const weekdays = parseField(dayOfWeek, 1, 7, DAYS)
  const years = parseField(year, 1970, 2199)
  const lastYear = Math.max(...years)
  const dueOn = (day: Date): boolean =>
    years.has(day.getUTCFullYear()) &&
    months.has(day.getUTCMonth() + 1) &&
    days.has(day.getUTCDate()) &&
    weekdays.has(day.getUTCDay() + 1)
  return (after) => {
    const time = new Date(Math.floor(after / 60_000) * 60_000 + 60_000)
    while (time.getUTCFullYear() <= lastYear) {
      if (!dueOn(time)) time.setUTCHours(24, 0)
      else if (!hours.has(time.getUTCHours())) time.setUTCMinutes(60)
      else if (!minutes.has(time.getUTCMinutes())) time.setUTCMinutes(time.getUTCMinutes() + 1)
      else return time.getTime()
    }
    return null
  }
}

/** The values that one field allows. `names` stand for the numbers from `minimum` on. */
function parseField(field: string, minimum: number, maximum: number, names: readonly string[] = []): ReadonlySet<number> {
  const number = (text: string): number => {
    const named = names.indexOf(text.toUpperCase())
    const value = named === -1 ? Number(text) : named + minimum
    if (!/^\d+$/.test(text) && named === -1) throw new RangeError(`${field} is not supported in a cron expression`)
    if (value < minimum || value > maximum) throw new RangeError(`${text} is not between ${minimum} and ${maximum}`)
    return value
  }
  const values = new Set<number>()
  for (const part of field.split(',')) {
    const [range = '', step] = part.split('/')
    const everything = range === '*' || range === '?'
    const [first = '', last] = range.split('-')
    const from = everything ? minimum : number(first)
    const to = everything ? maximum : last !== undefined ? number(last) : step !== undefined ? maximum : from
    const stride = step === undefined ? 1 : Number(step)
    if (!Number.isInteger(stride) || stride < 1) throw new RangeError(`${part} is not supported in a cron expression`)
    for (let value = from; value <= to; value += stride) values.add(value)
  }
  return values
}
