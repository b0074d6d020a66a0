import { expect, test } from 'vitest'
import { datesIn, periodIn } from '../../lib/parse/dates.ts'

test.each([
  ['统计期限自2024年1月1日起至2024年12月31日止', '2024-01-01', '2024-12-31'],
  ['2024 年 1 月 1 日至 2024 年 12 月 31 日期间', '2024-01-01', '2024-12-31'],
  ['数据统计期限为2023年1月1日至12月31日。', '2023-01-01', '2023-12-31'],
  ['统计期限从２０２３年１月１日到１２月３１止', '2023-01-01', '2023-12-31'],
  ['数据截至2024年12月31日', null, '2024-12-31'],
  ['所列数据的统计期限自20231月1日起至202312月31日止', null, null],
  ['所列数据的统计期限自202411日至20241231日', null, null],
])('the period in %s', (text, from, to) => {
  expect(periodIn(text)).toMatchObject({ from, to })
})

test.each(['联系电话0471-7216993，邮编012345', '2024年主动公开信息12条', '国办公开办函〔2021〕30号'])('no period in %s', text => {
  expect(periodIn(text)).toBeNull()
})

test.each([
  ['2022年12月23日', '2022-12-23'], ['2025年02月17日', '2025-02-17'], ['2025-01-06 16:45', '2025-01-06'], ['二〇二五年一月六日', '2025-01-06'],
  ['二○二五年十二月三十一日', '2025-12-31'], ['2025.1.6', '2025-01-06'], ['2025 年 1 月 6 日', '2025-01-06'],
])('the date %s', (text, date) => {
  expect(datesIn(text).map(found => found.date)).toEqual([date])
})

test('a day that no calendar has is no date', () => {
  expect(datesIn('2024年2月30日')).toEqual([])
})
