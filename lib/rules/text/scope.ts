import type { Report } from '../../report/index.ts'
import { defineRule, notApplicable, outcome, type Fault, type RuleContext } from '../define.ts'
import { linesOf, partWords, sentencesOf, type Sentence } from '../prose.ts'
import { ARTICLE_47 } from '../sources.ts'
import { isQuoted, isTownship, kindOf, nameOf } from './bodies.ts'

/** What only the body above does: it organises, guides, supervises the whole of its area. */
const LEADS = '组织(?:推动|开展|实施|召开|指导)?|统筹(?:推进|协调|指导|做好)?|牵头(?:推进|组织|负责)?|指导(?:推动)?|部署(?:推进)?|督促(?:指导)?|督导|监督(?:指导)?|协调(?:推进)?|负责(?:组织|推进|指导|监督)?|主管|通报|考核'
const MOVES = `${LEADS}|推动|推进|领导|深化|规范|加强|提升`
/** The work of the field itself, as the object. */
const WORK = '(?:各级|各地|各县|各部门)?(?:政府信息公开|政务公开|信息公开|政府网站|政务新媒体|基层政务公开)(?!(?:工作)?(?:要点|部署|安排|任务|指引|标准|规定|目录|平台|系统))'
/** Who leads is somebody else: 按照省政府部署推进全省……, 参加全县培训. */
const OTHERS = /参加|参与|配合|按照?|根据|依照|落实|贯彻|响应|对照|接受|纳入|服从|协助|依托|结合|上级|县委|县政府|县里|市委|市政府|省委|省政府|区委|区政府|州政府|旗政府|市级|县级|省级|区级|国务院|政府办|公开办|主管部门|列[入为]|荣获/u

interface Scope {
  /** A sentence without it needs no closer look. */
  readonly area: string
  readonly expression: RegExp
}

const scopes = (areas: string, verbs: string): Scope[] => areas.split(' ').map((area) => ({ area, expression: new RegExp(`(?:${verbs})[^,。;、]{0,2}${area}(?:的)?${WORK}`, 'gu') }))

const WIDE = scopes('全省 全市 全州 全国 全自治区 全盟', MOVES)
const NEAR = scopes('全县 全区 全旗', LEADS)
const WHOLE_PROVINCE = scopes('全省 全国 全自治区', MOVES)
/** 指导各县（市、区）, 督促各乡镇（街道）. */
const BELOW: readonly Scope[] = [
  {
    area: '各',
    expression: /(?:组织|统筹|指导|督促|督导|要求|考核|检查|培训|通报|协调)[^,。;、]{0,3}各(?:县|区县|县区|市县|县市|市州|市、州|地市|盟市|旗县|乡镇|镇乡|镇街|街镇|街乡)(?!直|属|级|办|区?内)/gu,
  },
]

/** The areas that a body of this kind surely does not lead. */
function beyond(report: Report, context: RuleContext): { readonly name: string; readonly scopes: readonly Scope[] } | null {
  const name = nameOf(report, context)
  const kind = kindOf(name)
  if (name === null) return null
  if (isTownship(kind)) return { name, scopes: [...WIDE, ...NEAR, ...BELOW] }
  // 某某市 may be a province's or a county's; of a county's own departments it is certain that they lead no province.
  const isLocal = /[县旗](?:人民政府|政府|[^省市]*[局委办])?$/u.test(name) || (context.level ?? report.level) === 'county'
  return isLocal ? { name, scopes: WHOLE_PROVINCE } : null
}

const OWN = '上年结转2件，办结20件'

function led(sentence: Sentence, name: string, { area, expression }: Scope): Fault[] {
  if (!sentence.folded.includes(area)) return []
  return [...sentence.folded.matchAll(expression)].flatMap((match): Fault[] => {
    const clause = sentence.folded.slice(Math.max(0, sentence.folded.lastIndexOf(',', match.index), match.index - 24), match.index)
    if (OTHERS.test(clause) || isQuoted(sentence, match.index)) return []
    return [
      {
        message: `${partWords(sentence)}写“${match[0]}”，这不是“${name}”的职责。`,
        place: sentence.at(match.index, match.index + match[0].length),
        actual: match[0],
      },
    ]
  })
}

export const foreignScope = defineRule({
  id: 'text/foreign-scope',
  title: '写着上级机关的职责',
  severity: 'warning',
  dimension: 'consistency',
  source: ARTICLE_47,
  why: '乡镇组织全省工作、街道指导各县，都是照搬上级机关报告留下的，说明内容没有结合本机关实际。',
  fix: '改写成本机关实际做的工作；确是配合上级做的，写明“按照……部署”“参加……”。',
  examples: {
    fail: [
      { edits: [['公文起草时确定公开属性', '组织推动全省政府信息公开工作，公文起草时确定公开属性']], context: { agency: '澜川县青禾镇', level: 'township' } },
      { edits: [['公文起草时确定公开属性', '督促各县（市、区）规范公文公开属性']], context: { agency: '澜川县青禾镇', level: 'township' } },
    ],
    pass: [
      { edits: [['公文起草时确定公开属性', '按照省政府部署推进全省政务公开工作要点的落实，参加全县政务公开培训，指导各村公开村务']], context: { agency: '澜川县青禾镇', level: 'township' } },
      { edits: [['公文起草时确定公开属性', '指导全县政务公开工作，督促各乡镇确定公文公开属性']] },
    ],
  },
  check: (report, context) => {
    const who = beyond(report, context)
    if (who === null) return notApplicable
    return outcome(linesOf(report).flatMap((line) => sentencesOf(line)).flatMap((sentence) => who.scopes.flatMap((scope) => led(sentence, who.name, scope))))
  },
})

/** Requests made to another government: 向市政府提出政府信息公开申请12件. */
const ADDRESSED = /(?:向|受理)(?:我)?(省|市|州|县|区|旗)(?:人民)?政府(?:机关|本级)?(?:提出|递交|提交|申请|书面)[^,。;]{0,16}申请/gu
/** What was passed on to the body is its own. */
const PASSED = /转[办交来送]|交办|移送|答复意见|协助|配合|可以?向|有权|如需/u

export const foreignRequests = defineRule({
  id: 'text/foreign-requests',
  title: '写着别的政府收到的申请',
  severity: 'warning',
  dimension: 'consistency',
  source: ARTICLE_47,
  why: '年度报告只报告本机关收到和处理的申请，写着向上级政府提出的申请，多半是照搬了上级的报告。',
  fix: '改为本机关收到的申请数量；上级转来办理的，写明是转办。',
  examples: {
    fail: [{ edits: [[OWN, '公民向市政府提出政府信息公开申请23件，办结20件']], context: { agency: '岚平市云桥区松涛街道办事处', level: 'township' } }],
    pass: [
      { edits: [[OWN, '公民向县政府提出政府信息公开申请23件，办结20件']], context: { agency: '澜川县人民政府', level: 'county' } },
      { edits: [[OWN, '公民向市政府提出、由市政府转办的申请2件，办结20件']], context: { agency: '岚平市云桥区松涛街道办事处', level: 'township' } },
    ],
  },
  check: (report, context) => {
    const name = nameOf(report, context)
    const kind = kindOf(name)
    if (name === null || kind === null || kind === 'government') return notApplicable
    return outcome(
      linesOf(report)
        .flatMap((line) => sentencesOf(line))
        .filter(({ folded }) => !PASSED.test(folded))
        .flatMap((sentence) =>
          [...sentence.folded.matchAll(ADDRESSED)].map((match): Fault => ({
            message: `${partWords(sentence)}写的是“${match[0]}”，而报告的机关是“${name}”。`,
            place: sentence.at(match.index, match.index + match[0].length),
            expected: '向本机关提出的申请',
            actual: match[0],
          })),
        ),
    )
  },
})
