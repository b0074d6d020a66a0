import { expect, test } from 'vitest'
import type { Finding } from '../../lib/report/index.ts'
import { dismiss } from '../../lib/rules/dismissals.ts'

const finding = (given: Partial<Finding> = {}): Finding => ({
  rule: 'identities/total', severity: 'error', message: '“予以公开”一行的总计不对。', quote: '5', expected: '4', actual: '5', place: { start: 10, end: 11, table: 2, row: 4, column: 8 }, fix: '改。', source: '条例', ...given,
})
const dismissed = { by: '星湖县人民政府办公室', at: '2025-02-01T00:00:00.000Z', reason: '另附说明，数字无误。' }
const marked = (findings: readonly Finding[], known: readonly Finding[] = [finding()]) => dismiss(findings, known.map((each) => ({ finding: each, dismissed }))).map((each) => each.dismissed !== undefined)

test.each([
  ['the very same', finding()],
  ['elsewhere in another layout, in the same words', finding({ place: { start: 90, end: 91, table: 3, row: 9, column: 2 } })],
  ['spaced otherwise', finding({ quote: ' 5 ', place: { start: 12, end: 15, table: 2, row: 4, column: 8 } })],
  ['in the same cell, in the words of another rule set', finding({ message: '总计与各项之和不符。' })],
  ['of another severity', finding({ severity: 'warning' })],
])('%s: dismissed', (_name, again) => {
  expect(marked([again])).toEqual([true])
})

test.each([
  ['with another figure', finding({ quote: '6', actual: '6' })],
  ['that wants another figure', finding({ expected: '7' })],
  ['of another rule', finding({ rule: 'cells/blank' })],
  ['of another row, in other words', finding({ message: '“不予公开”一行的总计不对。', place: { start: 30, end: 31, table: 2, row: 6, column: 8 } })],
])('%s: not dismissed', (_name, other) => {
  expect(marked([other])).toEqual([false])
})

test('a quote of words speaks for itself, one of figures does not', () => {
  const said = finding({ quote: '全年受理申请五件', message: '与表格不一致。', place: { start: 3, end: 11, paragraph: 2 } })
  expect(marked([{ ...said, message: '叙述与表格不符。', place: { start: 8, end: 16, paragraph: 3 } }], [said])).toEqual([true])
  const figures = finding({ quote: '5', message: '甲', place: { start: 3, end: 4, paragraph: 2 } })
  expect(marked([{ ...figures, message: '乙' }], [figures])).toEqual([false])
})

test('one dismissal is good for one finding, and the surest match wins', () => {
  const [first, second] = [finding({ place: { start: 10, end: 11 } }), finding({ place: { start: 50, end: 51 } })]
  expect(marked([first, second], [second])).toEqual([false, true])
  expect(marked([first, second], [first, second])).toEqual([true, true])
})

test('a mark that nothing upholds is taken off, all else stays', () => {
  expect(dismiss([{ ...finding(), dismissed }], [])).toEqual([finding()])
})
