import { expect, test } from 'vitest'
import { claimsOf } from '../../lib/claims/index.ts'
import { run } from '../../lib/rules/index.ts'
import { reportOf } from '../corpus/support/statements.ts'
import { NARRATIVE_RULES } from '../../lib/rules/narrative/index.ts'
import fc from '../support/property.ts'

const report = (text: string) => reportOf({ id: '', kind: '', text, reportYear: 2024, tables: { newReceived: 5 }, expect: 'may_flag', why: '' })

const WORDS = [
  '其中', '包括', '分别为', '（', '）', '，', '。', '；', '、', '：', '共', '合计', '其他', '其余', '收到', '政府信息公开申请', '答复', '结转下年度', '上年结转', '行政复议', '行政诉讼', '未发生', '未收到',
  '没有', '因政府信息公开引起的', '同比增长', '比上年', '减少', '占比', '2024年', '2023年', '近三年', '上半年', '各部门', '我局', '全市', '规范性文件', '制定', '废止', '现行有效', '行政处罚', '收费', '公开信息',
  '网站', '公众号', '条', '件', '万元', '%', '余', '近', '约', '1', '20', '3,500', '1.2万', '十五', '一百二', '〔2021〕30号', '“', '”', '《', '》', ' ', '\n',
]

test('no text breaks it, and every place lies in the narrative', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 60 }), (words) => {
      const filed = report(words.join(''))
      for (const { claims } of claimsOf(filed).passages)
        for (const { place } of claims) expect(filed.text.slice(place.start, place.end)).not.toBe('')
      run(filed, { date: '2025-01-20' })
    }),
    { numRuns: 400, seed: 4 },
  )
})

const MANY = 2_000
test.each([
  ['其中1条，', MANY], ['其中1条（', MANY], ['公开信息5条，包括3条；', MANY], ['占比5%，', MANY], ['比上年增长5%，', MANY], ['未发生因政府信息公开', MANY], ['行政复议和行政诉讼、', MANY], ['收到申请', MANY], ['1', MANY * 10],
  ['一百二十', MANY], ['“1条', MANY], ['包括', MANY], ['复议', MANY], ['共公开', MANY], ['2023年公开5条。', MANY], ['1、', MANY], ['1.', MANY],
])('%s %i times takes time in proportion', (words, times) => {
  const filed = report(words.repeat(times))
  const start = process.cpuUsage().user
  claimsOf(filed)
  for (const rule of NARRATIVE_RULES) rule.check(filed, { date: '2025-01-20' }, () => 0)
  expect((process.cpuUsage().user - start) / 1000).toBeLessThan(3_000)
})
