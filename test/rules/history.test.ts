import { describe, expect, test } from 'vitest'
import type { Edits } from '../../lib/rules/define.ts'
import { runExample } from './support/example.ts'

const LAST_TITLE: Edits = [['澜川县水务局2023年政府信息公开工作年度报告', '澜川县水务局2022年政府信息公开工作年度报告']]
const FORWARD = '| 四、结转下年度继续办理 | | | 2 | 0 | 0 | 0 | 0 | 0 | 2 |'
const OVER = '| 二、上年结转政府信息公开申请数量 | | | 2 | 0 | 0 | 0 | 0 | 0 | 2 |'

/** What the two families say; findings of others are not the matter here. */
async function told(example: Parameters<typeof runExample>[0]) {
  const { findings, notEvaluated } = await runExample(example)
  const own = ({ rule }: { readonly rule: string }) => /^(?:history|peers)\//.test(rule)
  return { findings: findings.filter(own), reasons: notEvaluated.filter(own) }
}

describe('what there is to compare with', () => {
  test('a first report: every rule says so, none finds anything', async () => {
    const { findings, reasons } = await told({ history: 'none' })
    expect(findings).toEqual([])
    expect(new Set(reasons.map(({ reason }) => reason))).toEqual(new Set(['没有本机关上一年度的报告，无法与上一年度比对']))
    expect(reasons.length).toBeGreaterThanOrEqual(7)
  })

  test.each<[string, Edits]>([
    ['two years before', LAST_TITLE],
    ['another agency’s', [['澜川县水务局2023年政府', '望北市文化广电局2023年政府'], ['澜川县水务局\n\n2024年1月16日', '望北市文化广电局\n\n2024年1月16日'], ['请与澜川县水务局办公室', '请与望北市文化广电局办公室']]],
  ])('a report %s is none to compare with', async (_, history) => {
    expect(await told({ edits: [[OVER, OVER.replaceAll('2 |', '9 |')]], history })).toEqual({ findings: [], reasons: [] })
  })
})

describe('carried forward, carried over', () => {
  test('one finding for one mistake, at the total', async () => {
    const { findings } = await told({ history: [[FORWARD, '| 四、结转下年度继续办理 | | | 5 | 0 | 0 | 0 | 0 | 0 | 5 |']] })
    expect(findings).toMatchObject([{ rule: 'history/carried-over', severity: 'error', expected: '5', actual: '2', quote: '2' }])
    expect(findings[0]?.message).toMatch(/“自然人”列本年填2、上年填5，“总计”列本年填2、上年填5/u)
  })

  test('where only the kinds of applicants differ, it is less certain', async () => {
    const { findings } = await told({ history: [[FORWARD, '| 四、结转下年度继续办理 | | | 1 | 1 | 0 | 0 | 0 | 0 | 2 |']] })
    expect(findings).toMatchObject([{ rule: 'history/carried-over', severity: 'warning' }])
  })

  test.each<[string, { history?: Edits; edits?: Edits }]>([
    ['last year’s row is blank', { history: [[FORWARD, '| 四、结转下年度继续办理 | | | | | | | | | |']] }],
    ['this year’s row is blank', { edits: [[OVER, '| 二、上年结转政府信息公开申请数量 | | | | | | | | | |']] }],
    ['last year’s row is missing', { history: [[`${FORWARD}\n`, '']] }],
  ])('blank is not zero: %s', async (_, example) => {
    const { findings, reasons } = await told(example)
    expect(findings).toEqual([])
    expect(reasons.find(({ rule }) => rule === 'history/carried-over')?.reason).toMatch(/不是数字/u)
  })
})

describe('in force', () => {
  test('the sum is spelled out', async () => {
    const { findings } = await told({ edits: [['| 行政规范性文件 | 3 | 2 | 12 |', '| 行政规范性文件 | 3 | 2 | 10 |']] })
    expect(findings).toMatchObject([{ rule: 'history/in-force', expected: '12', actual: '10' }])
    expect(findings[0]?.message).toContain('11+3-2=12')
  })

  test('the form of 2019 had no such column', async () => {
    const { findings, reasons } = await told({
      history: [['| 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |', '| 信息内容 | 本年新制作数量 | 本年新公开数量 | 对外公开总数量 |']],
    })
    expect(findings.filter(({ rule }) => rule === 'history/in-force')).toEqual([])
    expect(reasons.filter(({ rule }) => rule === 'history/in-force')).toEqual([])
  })
})

describe('peers', () => {
  const COPY = { agency: '澜川县林业局', edits: [['取水许可决定21条', '采伐许可决定8765条']] as Edits }

  test('the finding names the other agency and shows nothing but the report’s own words', async () => {
    const { findings } = await told({ peers: [COPY] })
    expect(findings).toMatchObject([{ rule: 'peers/shared-text', severity: 'warning' }])
    expect(findings[0]?.message).toContain('澜川县林业局')
    expect(JSON.stringify(findings)).not.toMatch(/8765|采伐/u)
  })

  test('a text that many share is told as handed out, and is a hint', async () => {
    const { findings } = await told({ peers: ['澜川县林业局', '澜川县民政局', '澜川县文化局'].map((agency) => ({ agency, edits: [] })) })
    expect(findings).toMatchObject([{ rule: 'peers/shared-text', severity: 'info' }])
    for (const agency of ['林业局', '民政局', '文化局']) expect(findings[0]?.message).toContain(agency)
    expect(findings[0]?.message).toContain('统一下发')
  })

  test('a short report with the words that everybody uses is no copy', async () => {
    const short: Edits = [
      ['2024年，我局通过县政府门户网站公开政府信息86条，其中水质监测公告52条、取水许可决定21条、财政预决算4条、其他信息9条。', '做到应公开尽公开。'],
      ['公文起草时确定公开属性，发布前由拟稿人、股室负责人和分管领导逐级审核，全年清理失效的规范性文件2件。', '严格执行先审查后公开。'],
      ['维护县政府门户网站的水务专栏，在办事大厅设置查阅点，由专人协助群众查询。', '依托县政府门户网站公开。'],
      ['政府信息公开纳入股室年度考核，组织社会评议，评议结果为满意，全年没有需要追究责任的情形。', '考核和社会评议结果良好，没有责任追究。'],
      ['一是部分公告的说明不够通俗；二是新任经办人员对答复时限不熟悉。', '公开形式较为单一。'],
      ['一是为水质公告配上图表说明；二是建立答复时限提醒，每季度组织一次学习。', '加强培训，丰富形式。'],
    ]
    expect((await told({ edits: short, peers: [{ agency: '澜川县林业局', edits: short }] })).findings).toEqual([])
  })
})
