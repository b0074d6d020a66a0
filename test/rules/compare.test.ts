import { expect, test } from 'vitest'
import type { Finding } from '../../lib/report/index.ts'
import { compareRuns } from '../../lib/rules/compare.ts'

const finding = (rule: string, start: number, given: Partial<Finding> = {}): Finding => ({
  rule, severity: 'error', message: '不对。', quote: `第${start}处`, place: { start, end: start + 2 }, fix: '改。', source: '条例', ...given,
})
const told = (before: readonly Finding[], after: readonly Finding[]) =>
  compareRuns(before, after).map((each) => [each.change, each.finding.rule, each.finding.place.start, ...(each.change === 'severity' ? [each.was] : [])])

test('the same findings in other words are no change', () => {
  expect(told([finding('cells/blank', 1), finding('cells/blank', 5)], [finding('cells/blank', 5, { message: '空着。' }), finding('cells/blank', 1)])).toEqual([])
})

test('new, vanished and regraded findings are told', () => {
  expect(told([finding('cells/blank', 1), finding('form/rows', 9)], [finding('cells/blank', 1, { severity: 'warning' }), finding('dates/late', 3)])).toEqual([
    ['new', 'dates/late', 3],
    ['vanished', 'form/rows', 9],
    ['severity', 'cells/blank', 1, 'error'],
  ])
})

test('a finding that moved but quotes the same is the same, as often as it stands there', () => {
  const at = (start: number) => finding('text/doubled', start, { quote: '年度年度' })
  expect(told([at(1)], [at(4)])).toEqual([])
  expect(told([at(1)], [at(4), at(8)])).toHaveLength(1)
})
