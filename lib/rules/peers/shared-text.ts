import type { Report } from '../../report/index.ts'
import { compare, isSameAgency, LEAST_TEXT, type Likeness } from '../../similarity/index.ts'
import { excerpt, longest, narrative, percent } from '../alike.ts'
import { defineRule, notApplicable, notEvaluable, outcome, type Fault, type Peer, type RuleContext } from '../define.ts'
import { FORM_OF_2021 } from '../sources.ts'
import { quoted } from '../words.ts'

/** From so many others on, the words were probably handed out by someone above. */
const TEMPLATE = 3

interface Alike {
  readonly peer: Peer
  readonly likeness: Likeness
}

function alikePeers(report: Report, context: RuleContext, least: number): Alike[] {
  const own = narrative(report, context.agency)
  const names = [context.agency, report.agency].filter((name) => name != null)
  return (context.peers ?? [])
    // The same agency's other versions, or the same report on another page.
    .filter((peer) => !names.some((name) => isSameAgency(name, peer.agency)))
    .filter((peer) => report.year === null || peer.report.year === null || report.year === peer.report.year)
    .map((peer) => ({ peer, likeness: compare(own, narrative(peer.report, peer.agency)) }))
    .filter(({ likeness }) => likeness.total >= LEAST_TEXT && likeness.share * 100 >= least)
    .toSorted((a, b) => b.likeness.share - a.likeness.share)
}

/** One finding for all: the nearest is named with what it shares, the others by name. Nothing is shown but the report's own words. */
function faultOf(report: Report, [nearest, ...others]: readonly [Alike, ...Alike[]]): Fault[] {
  const { share, common, total, passages } = nearest.likeness
  const shown = longest(passages)
  const [first] = shown.toSorted((a, b) => b.length - a.length)
  if (first === undefined) return []
  const isTemplate = others.length + 1 >= TEMPLATE
  const also = others.length === 0 ? '' : `与${quoted(others.map(({ peer }) => peer.agency))}的报告也几乎相同。`
  const template = isTemplate ? '多个单位的正文相同，可能是用了统一下发的样本。' : ''
  return [
    {
      message:
        `正文与“${nearest.peer.agency}”同一年度的报告几乎相同：${total}字中有${common}字（${percent(share)}）相同，数字、日期和地名不计。${also}${template}` +
        `相同的有：${quoted(shown.map(({ own }) => excerpt(report, own)))}。`,
      place: first.own,
      actual: percent(share),
      ...(isTemplate && { severity: 'info', fix: '样本只用来提示该写什么，请换成本机关自己的工作、问题和改进措施。' }),
    },
  ]
}

const FORESTRY = '澜川县林业局'

export const sharedText = defineRule<'share'>({
  id: 'peers/shared-text',
  title: '正文与其他单位雷同',
  severity: 'warning',
  dimension: 'formality',
  source: FORM_OF_2021,
  why: '年度报告要写本机关的工作。正文与别的机关几乎相同的，属于内容雷同，要按条例追究责任。',
  fix: '按本机关的实际工作重写总体情况、主要问题和改进情况；相同是因为对方用了本机关的文字，或者两块牌子一套机构的，向主管部门说明。',
  thresholds: { share: { value: 80, min: 50, max: 100, title: '正文与其他单位相同的部分占百分之多少' } },
  examples: {
    fail: [
      { peers: [{ agency: FORESTRY, edits: [] }] },
      // Other numbers, another place: the words are the same.
      { peers: [{ agency: '岚平市民政局', edits: [['公开政府信息86条，其中水质监测公告52条、取水许可决定21条、财政预决算4条、其他信息9条', '公开政府信息143条，其中水质监测公告80条、取水许可决定31条、财政预决算6条、其他信息26条']] }] },
      { peers: [{ agency: FORESTRY, edits: [] }, { agency: '澜川县民政局', edits: [] }, { agency: '澜川县文化局', edits: [] }] },
    ],
    pass: [
      { peers: [] },
      // The agency's own report under a shorter name.
      { peers: [{ agency: '水务局', edits: [] }] },
      {
        peers: [
          {
            agency: FORESTRY,
            edits: [
              ['公开政府信息86条，其中水质监测公告52条、取水许可决定21条、财政预决算4条、其他信息9条', '公布采伐许可、防火禁令和造林补贴名单共64条'],
              ['维护县政府门户网站的水务专栏，在办事大厅设置查阅点，由专人协助群众查询。', '林场和检查站设公告栏，防火期由护林员逐户送达通告。'],
            ],
          },
        ],
      },
    ],
  },
  check: (report, context, limit) => {
    if (context.peers === undefined) return notEvaluable('没有其他单位的报告，无法核对是否雷同')
    const [nearest, ...others] = alikePeers(report, context, limit('share'))
    if (nearest === undefined) return context.peers.length === 0 ? notApplicable : outcome([])
    return outcome(faultOf(report, [nearest, ...others]))
  },
})
