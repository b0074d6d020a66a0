import type { Report } from '../../report/index.ts'
import { defineRule, outcome, type Fault } from '../define.ts'
import { linesOf, partWords, sentencesOf, type Line } from '../prose.ts'
import { ARTICLE_47 } from '../sources.ts'

/** Words of two to sixteen characters that stand twice, the longest first where several begin at one place. */
const DOUBLED = /([\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff]{2,16})\1/g

/** Single characters whose doubling is no word, and what may stand behind them all the same. */
const CHARACTER =
  /的的(?!确|士)|(?<!\d年)年度度(?!假|量|过)|情情况|情况况|主主动|申申请|群群众|提提升|按按照|根根据|进进一步|进一一步|在在(?=\d)|是是(?!否|非)(?=\d|一|二)|和和(?![谐睦平气])|了了(?![解然结却事如])(?=[,。、;]|$)/gu

/** What speech doubles: 一步一步, 研究研究, 一个一个, 每村每月. */
const SPEECH = /^(?:.?每.?|[一二三四五六七八九十半逐].|研究|讨论|学习|交流|商量|了解|很多|许多|多次|大力|永远|常常|刚刚|慢慢|渐渐|层层|人人|事事|件件)$/u
/** Words that end one compound and begin the next: 政务公开公开栏, 公开信息信息量, 从事公开工作工作人员. */
const HINGES: Readonly<Record<string, RegExp>> = {
  公开: /^/u,
  信息: /^(?:员|量|化|系统|技术|资源|中心|处理|平台|报送|发布|更新|公开)/u,
  工作: /^(?:人员|者|动态|机制|组|领导小组|台账|制度)/u,
  管理: /^(?:制度|办法|人员|规定|系统|平台|体系|机制|水平|局|委员会|员)/u,
  服务: /^(?:中心|大厅|事项|窗口|水平|质量|平台|指南|能力|体系|站|热线|局|对象)/u,
  年度: /^(?:报告|考核|目标|计划|总结|绩效|工作|任务|重点|评[价议估])/u,
  制度: /^(?:建设|体系|化|规范|汇编)/u,
  发展: /^(?:规划|计划|战略|成果|水平|和改革|改革)/u,
  监督: /^(?:管理|检查|保障|机制|员|电话|渠道)/u,
  平台: /^(?:建设|管理|功能|运维)/u,
  建设: /^(?:项目|工程|情况|用地|规划|局|管理)/u,
  政务: /^(?:公开|服务|信息|新媒体|诚信)/u,
  政府: /^(?:信息|网站|部门|门户|采购|公报)/u,
  网站: /^(?:建设|管理|运维|首页)/u,
  处理: /^(?:情况|结果|决定|费)/u,
  培训: /^(?:班|会|计划|内容|教材)/u,
  审查: /^(?:制度|机制|程序|意见|责任)/u,
  项目: /^(?:建设|管理|信息|清单|库|审批)/u,
  经济: /^(?:社会|发展|技术|开发|运行)/u,
  社会: /^(?:公众|组织|各界|保障|保险|救助|事业|治理|评议)/u,
  安全: /^(?:生产|隐患|检查|事故|监管|管理)/u,
  教育: /^(?:局|培训|活动|机构|系统|资源)/u,
  规划: /^(?:计划|建设|编制|设计)/u,
  保障: /^(?:机制|措施|体系|水平|局|部门)/u,
}

/** Whether a doubled word is a slip beyond doubt; `next` is what follows it. */
function isSlip(word: string, next: string): boolean {
  if (SPEECH.test(word) || /^(.)\1+$/u.test(word)) return false
  return HINGES[word]?.test(next) !== true
}

/** Doubled in one run of the source: where a blank or a line break stands between, heading and text may meet. */
const isJoined = (line: Line, start: number, half: number): boolean => {
  const [first, second] = [line.at(start, start + half), line.at(start + half, start + 2 * half)]
  return first.end === second.start
}

function wordsIn(line: Line): Fault[] {
  // A row of links is no sentence.
  if (line.kind === 'paragraph' && !/[,。;:]/u.test(line.folded)) return []
  const words = [...line.folded.matchAll(DOUBLED)]
    .map(({ 1: word = '', index }) => ({ word, index }))
    .filter(({ word, index }) => isSlip(word, line.folded.slice(index + 2 * word.length, index + 2 * word.length + 6)) && isJoined(line, index, word.length))
    .map(({ word, index }) => ({ words: word + word, once: word, index }))
  const characters = (/(.)\1/u.test(line.folded) ? [...line.folded.matchAll(CHARACTER)] : []).map(({ 0: characters, index }) => ({ words: characters, once: characters.replace(/(.)\1/u, '$1'), index }))
  return [...words, ...characters].map(({ words, once, index }) => ({
    message: `${partWords(line)}“${words}”重复，应为“${once}”。`,
    place: line.at(index, index + words.length),
    expected: once,
    actual: words,
    fix: `删去重复的字，改为“${once}”。`,
  }))
}

export const doubledWords = defineRule({
  id: 'text/doubled-words',
  title: '字词重复',
  severity: 'warning',
  dimension: 'formality',
  source: ARTICLE_47,
  why: '字词重复是没有校对的痕迹，报告公布后最容易被读者指出。',
  fix: '删去重复的字词。',
  examples: {
    fail: [
      { edits: [['2024年，我局通过', '2024年度年度，我局通过']] },
      { edits: [['公文起草时确定公开属性', '公文起草时的的公开属性']] },
      { edits: [['组织社会评议', '组织政府信息公开政府信息公开社会评议']] },
    ],
    pass: [
      { edits: [['由专人协助群众查询', '由专人件件登记、事事回应，渐渐形成政务公开公开栏等渠道']] },
      { edits: [['由专人协助群众查询', '从事政府信息公开工作工作人员一步一步协助群众查询，确保的的确确方便']] },
    ],
  },
  check: (report) => outcome(linesOf(report).flatMap(wordsIn)),
})

/** Items of a list without numbers: 甲、乙、丙. */
const LIST = /[\p{Script=Han}“”、]+/gu
const MOST = 14

function itemsIn(line: Line): Fault[] {
  if (!/、[^、]+、/u.test(line.folded)) return []
  return [...line.folded.matchAll(LIST)].flatMap((match): Fault[] => {
    let start = match.index
    const items = match[0].split('、').map((item) => {
      const index = start
      start += item.length + 1
      return { item, index }
    })
    // The first may carry the words before the list, the last those behind it.
    const inner = items.slice(1, -1)
    const known = new Set<string>()
    const twice = inner.find(({ item }) => {
      const again = item.length >= 3 && item.length <= MOST && known.has(item)
      known.add(item)
      return again
    })
    if (twice === undefined) return []
    const { item, index } = twice
    return [{ message: `${partWords(line)}的列举中“${item}”出现了两次。`, place: line.at(index, index + item.length), expected: '列举一次', actual: '列举两次' }]
  })
}

export const repeatedItem = defineRule({
  id: 'text/repeated-item',
  title: '列举的项目重复',
  severity: 'warning',
  dimension: 'formality',
  source: ARTICLE_47,
  why: '同一列举里一项写了两次，不是多写了一项，就是漏写了另一项。',
  fix: '删去重复的一项；本应是另一项的，改为那一项。',
  examples: {
    fail: [{ edits: [['维护县政府门户网站的水务专栏', '维护通知公告、规划总结、人事信息、规划总结、财政资金等栏目']] }],
    pass: [{ edits: [['维护县政府门户网站的水务专栏', '维护通知公告、规划计划、人事信息、工作总结、财政资金等栏目']] }],
  },
  check: (report) => outcome(linesOf(report).flatMap(itemsIn)),
})

/** Shorter sentences may well stand twice: 我局高度重视政府信息公开工作. */
const LONG = 40

function sentencesTwice(report: Report): Fault[] {
  const seen = new Map<string, string>()
  const faults: Fault[] = []
  for (const sentence of linesOf(report).filter(({ kind }) => kind === 'paragraph').flatMap((line) => sentencesOf(line))) {
    if (sentence.folded.length < LONG) continue
    const first = seen.get(sentence.folded)
    if (first === undefined) seen.set(sentence.folded, partWords(sentence))
    else
      faults.push({
        message: `${partWords(sentence)}的这句话与${first === partWords(sentence) ? '前面' : first}的一句完全相同。`,
        place: sentence.at(0, sentence.folded.length),
      })
  }
  return faults
}

export const repeatedSentence = defineRule({
  id: 'text/repeated-sentence',
  title: '同一句话写了两遍',
  severity: 'info',
  dimension: 'formality',
  source: ARTICLE_47,
  why: '同样的长句出现两遍，多半是复制粘贴时留下的，也可能本应写别的内容。',
  fix: '删去重复的一句；本应写别的内容的，改写这一句。',
  examples: {
    fail: [{ edits: [['维护县政府门户网站的水务专栏，在办事大厅设置查阅点，由专人协助群众查询。', '公文起草时确定公开属性，发布前由拟稿人、股室负责人和分管领导逐级审核，全年清理失效的规范性文件2件。']] }],
    pass: [{ edits: [['组织社会评议，', '公文起草时确定公开属性，组织社会评议，']] }],
  },
  check: (report) => outcome(sentencesTwice(report)),
})
