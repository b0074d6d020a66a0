import { describe, expect, test } from 'vitest'
import { areDifferent } from '../../lib/rules/filing/agency.ts'
import { runExample } from './support/example.ts'

const TITLE = '# 澜川县水务局2024年政府信息公开工作年度报告'

type Edits = readonly (readonly [string, string])[]
const told = async (edits: Edits): Promise<string[]> =>
  (await runExample({ edits })).findings.filter(({ severity }) => severity !== 'info').map(({ rule, message }) => `${rule} ${message}`)

/** What agencies write otherwise than the form prints it, and may. */
describe('left alone', () => {
  test.each([
    '# 澜川县水务局2024年度政府信息公开工作年度报告',
    '# 2024年澜川县水务局政府信息公开工作年度报告',
    '# 澜川县水务局政府信息公开工作年度报告（2024年度）',
    '# 澜川县水务局政府信息公开工作2024年度报告',
    '# 澜川县水务局2024年度政府信息公开工作报告',
    '# 2024年澜川县水务局信息公开工作年报',
    '# 关于2024年度政府信息公开情况的报告',
    '# 澜川县水务局2024年政府信息公开工作年度报告（文字版）',
    '# 澜川县水务局二〇二四年政府信息公开工作年度报告',
  ])('the title %s', async (title) => {
    expect(await told([[TITLE, title]])).toEqual([])
  })

  test.each<[string, string]>([
    ['一、总体情况', '一、总体情况：'],
    ['二、主动公开政府信息情况', '二、行政机关主动公开政府信息情况'],
    ['三、收到和处理政府信息公开申请情况', '三、收到和处理政府信息公开申请情况（依申请公开）'],
    ['四、政府信息公开行政复议、行政诉讼情况', '四、因政府信息公开工作被申请行政复议、提起行政诉讼情况'],
    ['五、存在的主要问题及改进情况', '五、政府信息公开工作存在的主要问题及改进措施'],
    ['六、其他需要报告的事项', '六、其他需要报告事项'],
    ['六、其他需要报告的事项', '六 、其他需要报告的事项'],
  ])('the heading %s as %s', async (find, replace) => {
    expect(await told([[`\n${find}`, `\n${replace}`]])).toEqual([])
  })

  test.each<[string, Edits]>([
    ['counted in figures', [['(一)主动', '1.主动'], ['(二)依', '2.依'], ['(三)政', '3.政'], ['(四)政', '4.政'], ['(五)监', '5.监']]],
    ['named by the bare aspects', [['主动公开情况', '主动公开'], ['依申请公开情况', '依申请公开'], ['政府信息管理情况', '政府信息管理'], ['政府信息公开平台建设情况', '平台建设'], ['监督保障情况', '监督保障']]],
    ['with the text on the same line', [['(一)主动公开情况\n\n', '(一)主动公开情况。'], ['(四)政府信息公开平台建设情况\n\n', '（四）平台建设：']]],
    ['with a sixth of their own', [['二、主动公开政府信息情况', '(六)教育培训情况\n\n全年组织培训两次。\n\n二、主动公开政府信息情况']]],
    ['in another order', [['(三)政府信息管理情况', '(三)政府信息公开平台建设'], ['(四)政府信息公开平台建设情况', '(四)政府信息管理']]],
  ])('sub-sections %s', async (_, edits) => {
    expect(await told(edits)).toEqual([])
  })

  test.each<[string, string, string]>([
    ['a period without the second year', '自2024年1月1日起至2024年12月31日止', '自2024年1月1日起至12月31日止'],
    ['a period with a dash', '自2024年1月1日起至2024年12月31日止', '为2024年1月1日—2024年12月31日'],
    ['a period by its end', '自2024年1月1日起至2024年12月31日止', '截至2024年12月31日'],
    ['last year for comparison', '2024年，我局通过', '2023年公开80条，2024年，我局通过'],
    ['a campaign since an earlier year', '(三)政府信息管理情况\n\n', '(三)政府信息管理情况\n\n2021年以来，我局持续清理文件。'],
    ['plans for the coming year', '改进情况：一是', '改进情况：2025年，我局将从以下方面改进：一是'],
    ['an account of improvement', '改进情况：一是', '改进情况：2024年，针对上一年度的问题，我局已将答复期限写入制度：一是'],
    ['a blank around numbers', '| 行政许可 | 145 | | |', '| 行政许可 |   145   | | |'],
    ['a number in full-width digits', '| 行政处罚 | 17 | | |', '| 行政处罚 | １７ | | |'],
    ['nothing else to report', '2024年度，本机关未收取政府信息公开信息处理费，没有其他需要报告的事项。', '无。全年未收取信息处理费。'],
  ])('%s', async (_, find, replace) => {
    expect(await told([[find, replace]])).toEqual([])
  })
})

describe('two names', () => {
  test.each([
    ['澜川县水务局', '岚平市澜川县水务局'],
    ['澜川县', '澜川县人民政府办公室'],
    ['澜川县发改委', '澜川县发展和改革委员会'],
    ['青禾镇人民政府', '澜川县青禾镇'],
    ['松涛街道', '云桥区松涛街道办事处'],
    ['澜川县住建局', '澜川县住房和城乡建设局'],
    ['岚平市税务局', '国家税务总局岚平市税务局'],
    ['澜川县民政局', '澜川县财政局'],
  ])('%s and %s may be one body', (a, b) => {
    expect(areDifferent(a, b)).toBe(false)
    expect(areDifferent(b, a)).toBe(false)
  })

  test.each([
    ['澜川县水务局', '澜川县林业局'],
    ['青禾镇人民政府', '松涛街道办事处'],
    ['澜川县水务局', '望北市水务局'],
  ])('%s and %s are two', (a, b) => {
    expect(areDifferent(a, b)).toBe(true)
    expect(areDifferent(b, a)).toBe(true)
  })
})

describe('where it is not certain', () => {
  const withoutYear: Edits = [
    [TITLE, '# 澜川县水务局政府信息公开工作年度报告'],
    ['统计期限自2024年1月1日起至2024年12月31日止', '统计期限自2023年1月1日起至2023年12月31日止'],
    ['| 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |', '| 信息内容 | 本年新制作数量 | 本年新公开数量 | 对外公开总数量 |'],
  ]

  test('of which year a report is, neither its form nor its dates are judged', async () => {
    const { findings, notEvaluated } = await runExample({ edits: withoutYear })
    expect(findings.map(({ rule }) => rule)).toEqual(['structure/title'])
    expect(notEvaluated.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['dates/signed-early', 'dates/late', 'form/hybrid']))
  })

  test('whether the title or the period names the wrong year, the dates are not judged', async () => {
    const { findings, notEvaluated } = await runExample({ edits: [[TITLE, TITLE.replace('2024', '2023')]] })
    expect(findings.map(({ rule, severity }) => [rule, severity])).toEqual([['dates/period', 'error']])
    expect(findings[0]?.message).toContain('标题是2023年')
    expect(notEvaluated.map(({ rule }) => rule)).toEqual(['dates/signed-early', 'dates/late'])
  })

  test('a date of last January is most likely of this one', async () => {
    const { findings } = await runExample({ edits: [['2025年1月16日', '2024年1月16日']] })
    expect(findings.map(({ rule }) => rule)).toEqual(['dates/signed-early'])
    expect(findings[0]?.fix).toContain('改为2025年1月16日')
  })

  test('whether a row is missing or misnamed, it is a warning', async () => {
    const { findings } = await runExample({ edits: [['| 行政强制 | 4 | | |', '| 行政强执行 | 4 | | |']] })
    const missing = findings.filter(({ rule }) => rule === 'form/missing-rows')
    for (const { severity, message } of missing) expect([severity, message]).toEqual(['warning', expect.stringContaining('行政强执行')])
  })

  test('whose report it is, a date in February is not judged', async () => {
    const { findings, notEvaluated } = await runExample({
      edits: [[TITLE, '# 2024年政府信息公开工作年度报告'], ['澜川县水务局\n\n2025年1月16日', '2025年2月10日'], ['请与澜川县水务局办公室联系', '请与办公室联系']],
      context: { level: undefined, agency: undefined },
    })
    expect(findings.map(({ rule }) => rule)).toEqual([])
    expect(notEvaluated).toEqual([{ rule: 'dates/late', reason: expect.stringContaining('层级') as string }])
  })

  test('a publication date in the page is a hint', async () => {
    const { findings } = await runExample({ edits: [['2025年1月16日\n', ''], [TITLE, `发布日期：2025-03-07\n\n${TITLE}`]], context: { date: '2025-03-08' } })
    expect(findings.map(({ rule, severity }) => [rule, severity])).toEqual([['dates/late', 'info'], ['dates/missing', 'info']])
  })

  test('customs may follow headings of their own', async () => {
    const { findings } = await runExample({
      edits: [[TITLE, '# 澜川海关2024年政府信息公开工作年度报告'], ['(四)政府信息公开平台建设情况', '(四)基层政务公开']],
      context: { agency: '澜川海关' },
    })
    expect(findings.map(({ rule, severity }) => [rule, severity])).toEqual([['structure/aspects', 'info']])
  })
})
