import type { Report } from '../../report/index.ts'
import { defineRule, notEvaluable, outcome, pass, type Fault } from '../define.ts'
import { hitsOf, paragraphsOf, partWords } from '../prose.ts'
import { FORM_IN_FORCE, FORM_OF_2021 } from '../sources.ts'
import { citationsOf, isMeantForNotice, isNumbered, NOTICE_2019, NOTICE_2021, NOTICE_SYMBOL, speaksOfReports, titledNotice, type Citation } from './citations.ts'

const CITED = '（国办公开办函〔2021〕30号）'
const TITLE_2021 = '关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知'
const TITLE_2019 = '关于政府信息公开工作年度报告有关事项的通知'

/** The notice that a citation is meant for by its number. */
const meant = (citation: Citation): typeof NOTICE_2019 | undefined => [NOTICE_2019, NOTICE_2021].find((notice) => isNumbered(citation, notice))

/** Before that there were no documents under this mark. */
const FIRST_YEAR = 2017

/** 国办公开办函〔2021〕13号文件规定的格式: of that year no other document sets a form. */
const formNotice = ({ symbol, year, number, after }: Citation): typeof NOTICE_2021 | null =>
  symbol === NOTICE_SYMBOL && ((year === NOTICE_2021.year && /^\)?[^，,。;]{0,8}格式/u.test(after)) || (year < FIRST_YEAR && number === NOTICE_2021.number)) ? NOTICE_2021 : null

function misnumbered(citation: Citation): Fault | null {
  const { symbol, text, place, line, damaged } = citation
  const titled = titledNotice(citation)
  const numbered = meant(citation)
  const notice = numbered ?? titled ?? formNotice(citation)
  if (notice === null) return null
  const expected = notice.words
  const fault = { place, expected, actual: text, fix: `改为“${expected}”。` }
  if (symbol !== NOTICE_SYMBOL) {
    // 国办发〔2021〕30号 is a document of its own; beside the words 年度报告 it is this one, misquoted.
    if (!isMeantForNotice(symbol) && !(numbered !== undefined && speaksOfReports(citation)) && titled === null) return null
    return { ...fault, message: `${partWords(line)}把年度报告通知的文号写成了“${text}”，应为“${expected}”。` }
  }
  if (numbered === undefined) return { ...fault, message: `${partWords(line)}给年度报告通知写的文号是“${text}”，这份通知的文号是“${expected}”。` }
  if (!damaged) return null
  return { ...fault, message: `${partWords(line)}的文号“${text}”缺字或者缺括号，应为“${expected}”。`, severity: 'warning' }
}

export const noticeNumber = defineRule({
  id: 'law/notice-number',
  title: '年度报告通知的文号写错',
  severity: 'error',
  dimension: 'formality',
  source: FORM_IN_FORCE,
  why: '引用文件要名称、文号都准确，文号写错，读者按文号查不到这份文件。',
  fix: '现行格式的文号是“国办公开办函〔2021〕30号”，2019年试行格式的文号是“国办公开办函〔2019〕60号”，逐字核对后改正。',
  examples: {
    fail: [
      { edits: [[CITED, '（国办发〔2021〕30号）']] },
      { edits: [[CITED, '（国办公开函〔2021〕30号）']] },
      { edits: [[CITED, '（国办公开办涵〔2021〕30号）']] },
      { edits: [[CITED, '（国办公开办函〔2021〕13号）']] },
      { edits: [[CITED, '（国办公开办函〔202130号）']] },
    ],
    pass: [
      { edits: [[CITED, '（国办公开办函[2021] 30号）']] },
      { edits: [[CITED, '（国办公开办函﹝2021﹞30号，以下简称《通知》）']] },
      { edits: [['维护县政府门户网站', '按照《国务院办公厅政府信息与政务公开办公室关于规范政府信息公开平台有关事项的通知》（国办公开办函〔2019〕61号），维护县政府门户网站']] },
    ],
  },
  check: (report) => outcome(citationsOf(report).flatMap((citation) => misnumbered(citation) ?? [])),
})

export const noticeMismatch = defineRule({
  id: 'law/notice-mismatch',
  title: '文件名称与文号对不上',
  severity: 'error',
  dimension: 'formality',
  source: FORM_IN_FORCE,
  why: '名称是一份文件、文号是另一份文件，读者不知道依据的是哪一份。',
  fix: '“年度报告格式”的通知配“国办公开办函〔2021〕30号”，“年度报告有关事项”的通知配“国办公开办函〔2019〕60号”；2021年度起只引用前一份。',
  examples: {
    fail: [{ edits: [[TITLE_2021, TITLE_2019]] }, { edits: [[CITED, '（国办公开办函〔2019〕60号）']] }],
    pass: [{ edits: [[CITED, `（国办公开办函〔2021〕30号）和《国务院办公厅政府信息与政务公开办公室${TITLE_2019}》（国办公开办函〔2019〕60号）`]] }],
  },
  check: (report) =>
    outcome(
      citationsOf(report).flatMap((citation): Fault[] => {
        const [titled, numbered] = [titledNotice(citation), meant(citation)]
        if (titled === null || numbered === undefined || titled === numbered) return []
        const name = titled === NOTICE_2021 ? '年度报告格式' : '年度报告有关事项'
        const due = report.year !== null && report.year < 2021 ? NOTICE_2019 : NOTICE_2021
        const fix =
          titled === due
            ? `把文号改为“${due.words}”。`
            : `报告依据的是“${due.words}”，把名称改为${due === NOTICE_2021 ? '“《国务院办公厅政府信息与政务公开办公室关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》”' : '“《国务院办公厅政府信息与政务公开办公室关于政府信息公开工作年度报告有关事项的通知》”'}。`
        return [
          {
            message: `${partWords(citation.line)}引用的是“${name}”的通知，文号却写成另一份通知的“${citation.text}”；“${name}”的通知是“${titled.words}”。`,
            place: citation.place,
            expected: titled.words,
            actual: citation.text,
            fix,
          },
        ]
      }),
    ),
})

const NAME_2021 = /年度报告格式/u
/** Whether the notice now in force is cited, in whatever wording. */
const citesNew = (report: Report): boolean =>
  citationsOf(report).some((citation) => isNumbered(citation, NOTICE_2021)) || paragraphsOf(report).some(({ folded }) => NAME_2021.test(folded))

const NAME_2019 = /年度报告有关事项的?通知/gu
const BASIS = /根据|依据|依照|按照|按|要求|规定|编制|格式/u

export const noticeOutdated = defineRule({
  id: 'law/notice-outdated',
  title: '只引用了停用的旧通知',
  severity: 'error',
  dimension: 'formality',
  source: FORM_OF_2021,
  why: '2019年的通知只适用于2019、2020年度；2021年度起，年度报告按国办公开办函〔2021〕30号编制。',
  fix: '把依据改为《国务院办公厅政府信息与政务公开办公室关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》（国办公开办函〔2021〕30号）。',
  appliesTo: ({ year }) => year === null || year >= 2021,
  examples: {
    fail: [
      { edits: [[TITLE_2021, TITLE_2019], [CITED, '（国办公开办函〔2019〕60号）']] },
      { edits: [[TITLE_2021, TITLE_2019], [CITED, '']] },
    ],
    pass: [{ edits: [[CITED, `（国办公开办函〔2021〕30号）和《国务院办公厅政府信息与政务公开办公室${TITLE_2019}》（国办公开办函〔2019〕60号）`]] }],
  },
  check: (report) => {
    if (citesNew(report)) return pass
    const cited = citationsOf(report).find((citation) => isNumbered(citation, NOTICE_2019) && (isMeantForNotice(citation.symbol) || speaksOfReports(citation)))
    const [named] = paragraphsOf(report).flatMap((line) => hitsOf(line, NAME_2019).map(({ match, place }) => ({ line, place, text: match[0], before: line.folded.slice(0, match.index) })))
    const found = cited ?? named
    if (found === undefined) return pass
    if (report.year === null) return notEvaluable('不能确定报告是哪一年度的，无法判断应当引用哪一年的通知')
    return outcome([
      {
        message: `${partWords(found.line)}引用的“${found.text}”是2019年的通知，只适用于2019、2020年度；这是${report.year}年度报告，应当依据${NOTICE_2021.words}。`,
        place: found.place,
        expected: NOTICE_2021.words,
        actual: found.text,
        severity: BASIS.test(found.before) ? 'error' : 'warning',
      },
    ])
  },
})

export const noticeUnborn = defineRule({
  id: 'law/notice-unborn',
  title: '引用了当时还没有的通知',
  severity: 'warning',
  dimension: 'formality',
  source: FORM_IN_FORCE,
  why: '国办公开办函〔2021〕30号2021年9月才印发，2020年度及以前的报告不可能依据它，多半是年份写错，或者套用了后来的模板。',
  fix: '核对报告年度；确是2019、2020年度的，依据改为国办公开办函〔2019〕60号。',
  appliesTo: ({ year }) => year !== null && year < 2021,
  examples: {
    fail: [{ edits: [['# 澜川县水务局2024年', '# 澜川县水务局2020年']] }],
    pass: [{}],
  },
  check: (report) => {
    // Beside the title of the notice of 2019 only the number is wrong, and law/notice-mismatch tells.
    const cited = citationsOf(report).find((citation) => citation.symbol === NOTICE_SYMBOL && isNumbered(citation, NOTICE_2021) && titledNotice(citation) !== NOTICE_2019)
    if (cited === undefined) return pass
    return outcome([
      { message: `${partWords(cited.line)}引用了2021年9月才印发的“${cited.text}”，而报告是${report.year ?? ''}年度的。`, place: cited.place, expected: NOTICE_2019.words, actual: cited.text },
    ])
  },
})

const ISSUER = /国务院(?:办公厅)?[《〈"“]*关于(?:印发)?[《〈"“]*(?:中华人民共和国)?政府信息公开工作年度报告(?:格式|有关事项)/gu

export const noticeIssuer = defineRule({
  id: 'law/notice-issuer',
  title: '发文机关写成了国务院办公厅',
  severity: 'warning',
  dimension: 'formality',
  source: FORM_IN_FORCE,
  why: '年度报告的通知由国务院办公厅政府信息与政务公开办公室印发，文号是“国办公开办函”，不是国务院办公厅的文件。',
  fix: '把发文机关改为“国务院办公厅政府信息与政务公开办公室”。',
  examples: {
    fail: [{ edits: [['国务院办公厅政府信息与政务公开办公室关于印发', '国务院办公厅关于印发']] }],
    pass: [{ edits: [['没有其他需要报告的事项', '按照《国务院办公厅关于印发〈政府信息公开信息处理费管理办法〉的通知》，没有其他需要报告的事项']] }],
  },
  check: (report) =>
    outcome(
      paragraphsOf(report).flatMap((line) =>
        hitsOf(line, ISSUER).map(({ match, place }): Fault => {
          const issuer = match[0].startsWith('国务院办公厅') ? '国务院办公厅' : '国务院'
          return {
            message: `${partWords(line)}把年度报告通知的发文机关写成了“${issuer}”，应为“国务院办公厅政府信息与政务公开办公室”。`,
            place,
            expected: '国务院办公厅政府信息与政务公开办公室',
            actual: issuer,
          }
        }),
      ),
    ),
})
