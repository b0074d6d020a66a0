import { expect, test } from 'vitest'
import { parseSchedule } from '../../lib/local/schedule/expression.ts'

const next = (expression: string, after: string): string | null => {
  const due = parseSchedule(expression)(Date.parse(after))
  return due === null ? null : new Date(due).toISOString()
}

test.each([
  ['rate(15 minutes)', '2026-01-31T10:07:30Z', '2026-01-31T10:22:30.000Z'],
  ['rate(1 day)', '2026-01-31T10:07:30Z', '2026-02-01T10:07:30.000Z'],
  ['cron(0 3 * * ? *)', '2026-01-31T03:00:00Z', '2026-02-01T03:00:00.000Z'],
  ['cron(0/20 8-9 ? * MON-FRI *)', '2026-01-30T09:41:00Z', '2026-02-02T08:00:00.000Z'],
  ['cron(30 12 1,15 JAN,JUL ? *)', '2026-01-15T12:30:00Z', '2026-07-01T12:30:00.000Z'],
  ['cron(0 0 29 2 ? *)', '2026-03-01T00:00:00Z', '2028-02-29T00:00:00.000Z'],
  ['cron(0 0 1 1 ? 2020)', '2026-03-01T00:00:00Z', null],
])('%s after %s is due at %s', (expression, after, expected) => {
  expect(next(expression, after)).toBe(expected)
})

test.each(['every day', 'rate(0 minutes)', 'cron(0 3 * *)', 'cron(0 3 L * ? *)', 'cron(61 3 * * ? *)'])('%s is refused', (expression) => {
  expect(() => parseSchedule(expression)).toThrow(RangeError)
})
