import { expect, test } from 'vitest'
import { type Baseline, difference, FOLDERS, takeBaseline } from './corpus.ts'

const of = (reports: Baseline['reports']): Baseline => ({ ruleSet: '2.0.0', parser: '2.0.0', reports })

test('the same findings make no difference', () => {
  expect(difference(of({ a: ['x/y error 1-2 00'] }), of({ a: ['x/y error 1-2 00'] }))).toBe('')
})

test('new and vanished findings are listed per report and per rule', () => {
  expect(difference(of({ a: ['x/y error 1-2 00', 'x/y error 1-2 00'], b: ['? x/z'] }), of({ a: ['x/y error 1-2 00', 'x/w info 3-4 11'], c: [] }))).toBe(
    ['a', '  + x/w info 3-4 11', '  - x/y error 1-2 00', 'b (file is gone)', '  - ? x/z', 'c (new file)', '', 'x/w: 1 new, 0 vanished', 'x/y: 0 new, 1 vanished', 'x/z: 0 new, 1 vanished', ''].join('\n'),
  )
})

test('a baseline of reports that are not ours holds neither their names nor their words', async () => {
  const samples = FOLDERS.find(({ name }) => name === 'samples')
  const { reports } = await takeBaseline(samples?.folder ?? '', false)
  expect(Object.values(reports).flat()).not.toEqual([])
  expect(JSON.stringify(reports)).not.toMatch(/\p{Script=Han}|lanyu|luming/u)
})
