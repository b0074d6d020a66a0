import type { Report } from '../../report/index.ts'
import { defineRule, notApplicable, outcome, type Outcome } from '../define.ts'
import { firstLine } from '../places.ts'
import { hitsOf, paragraphsOf, type Line } from '../prose.ts'
import { ARTICLE_50 } from '../sources.ts'
import { sectionOf } from '../structure/canon.ts'

const PROBLEMS = '存在的主要问题：一是部分公告的说明不够通俗；二是新任经办人员对答复时限不熟悉。'
const MEASURES = '改进情况：一是为水质公告配上图表说明；二是建立答复时限提醒，每季度组织一次学习。'

/** 无, 暂无, 没有问题, 不存在问题: that there is nothing to tell. */
const DENIED =
  /(?:问题|情况|不足)?[:,]?(?:暂时?|基本|目前|均)?(?:无|没有|不存在|未发现|未存在|不涉及)(?:存在)?(?:任何|明显|突出|重大|较大|什么|其[他它])?的?(?:主要)?(?:问题|不足|情况)?(?:和|及|与|以及)?(?:需要?)?(?:改进|整改)?(?:情况|措施|的?地方|之处)?(?=[,。;]|$)/gu
const NOTHING = /^[^\p{L}\p{N}]*(?:\(?[一二]\)?)?(?:\/|-|—|无|暂无|没有|不涉及)[^\p{L}\p{N}]*$/u

/** Words of weakness. Generous: a section that holds any of them tells a problem in its own way. */
const WEAKNESS =
  /有待|亟待|[仍还尚也]需|尚未|未能|未及时|未完全|需要?(?:进一步)?(?:加强|提[高升]|完善|改进|优化|加大|强化|深化|拓[宽展]|规范)|缺|欠|弱|滞后|单一|差距|短板|有限|局限|困难|难|偏|差异|误解|被(?:纠正|扣|通报|撤销)|较[少低慢窄差浅]|少(?!数)|低|慢|浅|窄|参差|疏漏|(?:问题|不足|短板)[^,。;]{0,6}(?:一是|[一1][、.]|:|是|有|为|在于)|不(?![断忘懈仅但同得可再限动折越漏留存涉需])/u
/** What remains to be wished, or is not, is no measure taken. */
const WISH = /(?:有待|亟待|[仍还尚也]?需要?|应当?)(?:进一步|继续|不断|持续)?[^,。;]{0,12}?(?:加强|提[高升]|完善|改进|优化|加大|强化|深化|拓[宽展]|规范|丰富|增[强加])|[不未](?:够|太|能)?[^,。;]{2}/gu
const MEASURE =
  /加强|强化|提[高升]|完善|优化|加大|加快|进一步|继续|下一步|措施|改进|建立|健全|组织|规范|落实|开展|推进|推动|拓[宽展]|丰富|细化|深化|做好|做到|抓好|将|整改|培训|解决|确保|明确|安排|制定|修订|及时|定期|增[加强]|充实|完成|学习|配[上备齐强]|整理|编[写印制]|增设|设立|新设|改[为成由]|从[^,。;]{1,4}月起|今年起|对此|为此|针对|推出|开设|开通|上线|举办|召开|张贴|印发|邀请|聘[请用任]|选派|投入|增派|调整/u

const linesOf = (report: Report): Line[] => paragraphsOf(report).filter(({ section }) => section?.key === 'problems')

/** Judges section five where it has text. */
function judged(report: Report, judge: (lines: readonly Line[], text: string) => Outcome): Outcome {
  const lines = linesOf(report)
  const text = lines.map(({ folded }) => folded).join('。')
  return /[\p{L}\p{N}]/u.test(text) || NOTHING.test(text) ? (sectionOf(report, 'problems') === undefined ? notApplicable : judge(lines, text)) : notApplicable
}

/** What is left of section five when its denials are taken out. */
const withoutDenials = (text: string): string => text.replaceAll(DENIED, '')

/** Whether words stand under a sub-heading of their own: （一）存在的问题. */
function isHeaded(report: Report, words: RegExp): boolean {
  const subsections = sectionOf(report, 'problems')?.subsections ?? []
  return subsections.some(({ heading, place }, index) => {
    const end = subsections[index + 1]?.place.start ?? Infinity
    const own = linesOf(report).filter((line) => line.place.start >= place.end && line.place.end <= end)
    return words.test(heading) && own.some(({ folded }) => /\p{L}{4}/u.test(withoutDenials(folded)))
  })
}

/** Whether problems are told: in words of weakness, or under a sub-heading. */
const tellsProblems = (report: Report, text: string): boolean => WEAKNESS.test(withoutDenials(text)) || isHeaded(report, /问题|不足|困难|短板/u)
const tellsMeasures = (report: Report, text: string): boolean => MEASURE.test(text.replaceAll(WISH, '')) || isHeaded(report, /改进|措施|整改|对策|打算|下一步/u)

export const problemsDenied = defineRule({
  id: 'law/problems-denied',
  title: '第五部分写没有问题',
  severity: 'warning',
  dimension: 'completeness',
  source: `${ARTICLE_50}第五项`,
  why: '条例第五十条要求报告“存在的主要问题及改进情况”，写“无”等于没有报告，会被认为敷衍了事。',
  fix: '写出本年度工作中实际存在的一两个问题，并写明怎样改进、改到什么程度。',
  examples: {
    fail: [
      { edits: [[PROBLEMS, '无。'], [MEASURES, '']] },
      { edits: [[PROBLEMS, '存在的主要问题：暂无。']] },
      { edits: [[PROBLEMS, '2024年，我局政府信息公开工作不存在问题。'], [MEASURES, '下一步，继续做好政府信息公开工作。']] },
    ],
    pass: [{ edits: [[PROBLEMS, '2024年未发现泄密问题，但部分公告更新不及时。']] }],
  },
  check: (report) =>
    judged(report, (lines, text) => {
      const denials = lines.flatMap((line) => hitsOf(line, DENIED))
      const [denial] = denials
      const [first] = lines
      if (first === undefined || tellsProblems(report, text) || (denial === undefined && !NOTHING.test(text))) return outcome([])
      return outcome([{ message: '第五部分写的是没有问题，没有报告存在的主要问题。', place: firstLine(report, first.place), expected: '存在的主要问题及改进情况', actual: '没有问题' }])
    }),
})

export const problemsMissing = defineRule({
  id: 'law/problems-missing',
  title: '第五部分没有写问题',
  severity: 'warning',
  dimension: 'completeness',
  source: `${ARTICLE_50}第五项`,
  why: '这一部分要先写存在的主要问题，只写成绩、打算或者措施，读者不知道改进的是什么。',
  fix: '先写本年度实际存在的主要问题，再写针对这些问题的改进情况。',
  examples: {
    fail: [{ edits: [[PROBLEMS, '2024年，我局政府信息公开工作取得了良好成效，受到群众好评。']] }, { edits: [[PROBLEMS, '']] }],
    pass: [{ edits: [[PROBLEMS, '一年来，公告的可读性有待增强，新任经办人员的业务能力还需提高。']] }],
  },
  check: (report) =>
    judged(report, (lines, text) => {
      const [first] = lines
      if (first === undefined || tellsProblems(report, text) || NOTHING.test(text) || lines.some((line) => hitsOf(line, DENIED).length > 0)) return outcome([])
      return outcome([{ message: '第五部分没有写存在什么问题，只写了成绩或者措施。', place: firstLine(report, first.place), expected: '存在的主要问题', actual: '没有写' }])
    }),
})

export const improvementsMissing = defineRule({
  id: 'law/improvements-missing',
  title: '第五部分没有写改进情况',
  severity: 'warning',
  dimension: 'completeness',
  source: `${ARTICLE_50}第五项`,
  why: '条例第五十条要求既报告问题、也报告改进情况，只有问题没有改进，就是只写了一半。',
  fix: '针对每个问题写明已经采取或者准备采取的改进措施。',
  examples: {
    fail: [{ edits: [[MEASURES, '']] }, { edits: [[PROBLEMS, '公告的可读性有待进一步增强，经办人员的业务能力还需提高。'], [MEASURES, '']] }],
    pass: [{ edits: [[MEASURES, '下一步，我局将为公告配上图表。']] }, { edits: [[MEASURES, '对前一点，从三月起公告都附图表；对后一点，编写了答复时限的问答。']] }],
  },
  check: (report) =>
    judged(report, (lines, text) => {
      const [first] = lines
      if (first === undefined || !tellsProblems(report, text) || tellsMeasures(report, text)) return outcome([])
      return outcome([{ message: '第五部分只写了问题，没有写怎样改进。', place: firstLine(report, first.place), expected: '改进情况', actual: '没有写' }])
    }),
})
