import { claimsOf, type PassageClaims } from '../../claims/index.ts'
import { defineRule, outcome, type Fault } from '../define.ts'
import { ARTICLE_50 } from '../sources.ts'
import { sectionWords } from './words.ts'

const END = String.raw`(?=[，。；、)(\n]|其中|$)`
const VERBS = '公开|发布|公布|推送|更新|收到|受理|办结|答复|回复|办理|制发|制定|印发|废止|作出|新收|上年结转|结转下年(?:度)?(?:继续办理)?'
const NOUNS = '意见建议|留言|信息|申请|文件|公开申请|复议|诉讼|案件|决定|处罚|许可|强制|申请数量|规范性文件'
/**
 * A unit right behind a verb or noun, without its number. 件 after 申请, 办 and 受理 makes a noun (受理件, 申请件), so
 * that more is asked of it: a 共 before it in the clause.
 */
const PATTERNS: readonly RegExp[] = [
  new RegExp(`(?:${VERBS}|${NOUNS})(?:共计?|总数|数量?|约)?(?:条|篇|份|起|期|万元)${END}`, 'gu'),
  new RegExp(`(?:共计?|累计|合计|总计)(?:[^，。；：()\\n]{0,16}?)(?:公开|发布|收到|受理|办结|答复|回复|办理|制发|制定|废止|作出|新收|申请|文件|复议|诉讼|决定|信息)(?:件|项|宗|次)${END}`, 'gu'),
  new RegExp(`(?:共|共计|累计|合计|总计)(?:公开|发布|收到|受理|办结|答复)?(?:条|篇|件|份|起|期)${END}`, 'gu'),
  new RegExp(`(?:同比|比上年|较上年|环比)(?:增长|上升|下降|减少|增加)(?:了|约)?%`, 'gu'),
  new RegExp(`占比?(?:约|为)?%`, 'gu'),
  new RegExp(`(?:现行|继续)有效的?(?:行政)?规范性文件(?:数量?|共|为)?(?=[。；])`, 'gu'),
]
/** Words that end like a unit without being one: 逐条公开, 每件, 政府信息公开条 of 条例, 一起. */
const WORD = /(?:逐|每|各|一|某|多|单|首|另|这|那|该|几|数)[条件篇份起期项次宗]$|(?:发起|引起|提起|掀起|文件|案件|附件|事项|要件|条件|证件|稿件|邮件|信件|定期|到期|逾期|如期|按期|多次|再次|层次)$/u

/** 现行有效的规范性文件。 is a number left out only behind others of its kind. */
function isEnumerated({ passage }: PassageClaims, start: number): boolean {
  const sentence = passage.text.slice(Math.max(passage.text.lastIndexOf('。', start) + 1, start - 80), start)
  return /(?:制定|制发|印发|出台|废止)[^，。；]{0,10}\d+件/u.test(sentence)
}

function leftOut(passage: PassageClaims): Fault[] {
  const { text, place } = passage.passage
  const found = new Map<number, [start: number, words: string]>()
  for (const pattern of PATTERNS) {
    for (const match of text.matchAll(pattern)) {
      const [words] = match
      const end = match.index + words.length
      if (/\d|[一二三四五六七八九十百千两零]/u.test(words) || (WORD.test(words) && !/(?:公开|发布|收到|受理)[条件篇]$/u.test(words))) continue
      if (words.includes('有效') && !isEnumerated(passage, match.index)) continue
      const known = found.get(end)
      if (known === undefined || known[0] > match.index) found.set(end, [match.index, words])
    }
  }
  return [...found.entries()].map(([end, [start, words]]) => ({
    message: `${sectionWords(passage.passage)}“${words}”漏写了数字。`,
    place: place(start, end),
    actual: words,
  }))
}

export const leftOutNumber = defineRule({
  id: 'narrative/number-left-out',
  title: '漏写数字',
  severity: 'warning',
  dimension: 'completeness',
  source: ARTICLE_50,
  why: '只有单位、没有数字，多半是套用模板时忘了填，或者复制时丢了字。',
  fix: '补上实际的数字；没有发生的，写“0”。',
  examples: {
    fail: [
      { edits: [['公开政府信息86条，', '共主动公开条，']] },
      { edits: [['新收政府信息公开申请21件', '共收到件']] },
      { edits: [['新收政府信息公开申请21件', '新收政府信息公开申请21件，同比增长%']] },
      { edits: [['财政预决算4条', '财政预决算信息条']] },
    ],
    pass: [
      { edits: [['公开政府信息86条', '逐条公开政府信息86条']] },
      { edits: [['新收政府信息公开申请21件', '新收政府信息公开申请21件，均为自然人申请件']] },
    ],
  },
  check: (report) => outcome(claimsOf(report).passages.flatMap(leftOut)),
})
