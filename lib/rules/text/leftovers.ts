import { defineRule, outcome, type Fault } from '../define.ts'
import { within } from '../places.ts'
import { linesOf, partWords, type Line } from '../prose.ts'
import { ARTICLE_47 } from '../sources.ts'

/** XX, ××, ***, ○○ and the like, standing for what was to be filled in; not within an address or a file's name. */
const CROSSES = String.raw`(?<![A-Za-z0-9@./_:%*×✕✖╳＊○〇□-])(?:[Xx]{2,}|[Ｘｘ]{2,}|[×✕✖╳]{2,}|[*＊]{2,}|[○◯□]{2,})(?![A-Za-z0-9@./_*×✕✖╳＊○◯□-])`
const UNIT = String.raw`\s*(?:年|月|日|余?[条件次篇个份项期人场起宗笔]|万|元|%|％)`
const BODY = String.raw`\s*(?:省|市|县|区|旗|镇|乡|街道|局|委|办(?!理|事)|单位|部门|村|社区|网站|公众号|栏目|政府|机关)`
/** Before a number that was not filled in. */
const BEFORE = String.raw`(?:共计?|累计|达到?|约|占|收到|受理|公开|发布|办理|办结|制发|制定|废止|电话|邮编|邮箱)[:：]?\s*`

const PLACEHOLDERS: readonly { readonly expression: RegExp; readonly isBody: boolean }[] = [
  ...[
    new RegExp(`${CROSSES}${UNIT}`, 'gu'),
    new RegExp(`${BEFORE}${CROSSES}(?!${BODY})`, 'gu'),
    /20(?:[Xx×]{2}|[Ｘｘ]{2}|[*＊]{2}|[○◯□]{2}|\s*_{2,}|\s{2,})\s*年/gu,
    /[\p{Script=Han}，,：:]\s*[_＿]{2,}|[_＿]{2,}\s*\p{Script=Han}/gu,
    /[（(]\s*[)）]\s*(?:[条件次篇个份项期起宗年月日]|万元|元)/gu,
  ].map((expression) => ({ expression, isBody: false })),
  ...[new RegExp(`${CROSSES}${BODY}`, 'gu'), new RegExp(`某某${BODY}|某[县市区镇乡](?=(?:人民)?政府(?:信息公开)?(?:工作)?(?:20|年))`, 'gu')].map((expression) => ({ expression, isBody: true })),
]
/** What an applicant asked for is told without names: 申请公开××村的信息. */
const CASE = /申请(?:人|公开)|案例|原告|诉|举报/u

/** A line without any of these needs no closer look. */
const TRACES = /[XxＸｘ×✕✖╳*＊○〇◯□_＿]{2}|某|[（(]\s*[)）]|20\s{2,}年/u

function placeholders(line: Line): Fault[] {
  if (!TRACES.test(line.text)) return []
  const found = PLACEHOLDERS.flatMap(({ expression, isBody }) => [...line.text.matchAll(expression)].map((match) => ({ match, isBody })))
  const seen = new Set<number>()
  return found
    .filter(({ match, isBody }) => {
      const clause = line.text.slice(Math.max(0, match.index - 20), match.index + 20)
      const isCase = isBody && CASE.test(clause)
      const fresh = ![...seen].some((start) => Math.abs(start - match.index) < 8)
      if (!isCase && fresh) seen.add(match.index)
      return !isCase && fresh
    })
    .map(({ match }) => {
      const words = match[0].replaceAll(/\s+/gu, '').replaceAll(/[XxＸｘ]/gu, '×')
      return {
        message: `${partWords(line)}“${words}”是模板里留的空，没有填写。`,
        place: within(line.place, match.index, match.index + match[0].length),
        actual: words,
      }
    })
}

/** 2025年 月 日 under the report. */
const UNDATED = /^\s*(?:20\d\d|20[Xx×]{2}|二[〇○零]\S{2})?\s*年\s*月\s*日?\s*$/u

export const placeholder = defineRule({
  id: 'text/placeholder',
  title: '模板的空没有填',
  severity: 'error',
  dimension: 'completeness',
  source: ARTICLE_47,
  why: '“××”“____”是模板里等着填的地方，公布出去就是没有填写的报告。',
  fix: '填上实际的名称或者数字；没有发生的，填“0”或者写“没有”。',
  examples: {
    fail: [
      { edits: [['公开政府信息86条', '公开政府信息XX条']] },
      { edits: [['维护县政府门户网站', '维护××县政府门户网站']] },
      { edits: [['全年清理失效的规范性文件2件', '全年清理失效的规范性文件____件']] },
      { edits: [['2025年1月16日', '2025年  月  日']] },
      { edits: [['2024年，我局通过', '20XX年，我局通过']] },
    ],
    pass: [
      { edits: [['请与澜川县水务局办公室联系', '请与澜川县水务局办公室联系（电子邮箱xxgk@example.invalid，网址www.example.invalid/xxgk/xx年报）']] },
      { edits: [['全年清理失效的规范性文件2件', '申请人张××申请公开××村取水许可的信息1件，全年清理失效的规范性文件2件']] },
    ],
  },
  check: (report) => {
    const undated = linesOf(report)
      .filter(({ text }) => UNDATED.test(text))
      .map((line): Fault => ({ message: '落款日期的月、日没有填写。', place: line.place, actual: line.text.trim(), fix: '填上实际定稿的年、月、日。' }))
    return outcome([...linesOf(report).flatMap(placeholders), ...undated])
  },
})

/** What tells the writer what to write; in brackets or at the head of a sentence. */
const INSTRUCTIONS: readonly RegExp[] = [
  /[（(【[〔{<＜][^（）()【】[\]〔〕{}<>＜＞]{0,24}(?:此处|请(?:如实|据实|按|根据|在此|自行|补充)?填|(?:需|应|据实|如实|自行)填写|请输入|请插入|请补充|待补充|待完善|待填|待核实|待定|(?:单位|机关|部门|乡镇|镇街|街道)(?:全称|名称)|具体(?:数字|数量|内容)|可(?:自行|根据实际)?(?:增减|删除|删减|调整)|仅供参考|供参考|视情况|结合实际(?:填写|撰写|补充)|如有请|没有(?:则|的)?(?:填|写|删))[^（）()【】[\]〔〕{}<>＜＞]{0,40}[)）】\]〕}>＞]/gu,
  /[（(]\s*(?:填写|填报|此处填写|示例|样例|范例)\s*[)）]|[【[〔{]\s*(?:填写|填报|示例|样例|范例|模板|名称|年份|数字|内容|单位|日期|电话|联系方式)\s*[】\]〕}]/gu,
  /(?:此处|这里|本处)(?:应|需|请|要)?(?:插入|填写|填报|列明|补充|写明)|请(?:各单位|各部门|各镇街|各乡镇)[^。；;]{0,20}(?:填写|撰写|修改|补充|编写)|请(?:根据|结合|按照)(?:本单位|各自|自身|实际)[^。；;]{0,16}(?:填写|撰写|修改|补充|编写)|(?:以上|上述|以下)(?:内容|数据|文字|模板)?仅供参考/gu,
  /(?:这|此|本)一?(?:项|部分|段)(?:内容)?(?:主要)?(?:报告|填写|撰写|应当?(?:写明?|说明|报告)|需要?(?:写明?|说明|报告))本?(?:机关|单位|部门|年度)/gu,
  /字数(?:不少于|不超过|控制在|要求)|(?:各级)?(?:人民)?政府(?:还)?应当(?:同时)?(?:报告|包括|说明|写明)[^。；;]{0,6}工作考核、?社会评议/gu,
]
/** What forms and guides ask of applicants is no instruction to the writer. */
const OF_APPLICANTS = /申请表|申请书|申请人|填写说明|登记表|表单|指南/u

/** A line without any of these needs no closer look. */
const TOLD = /填|此处|这里|本处|请|待[补完核定]|名称|参考|[示样范]例|模板|字数|可[增删调自根]|视情况|具体|项|部分|本段|工作考核|[【[〔{]/u

function instructions(line: Line): Fault[] {
  if (!TOLD.test(line.text)) return []
  return INSTRUCTIONS.flatMap((expression) => [...line.text.matchAll(expression)])
    .filter((match) => !OF_APPLICANTS.test(line.text.slice(Math.max(0, match.index - 12), match.index + match[0].length + 6)))
    .map((match) => ({
      message: `${partWords(line)}“${match[0].replaceAll(/\s+/gu, '')}”是模板的填写说明，不是报告的内容。`,
      place: within(line.place, match.index, match.index + match[0].length),
      actual: match[0],
    }))
}

export const instruction = defineRule({
  id: 'text/instruction',
  title: '留着模板的填写说明',
  severity: 'error',
  dimension: 'formality',
  source: ARTICLE_47,
  why: '“此处填写……”之类是模板写给经办人看的，公布出去就是没有写完的报告。',
  fix: '删去填写说明，按它的要求写上本机关的实际内容。',
  examples: {
    fail: [
      { edits: [['维护县政府门户网站', '（此处填写平台建设情况）维护县政府门户网站']] },
      { edits: [['本报告根据', '[单位名称]本报告根据']] },
      { edits: [['公文起草时', '请结合本单位实际补充。公文起草时']] },
      { edits: [['公文起草时', '这一项报告本机关政府信息管理情况。公文起草时']] },
    ],
    pass: [{ edits: [['由专人协助群众查询', '由专人指导群众如实填写申请表（请填写联系方式的申请表可在大厅领取）']] }],
  },
  check: (report) => outcome(linesOf(report).flatMap(instructions)),
})

const DRAFT = /[（(【[]\s*(?:征求意见稿|送审稿|审议稿|审核稿|讨论稿|初稿|草稿|草案|修改稿|未定稿|样稿|模板|范本|范文|参考模板)\s*[)）】\]]|(?:征求意见稿|送审稿|讨论稿|初稿|草稿|未定稿|模板|范本)$/u

export const draft = defineRule({
  id: 'text/draft',
  title: '标题带着草稿字样',
  severity: 'error',
  dimension: 'formality',
  source: ARTICLE_47,
  why: '公布的应当是定稿，标题带着“送审稿”“模板”，读者会怀疑内容没有审定。',
  fix: '核对是不是定稿；是的，删去标题里的草稿字样；不是的，换成定稿重新报送。',
  examples: {
    fail: [{ edits: [['# 澜川县水务局2024年政府信息公开工作年度报告', '# 澜川县水务局2024年政府信息公开工作年度报告（送审稿）']] }],
    pass: [{ edits: [['# 澜川县水务局2024年政府信息公开工作年度报告', '# 澜川县水务局2024年政府信息公开工作年度报告（文字版）']] }],
  },
  check: ({ title, places }) => {
    const mark = DRAFT.exec(title ?? '')?.[0]
    if (mark === undefined || places.title === null) return outcome([])
    return outcome([{ message: `标题带着“${mark.replaceAll(/[（()）【】[\]\s]/gu, '')}”字样。`, place: places.title, actual: mark }])
  },
})
