import { describe, expect, test } from 'vitest'
import { SPECIMEN } from '../support/specimen.ts'
import { layoutNamed } from '../support/writers/index.ts'
import { rejection, report } from './support/parsed.ts'

const ROWS = layoutNamed('row per line, pipes').write(SPECIMEN)
const TITLE = ROWS.split('\n').find(line => line.includes('年度报告')) ?? ''

describe('a title on several lines', () => {
  test.each([
    '青川县柳溪镇人民政府2024年\n政府信息公开工作年度报告',
    '青川县柳溪镇人民政府\n2024年度\n政府信息公开工作年度报告',
    '青川县柳溪镇人民政府\n政府信息公开工作年度报告\n（2024年度）',
    '青川县柳溪镇人民政府2024年政府信\n息公开工作年度报告',
    '青川县柳溪镇人民政府关于2024年度政府信息公开工作情况的报告',
    '青川县柳溪镇人民政府〔2024〕年度政府信息公开工作年度报告',
  ])('%j', title => {
    const { agency, year, title: read, preamble } = report(ROWS.replace(TITLE, title))
    expect({ agency, year, read }).toEqual({ agency: '青川县柳溪镇人民政府', year: 2024, read: title.replaceAll('\n', '') })
    expect(preamble.some(({ text }) => title.includes(text))).toBe(false)
  })
})

describe('lines broken by the width of a page', () => {
  const paragraph = (text: string) => report(`${TITLE}\n${text}\n${ROWS.slice(ROWS.indexOf(TITLE) + TITLE.length)}`)

  test('a period across lines is read whole and quoted as it stands', () => {
    const { dates, text } = paragraph('本报告所列数据的统计期限自2024年1月1日起至2024年12月3\n1日止，电子版可在县政府网站下载。')
    expect(dates.period).toMatchObject({ from: '2024-01-01', to: '2024-12-31' })
    expect(dates.period && text.slice(dates.period.place.start, dates.period.place.end)).toBe('2024年1月1日起至2024年12月3\n1日')
  })

  test('a date that only may go on is not read', () => {
    expect(paragraph('统计期限自2024年1月1日至2024年12月3').dates.period).toMatchObject({ from: '2024-01-01', to: null })
  })

  test('names of sections at the start of a line are no heading', () => {
    const { sections } = paragraph('本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、\n政府信息公开行政复议、行政诉讼情况、存在的主要问题及改进情况等部分组成。')
    expect(sections.map(({ key }) => key)).toEqual(['overview', 'disclosure', 'requests', 'disputes', 'problems', 'other'])
  })

  test('headings, numbered items and signatures stay on their own', () => {
    const { preamble } = paragraph('本报告按照政府信息公开条例的要求编制并向社会公布\n1.本报告中的数据由各股室提供，\n青川县柳溪镇人民政府')
    expect(preamble.map(({ text }) => text)).toEqual(expect.arrayContaining(['本报告按照政府信息公开条例的要求编制并向社会公布', '1.本报告中的数据由各股室提供，']))
  })
})

test.each([
  '《柳溪镇2024年政府信息公开工作年度报告》解读\n一、编制背景\n依条例编制。\n二、主要内容\n共六部分。\n三、主动公开情况\n30条。\n四、存在问题和改进情况\n有不足。',
  '一图读懂柳溪镇2024年政府信息公开工作年度报告\n一、总体情况\n公开30条。',
])('an interpretation is refused whatever its headings: %#', text => {
  expect(rejection(text)).toBe('interpretation')
})

test('half a year is refused whatever its headings', () => {
  const text = '2024年上半年柳溪镇政府信息公开工作报告\n一、主动公开情况\n30条。\n二、依申请公开情况\n3件。\n三、存在问题\n有不足。'
  expect(rejection(text)).toBe('half-year')
})

test('mirrors in traditional characters', () => {
  const { sections } = report(ROWS.replace('二、主动公开政府信息情况', '二、主動公開政府信息情況').replace('三、收到和处理政府信息公开申请情况', '三、收到和處理政府信息公開申請情況'))
  expect(sections.map(({ key }) => key).slice(1, 3)).toEqual(['disclosure', 'requests'])
})
