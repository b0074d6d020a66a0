import { defineRule, outcome, type Fault } from '../define.ts'
import { distance } from '../distance.ts'
import { hitsOf, paragraphsOf, partWords } from '../prose.ts'
import { FEE_MEASURES, FORM_OF_2021 } from '../sources.ts'
import { citationsOf, FEE_NOTICE, isMeantForNotice, isNumbered, NOTICE_2021, type Citation } from './citations.ts'

const MEASURES = '政府信息公开信息处理费管理办法'
const STATED = '本机关未收取政府信息公开信息处理费'
const TITLE_BEFORE = /信息处理费(?:收取)?管理办法[》〉>)”"]*(?:的?通知)?[》〉>)”"]*(?:的?通知)?\(?$/u

const isFeeNotice = (citation: Citation): boolean => citation.symbol === FEE_NOTICE.symbol && isNumbered(citation, FEE_NOTICE)

/** Whether a citation can only be meant for the notice about fees: it stands behind its title, or has its number beside the word. */
function isMeantForFees(citation: Citation): boolean {
  if (TITLE_BEFORE.test(citation.before)) return true
  if (citation.symbol === FEE_NOTICE.symbol && citation.number === FEE_NOTICE.number && /信息处理费[^，,。;]{0,12}$/u.test(citation.before)) return true
  return isNumbered(citation, FEE_NOTICE) && /处理费/u.test(`${citation.before}${citation.after}`)
}

const misnumbered = (citation: Citation): Fault => ({
  message: `${partWords(citation.line)}给《${MEASURES}》写的文号是“${citation.text}”，应为“${FEE_NOTICE.words}”。`,
  place: citation.place,
  expected: FEE_NOTICE.words,
  actual: citation.text,
  fix: `改为“${FEE_NOTICE.words}”。`,
})

export const feeNotice = defineRule({
  id: 'law/fee-notice',
  title: '信息处理费管理办法的名称或者文号写错',
  severity: 'error',
  dimension: 'formality',
  source: FEE_MEASURES,
  why: '引用文件要名称、文号都准确，写错了，读者查不到收费的依据。',
  fix: '名称写“《政府信息公开信息处理费管理办法》”，文号写“国办函〔2020〕109号”。',
  examples: {
    fail: [
      { edits: [[STATED, `按照《国务院办公厅关于印发〈${MEASURES}〉的通知》（国办发〔2020〕109号），${STATED}`]] },
      { edits: [[STATED, `按照《${MEASURES}》（国办函〔2021〕109号），${STATED}`]] },
      { edits: [[STATED, `按照《政府信息公开处理费管理办法》，${STATED}`]] },
    ],
    pass: [
      { edits: [[STATED, `按照《国务院办公厅关于印发〈${MEASURES}〉的通知》（国办函[2020]109号），${STATED}`]] },
      { edits: [[STATED, `按照《${MEASURES}》和《岚平市${MEASURES}》，${STATED}`]] },
    ],
  },
  check: (report) => {
    const numbers = citationsOf(report).filter((citation) => isMeantForFees(citation) && !isFeeNotice(citation)).map(misnumbered)
    const names = paragraphsOf(report).flatMap((line) =>
      hitsOf(line, /[《〈]([^《》〈〉]{10,24})[》〉]/gu)
        .filter(({ match }) => match[1] !== MEASURES && /处理费|信息处理/u.test(match[1] ?? '') && distance(match[1] ?? '', MEASURES) <= 3)
        .filter(({ match }) => match[1]?.endsWith(MEASURES) === false)
        .map(({ match, place }): Fault => ({
          message: `${partWords(line)}把办法的名称写成了“${match[1] ?? ''}”，应为《${MEASURES}》。`,
          place,
          expected: `《${MEASURES}》`,
          actual: match[0],
          fix: `改为“《${MEASURES}》”。`,
        })),
    )
    return outcome([...numbers, ...names])
  },
})

const DRAWN_UP = /(?:编制|编写|撰写)(?:了|完成|形成|并公布|公布)?(?:本|此|年度|20\d\d)?[^,。;]{0,20}(?:报告|年报)/u

export const basis = defineRule({
  id: 'law/basis',
  title: '编制依据可能不是现行通知',
  severity: 'info',
  dimension: 'formality',
  source: FORM_OF_2021,
  why: '编制年度报告的依据是条例和国办公开办函〔2021〕30号，引用别的文件作依据，多半是沿用了旧报告或者抄错了文号。',
  fix: '核对这份文件是否规定年度报告的编制；不是的，改为“国办公开办函〔2021〕30号”。',
  appliesTo: ({ year }) => year !== null && year >= 2021,
  examples: {
    fail: [{ edits: [['《国务院办公厅政府信息与政务公开办公室关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》（国办公开办函〔2021〕30号）要求编制', '国办函〔2018〕12号要求编制本报告']] }],
    pass: [{ edits: [['（国办公开办函〔2021〕30号）要求编制', '（国办公开办函〔2021〕30号）、国办发〔2016〕80号要求编制本报告']] }],
  },
  check: (report) => {
    const citations = citationsOf(report)
    if (citations.some((citation) => isNumbered(citation, NOTICE_2021))) return outcome([])
    const odd = citations.find((citation) => {
      const sentence = `${citation.before.slice(citation.before.lastIndexOf('。') + 1)}${citation.text}${citation.after.split('。')[0] ?? ''}`
      return citation.year < 2019 && !isMeantForNotice(citation.symbol) && DRAWN_UP.test(sentence)
    })
    if (odd === undefined) return outcome([])
    return outcome([{ message: `${partWords(odd.line)}以“${odd.text}”为编制依据，没有引用${NOTICE_2021.words}，请核对。`, place: odd.place, expected: NOTICE_2021.words, actual: odd.text }])
  },
})
