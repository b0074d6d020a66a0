import { defineRule, outcome, type Fault } from '../define.ts'
import { distance } from '../distance.ts'
import { hitsOf, paragraphsOf, partWords, sentencesOf, type Line } from '../prose.ts'
import { ARTICLE_49, ARTICLE_50 } from '../sources.ts'

const NAME = '中华人民共和国政府信息公开条例'
const SHORT = '政府信息公开条例'
const CITED = '《中华人民共和国政府信息公开条例》和'

const TITLED = /《([^《》]{6,24})》/gu
const BARE = /(?<![《〈])中华人民共和国[^《》〈〉,。;()、]{2,12}条[例列]/gu

/** Whether a title can only be meant for the regulation, and is not its name: 中华人民共和国信息公开条例. */
function isSlip(title: string): boolean {
  if (title === NAME || title === SHORT || !title.includes('公开') || title.includes(NAME) || /[a-z(]/iu.test(title)) return false
  if (title.length === SHORT.length) return distance(title, SHORT) === 1
  return /^中.*国/u.test(title) && /条.?$/u.test(title) && distance(title, NAME) <= 4
}

function misnamed(line: Line): Fault[] {
  const titled = hitsOf(line, TITLED).map(({ match, place }) => ({ title: match[1] ?? '', place }))
  const bare = hitsOf(line, BARE).map(({ match, place }) => ({ title: match[0], place }))
  return [...titled, ...bare]
    .filter(({ title }) => isSlip(title))
    .map(({ title, place }) => ({
      message: `${partWords(line)}把条例的名称写成了“${title}”，应为《${NAME}》。`,
      place,
      expected: `《${NAME}》`,
      actual: title,
    }))
}

export const regulationName = defineRule({
  id: 'law/regulation-name',
  title: '条例名称写错',
  severity: 'error',
  dimension: 'formality',
  source: ARTICLE_50,
  why: '条例是编制年度报告的依据，名称写错是一望而知的差错。',
  fix: '改为“《中华人民共和国政府信息公开条例》”。',
  examples: {
    fail: [
      { edits: [[CITED, '《中华人民共和国信息公开条例》和']] },
      { edits: [[CITED, '《中华人民共和国政府信息公开条列》和']] },
      { edits: [[CITED, '《中华人民共和国政务公开条例》和']] },
    ],
    pass: [{ edits: [[CITED, '《政府信息公开条例》和']] }, { edits: [[CITED, '《中华人民共和国政府信息公开条例》《岚平市政府信息公开规定》和']] }],
  },
  check: (report) => outcome(paragraphsOf(report).flatMap(misnamed)),
})

/** The number of a decree beside the regulation's title: 国务院令第711号, 国务院第711号令. */
const DECREE = String.raw`(?:国务院|国)?(?:令第?(\d{1,4})(号|条)|第?(\d{1,4})号令)`
const AFTER_TITLE = new RegExp(String.raw`政府信息公开条例[》〉]*\(?(?:中华人民共和国)?${DECREE}`, 'gu')
const BEFORE_TITLE = new RegExp(String.raw`${DECREE}[)公布修订的]*《(?:中华人民共和国)?政府信息公开条例`, 'gu')
/** Without its title: 国务院令第711条. */
const ALONE = /国务院令第?711条/gu
/** Where the old decree is told as history. */
const HISTORY = /711|原|旧|修订|修改|废止|2007|2008/u

function misdecreed(line: Line): Fault[] {
  return [AFTER_TITLE, BEFORE_TITLE, ALONE].flatMap((expression) =>
    hitsOf(line, expression).flatMap(({ match, place }): Fault[] => {
      const number = match[1] ?? match[3] ?? '711'
      const isArticle = match[2] === '条' || expression === ALONE
      if (number === '711' && !isArticle) return []
      if (number === '492' && HISTORY.test(line.folded)) return []
      const words = isArticle ? `令第${number}条` : `第${number}号令`
      const why = number === '492' ? '那是2008年施行的旧条例，现行条例是第711号令' : number === '711' ? '国务院令按“号”编排' : '现行条例是第711号令'
      return [{ message: `${partWords(line)}写的是“${words}”，${why}，应为“国务院令第711号”。`, place, expected: '国务院令第711号', actual: words }]
    }),
  )
}

export const regulationDecree = defineRule({
  id: 'law/regulation-decree',
  title: '条例的国务院令号写错',
  severity: 'error',
  dimension: 'formality',
  source: ARTICLE_50,
  why: '现行条例由国务院令第711号公布，2019年5月15日起施行；写成别的号，依据就成了另一部法规或者已经被取代的旧条例。',
  fix: '改为“国务院令第711号”。',
  appliesTo: ({ year }) => year === null || year >= 2019,
  examples: {
    fail: [
      { edits: [[CITED, '《中华人民共和国政府信息公开条例》（国务院令第771号）和']] },
      { edits: [[CITED, '《中华人民共和国政府信息公开条例》（国务院令第711条）和']] },
      { edits: [[CITED, '《中华人民共和国政府信息公开条例》（国务院令第492号）和']] },
    ],
    pass: [
      { edits: [[CITED, '《中华人民共和国政府信息公开条例》（中华人民共和国国务院令第711号）和']] },
      { edits: [[CITED, '《中华人民共和国政府信息公开条例》（国务院第711号令）和']] },
      { edits: [[CITED, '《中华人民共和国政府信息公开条例》（2007年国务院令第492号公布，2019年国务院令第711号修订）和']] },
    ],
  },
  check: (report) => outcome(paragraphsOf(report).flatMap(misdecreed)),
})

const DRAWN_UP = /编制|编写|撰写|形成|公布|报告如下/u
const REPORT = /报告|年报/u
const ARTICLES = /条例[》〉]*(?:\([^()]{0,30}\))?(?:的|中)?((?:第[一二三四五六七八九十百\d]{1,5}条(?:第\(?[一二三四五六七八九十\d]{1,3}\)?[款项])?[、和及与,]?){1,5})/u
const DIGITS = '零一二三四五六七八九'

function articleNumber(words: string): number {
  if (/^\d+$/u.test(words)) return Number(words)
  const [tens = '', ones = ''] = words.includes('十') ? words.split('十') : ['', words]
  return (words.includes('十') ? (tens === '' ? 1 : DIGITS.indexOf(tens)) * 10 : 0) + (ones === '' ? 0 : DIGITS.indexOf(ones))
}

/** 年度报告 by article 49 and 50; 47 and 48 may stand beside them. */
const DUE = new Set([49, 50])
/** Where the old regulation told what the report contains. */
const OLD = new Set([31, 32])

function misarticled(line: Line): Fault[] {
  return sentencesOf(line).flatMap((sentence): Fault[] => {
    if (!DRAWN_UP.test(sentence.folded) || !REPORT.test(sentence.folded)) return []
    const match = ARTICLES.exec(sentence.folded)
    const articles = [...(match?.[1] ?? '').matchAll(/第([一二三四五六七八九十百\d]{1,5})条/gu)].map(([, words = '']) => ({ words: `第${words}条`, number: articleNumber(words) }))
    if (match === null || articles.length === 0 || articles.some(({ number }) => DUE.has(number))) return []
    const actual = articles.map(({ words }) => words).join('、')
    const old = articles.every(({ number }) => OLD.has(number))
    return [
      {
        message: `${partWords(line)}以条例“${actual}”为编制年度报告的依据，${old ? '那是2008年旧条例的条款；' : ''}现行条例规定年度报告的是第四十九条和第五十条。`,
        place: sentence.at(match.index, match.index + match[0].length),
        expected: '第四十九条、第五十条',
        actual,
        severity: old ? 'error' : 'warning',
      },
    ]
  })
}

export const regulationArticle = defineRule({
  id: 'law/regulation-article',
  title: '编制依据的条款写错',
  severity: 'error',
  dimension: 'formality',
  source: `${ARTICLE_49}、第五十条`,
  why: '现行条例第四十九条规定年度报告的时间，第五十条规定内容；旧条例的第三十一条、第三十二条已经是别的内容。',
  fix: '改为“第四十九条、第五十条”，或者只写条例名称。',
  appliesTo: ({ year }) => year === null || year >= 2019,
  examples: {
    fail: [{ edits: [[CITED, '《中华人民共和国政府信息公开条例》第三十二条和']] }],
    pass: [{ edits: [[CITED, '《中华人民共和国政府信息公开条例》第五十条和']] }, { edits: [[CITED, '《中华人民共和国政府信息公开条例》第四十七条、第四十九条和']] }],
  },
  check: (report) => outcome(paragraphsOf(report).flatMap(misarticled)),
})
