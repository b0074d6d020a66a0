import { expect, test } from 'vitest'
import { attribution, type ScopeAgency } from '../../lib/intake/index.ts'

const agency = (id: string, name: string, level: ScopeAgency['level'], ...ancestors: string[]): ScopeAgency => ({ id, name, level, ancestors })
const COUNTY = [
  agency('xinghu', '星湖县人民政府办公室', 'county'),
  agency('yunqiao', '星湖县云桥镇人民政府', 'township', 'xinghu'),
  agency('shiqiao', '星湖县石桥乡人民政府', 'township', 'xinghu'),
  agency('liuyin', '柳荫街道办事处', 'township', 'xinghu'),
  agency('edu', '星湖县教育局', 'department', 'xinghu'),
  agency('reform', '星湖县发展和改革局', 'department', 'xinghu'),
  agency('health', '星湖县卫生健康委员会', 'department', 'xinghu'),
]
const CITY = [
  agency('wangbei', '望北市人民政府办公室', 'city'),
  ...COUNTY.map((each) => ({ ...each, ancestors: [...each.ancestors, 'wangbei'] })),
  agency('qinghe', '青禾县人民政府办公室', 'county', 'wangbei'),
  agency('qinghe-edu', '青禾县教育局', 'department', 'qinghe', 'wangbei'),
  agency('wangbei-edu', '望北市教育局', 'department', 'wangbei'),
]
const ofCounty = attribution(COUNTY, 'xinghu')
const ofCity = attribution(CITY, 'wangbei')

test.each<[string, string | null, string]>([
  // the report itself
  ['a.docx', '星湖县云桥镇人民政府', 'yunqiao'],
  ['a.docx', '云桥镇', 'yunqiao'],
  ['a.docx', '望北市星湖县云桥镇', 'yunqiao'],
  ['a.docx', '星湖县柳荫街道', 'liuyin'],
  ['a.docx', '柳荫街道办', 'liuyin'],
  ['a.docx', '星湖县人民政府', 'xinghu'],
  ['星湖县2024年年报/a.docx', '星湖县云桥镇', 'yunqiao'],
  ['a.docx', '星湖縣雲橋鎮人民政府', 'yunqiao'],
  // as it is called for short
  ['a.docx', '星湖县发改局', 'reform'],
  ['a.docx', '发展改革局', 'reform'],
  ['卫健委2024年年报.docx', null, 'health'],
  ['a.docx', '星湖县卫生健康委', 'health'],
  ['a.docx', '星湖县政府办', 'xinghu'],
  // the file, the folder
  ['03-云桥镇2024年年报(终稿).docx', null, 'yunqiao'],
  ['２０２４年政府信息公开年报－云桥镇人民政府.docx', null, 'yunqiao'],
  ['星湖县教育局2024年政府信息公开工作年度报告.pdf', null, 'edu'],
  ['云桥镇/正文.docx', null, 'yunqiao'],
  ['年报/云桥镇政府/附件/表.xlsx', null, 'yunqiao'],
  ['yunqiao/report.docx', null, 'yunqiao'],
  ['inner.zip/石桥乡/report.docx', null, 'shiqiao'],
])('%s, which calls itself %s, is %s', (path, stated, id) => {
  expect(ofCounty(path, stated)).toMatchObject({ agency: { id }, reason: null })
})

test.each<[string, string | null, RegExp]>([
  ['a.docx', null, /没有写明单位/],
  ['星湖县年报/a.docx', null, /没有写明单位/],
  ['a.docx', '青禾县云桥镇', /青禾县云桥镇/],
  ['a.docx', '青禾县柳荫街道', /青禾县柳荫街道/],
  ['云桥镇/a.docx', '星湖县石桥乡', /不一致/],
  ['云桥镇.docx', '星湖县石桥乡', /不一致/],
  ['云桥镇/a.docx', '青禾县教育局', /青禾县教育局/],
  ['云桥镇.docx', '星湖县人民政府', /不一致/],
])('%s, which calls itself %s, is nobody’s for certain', (path, stated, words) => {
  expect(ofCounty(path, stated)).toMatchObject({ agency: null, reason: { message: expect.stringMatching(words) as string } })
})

test('a name that several have is settled by the folder around it, or not at all', () => {
  expect(ofCity('教育局.docx', null).agency).toBeNull()
  expect(ofCity('a.docx', '教育局').reason?.message).toMatch(/不止一个/)
  expect(ofCity('青禾县/教育局.docx', null).agency?.id).toBe('qinghe-edu')
  expect(ofCity('星湖县/a.docx', '教育局').agency?.id).toBe('edu')
  expect(ofCity('a.docx', '望北市教育局').agency?.id).toBe('wangbei-edu')
})

test('whoever has nobody below uploads its own', () => {
  const own = attribution([agency('yunqiao', '星湖县云桥镇人民政府', 'township', 'xinghu')], 'yunqiao')
  expect(own('a.docx', null).agency?.id).toBe('yunqiao')
  expect(own('a.docx', '石桥乡').agency).toBeNull()
})
