import { compare, LEAST_TEXT, type Passage } from '../../similarity/index.ts'
import { excerpt, longest, narrative, percent } from '../alike.ts'
import { defineRule, notApplicable, outcome, pass, type Outcome } from '../define.ts'
import { FORM_OF_2021 } from '../sources.ts'
import { against, type Pair } from './before.ts'

function copied(pair: Pair, least: number): Outcome {
  const { report, before, year, context } = pair
  const { share, common, total, passages } = compare(narrative(report, context.agency), narrative(before, context.agency))
  if (total < LEAST_TEXT) return notApplicable
  const shown = longest(passages)
  const [first] = shown.toSorted((a, b) => b.length - a.length)
  if (share * 100 < least || first === undefined) return pass
  const exact = common === total ? '全部' : `${total}字中有${common}字（${percent(share)}）`
  return outcome([
    {
      message: `正文与${year}年度报告几乎相同：${exact}没有变化，只改了数字、日期等。${shown.map((passage) => bothWords(pair, passage)).join('')}`,
      place: first.own,
      actual: percent(share),
    },
  ])
}

/** The same words of both years; where only numbers differ, both are shown. */
function bothWords({ report, before, year }: Pair, { own, other }: Passage): string {
  const [now, then] = [excerpt(report, own), excerpt(before, other)]
  return now === then ? `两年都写“${now}”。` : `今年写“${now}”，${year}年度写“${then}”。`
}

export const copiedNarrative = defineRule<'share'>({
  id: 'history/copied-narrative',
  title: '正文照搬上一年度报告',
  severity: 'warning',
  dimension: 'formality',
  source: FORM_OF_2021,
  why: '年度报告要写本年度的工作。正文只改数字、照搬上一年度的，属于内容雷同、敷衍塞责，要按条例追究责任。',
  fix: '按本年度的实际工作重写总体情况、主要问题和改进情况：做了哪些新的工作，上一年度提出的问题改进得怎样，还有哪些新的问题。',
  thresholds: { share: { value: 90, min: 50, max: 100, title: '正文与上一年度相同的部分占百分之多少' } },
  examples: {
    fail: [
      {
        edits: [
          ['2024年，我局通过县政府门户网站公开政府信息86条，其中水质监测公告52条、取水许可决定21条、财政预决算4条、其他信息9条。', '全年公布供水水质、河道采砂、取水审批和预决算信息84条，汛期水情每日两报。'],
          ['公文起草时确定公开属性，发布前由拟稿人、股室负责人和分管领导逐级审核，全年清理失效的规范性文件2件。', '公开属性写入发文稿纸，办公室每月核对一次已发公文，漏标的退回重办。'],
          ['维护县政府门户网站的水务专栏，在办事大厅设置查阅点，由专人协助群众查询。', '水务专栏改版，增加停水通知的短信订阅；两个水厂门口各设一块公示屏。'],
          ['政府信息公开纳入股室年度考核，组织社会评议，评议结果为满意，全年没有需要追究责任的情形。', '局务会两次研究公开工作，考核和社会评议均已完成，没有发生责任追究。'],
          ['一是部分公告的说明不够通俗；二是新任经办人员对答复时限不熟悉。', '一是栏目更新不够均衡；二是历史文件的电子化进度慢。'],
          ['一是为水质公告配上图表说明；二是建立答复时限提醒，每季度组织一次学习。', '一是把更新任务分到各股室；二是用两年时间完成旧文件扫描入库。'],
        ],
      },
    ],
    pass: [
      {},
      { history: 'none' },
      // One passage of several.
      { edits: [['维护县政府门户网站的水务专栏，在办事大厅设置查阅点，由专人协助群众查询。', '水务专栏改版，增加停水通知的短信订阅；两个水厂门口各设一块公示屏。']] },
    ],
  },
  check: against((pair, limit) => copied(pair, limit('share'))),
})
