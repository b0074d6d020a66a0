import type { Place, Report, Section } from '../../report/index.ts'
import { defineRule, outcome, type Fault } from '../define.ts'
import { within } from '../places.ts'
import { linesOf, partWords, type Line } from '../prose.ts'
import { PUNCTUATION } from '../sources.ts'

interface Mark {
  readonly mark: string
  readonly line: Line
  readonly index: number
}

const SHOWN = 14

/** The mark with the words beside it that a reader finds it by. */
function shown({ line, index, mark }: Mark, isOpen: boolean): { words: string; place: Place } {
  const [start, end] = isOpen ? [index, Math.min(line.text.length, index + SHOWN)] : [Math.max(0, index + 1 - SHOWN), index + mark.length]
  return { words: line.text.slice(start, end).replaceAll(/\s+/gu, ''), place: within(line.place, start, end) }
}

/** Marks of a part of the report without a partner: pairs may reach over a line's end, not over a part's. */
function unpaired(lines: readonly Line[], { any, open, close, lone, unclear, ignored }: Pair): { opened: Mark[]; closed: Mark[] } {
  const opened: Mark[] = []
  const closed: Mark[] = []
  for (const line of lines) {
    if (unclear?.(line) === true) continue
    for (const { 0: character, index } of line.text.matchAll(any)) {
      const mark = { mark: character, line, index }
      if (open.includes(mark.mark)) opened.push(mark)
      else if (close.includes(mark.mark) && lone?.(mark) !== true && opened.pop() === undefined) closed.push(mark)
    }
  }
  const left = (marks: readonly Mark[]): Mark[] => marks.slice(0, MOST).filter((mark) => ignored?.(mark) !== true)
  return { opened: left(opened), closed: left(closed) }
}

/** The lines of each part: preamble and sections. */
const partsOf = (report: Report): Line[][] => [...Map.groupBy(linesOf(report), ({ section }): Section | null => section).values()]

interface Pair {
  /** Either mark. */
  readonly any: RegExp
  readonly open: string
  readonly close: string
  readonly name: string
  /** Whether a closing mark needs no partner. */
  readonly lone?: (mark: Mark) => boolean
  /** Whether the marks of a line tell nothing. */
  readonly unclear?: (line: Line) => boolean
  /** Whether a mark without partner may be left alone. */
  readonly ignored?: (mark: Mark) => boolean
}

/** Of a part in which more marks lack a partner, the first show what is wrong. */
const MOST = 10

function faults(report: Report, pair: Pair): Fault[] {
  const { name } = pair
  return partsOf(report).flatMap((lines) => {
    const { opened, closed } = unpaired(lines, pair)
    return [
      ...opened.map((mark): Fault => {
        const { words, place } = shown(mark, true)
        const doubled = mark.line.text.charAt(mark.index + 1) === mark.mark
        return {
          message: doubled ? `${partWords(mark.line)}“${words}”处多了一个前${name}“${mark.mark}”。` : `${partWords(mark.line)}“${words}”处的前${name}没有配对的后${name}。`,
          place,
          actual: words,
          fix: doubled ? `删去多余的“${mark.mark}”。` : `在应当结束的地方补上后${name}；多写了前${name}的，删去。`,
        }
      }),
      ...closed.map((mark): Fault => {
        const { words, place } = shown(mark, false)
        return {
          message: `${partWords(mark.line)}“${words}”处的后${name}没有配对的前${name}。`,
          place,
          actual: words,
          fix: `在应当开始的地方补上前${name}；多写了后${name}的，删去。`,
        }
      }),
    ]
  })
}

const NEAR = 80
const count = (text: string, marks: RegExp): number => text.match(marks)?.length ?? 0
/** How many more angles of another width close than open. */
const surplus = (text: string): number => count(text, /[>〉＞]/gu) - count(text, /[<〈＜]/gu)

const ANGLES: Pair = {
  any: /[《》]/gu,
  open: '《',
  close: '》',
  name: '书名号',
  // Half of the pair in another width is no slip: 《……>.
  ignored: ({ mark, line, index }) => (mark === '《' ? surplus(line.text.slice(index, index + NEAR)) > 0 : surplus(line.text.slice(Math.max(0, index - NEAR), index)) < 0),
}

/** 1）, 一), ①） at the head of an item. */
const ENUMERATOR = /(?:^|[。；;，,、！!\s）)]|(?<!\d)[：:])(?:[一二三四五六七八九十]{1,3}|\d{1,2}|[a-zA-Z①-⑳])\s*$/u
const BRACKETS: Pair = {
  any: /[（(〔[【﹝［）)〕\]】﹞］]/gu,
  open: '（(〔[【﹝［',
  close: '）)〕]】﹞］',
  name: '括号',
  lone: ({ line, index }) => ENUMERATOR.test(line.text.slice(Math.max(0, index - 8), index)),
  // A damaged number of a document, and a sub-heading's damaged number, have rules of their own.
  ignored: ({ line, index }) => /^.?\s*20\d\d\s*\d{1,3}\s*号/u.test(line.text.slice(index, index + 16)) || line.text.slice(0, index).trim() === '',
}

const QUOTES: Pair = {
  any: /[“”]/gu,
  open: '“',
  close: '”',
  name: '引号',
  // A straight mark may be the other half.
  unclear: ({ text }) => /["＂]/u.test(text),
}

const CITED = '《中华人民共和国政府信息公开条例》和'

export const bookTitleMarks = defineRule({
  id: 'text/book-title-marks',
  title: '书名号不配对',
  severity: 'warning',
  dimension: 'formality',
  source: PUNCTUATION,
  why: '书名号应当成对，多一个或者少一个，文件名称从哪里到哪里就不清楚。',
  fix: '补上或者删去书名号，使“《”和“》”成对。',
  examples: {
    fail: [{ edits: [[CITED, '《《中华人民共和国政府信息公开条例》和']] }, { edits: [[CITED, '《中华人民共和国政府信息公开条例和']] }, { edits: [[CITED, '中华人民共和国政府信息公开条例》和']] }],
    pass: [{ edits: [[CITED, '《〈中华人民共和国政府信息公开条例〉释义》《公开指南》和']] }, { edits: [[CITED, '《中华人民共和国政府信息公开条例>和']] }],
  },
  check: (report) => outcome(faults(report, ANGLES)),
})

export const brackets = defineRule({
  id: 'text/brackets',
  title: '括号不配对',
  severity: 'warning',
  dimension: 'formality',
  source: PUNCTUATION,
  why: '括号应当成对，少一半就不知道说明到哪里为止。',
  fix: '补上缺少的一半括号，或者删去多余的一半。',
  examples: {
    fail: [{ edits: [['由专人协助群众查询', '由专人（每周一至周五协助群众查询']] }, { edits: [['由专人协助群众查询', '由专人每周一至周五）协助群众查询']] }],
    pass: [{ edits: [['由专人协助群众查询', '由专人（每周一至周五)协助群众查询：1）现场查询；2）电话查询']] }, { edits: [['〔2021〕', '【2021]']] }],
  },
  check: (report) => outcome(faults(report, BRACKETS)),
})

export const quotationMarks = defineRule({
  id: 'text/quotation-marks',
  title: '引号不配对',
  severity: 'warning',
  dimension: 'formality',
  source: PUNCTUATION,
  why: '引号应当成对，少一半就不知道引用到哪里为止。',
  fix: '补上缺少的一半引号，或者删去多余的一半；前后写成同一个方向的，改成一前一后。',
  examples: {
    fail: [{ edits: [['水务专栏', '“水务专栏']] }, { edits: [['水务专栏', '水务专栏”']] }],
    pass: [{ edits: [['水务专栏', '“水务专栏”']] }, { edits: [['水务专栏', '“水务专栏"']] }],
  },
  check: (report) => outcome(faults(report, QUOTES)),
})

const DOUBLED = /,,|、、|;;|(?<!。)。。(?!。)|,。|。,|、,|,、|、。|;。|。;|:。/gu

export const doubledPunctuation = defineRule({
  id: 'text/doubled-punctuation',
  title: '标点重复',
  severity: 'info',
  dimension: 'formality',
  source: PUNCTUATION,
  why: '两个点号连用，多半是修改时留下的。',
  fix: '删去多余的标点。',
  examples: {
    fail: [{ edits: [['发布前由拟稿人', '，发布前由拟稿人']] }, { edits: [['由专人协助群众查询。', '由专人协助群众查询。。']] }],
    pass: [{ edits: [['由专人协助群众查询。', '由专人协助群众查询……']] }],
  },
  check: (report) =>
    outcome(
      linesOf(report).flatMap((line) =>
        [...line.folded.matchAll(DOUBLED)].map((match): Fault => {
          const place = line.at(Math.max(0, match.index - 6), match.index + match[0].length)
          const words = report.text.slice(place.start, place.end).replaceAll(/\s/gu, '')
          return { message: `${partWords(line)}“${words}”处标点重复。`, place, actual: words }
        }),
      ),
    ),
})

/** （  ）条 is a blank to be filled in, and told as such. */
const EMPTY = /《\s*》|“\s*”|[（(]\s*[)）](?!\s*(?:[条件次篇个份项期起宗年月日]|万元|元))|[〔[]\s*[〕\]]/gu

export const emptyMarks = defineRule({
  id: 'text/empty-marks',
  title: '书名号、括号或者引号里是空的',
  severity: 'warning',
  dimension: 'formality',
  source: PUNCTUATION,
  why: '成对的标点里面没有内容，多半是粘贴到网页时丢了字，或者模板没有填。',
  fix: '补上里面的内容；不需要的，连标点一起删去。',
  examples: {
    fail: [{ edits: [['《中华人民共和国政府信息公开条例》和', '《》和']] }, { edits: [['（国办公开办函〔2021〕30号）', '（）']] }],
    pass: [{}],
  },
  check: (report) =>
    outcome(
      linesOf(report)
        .filter(({ text }) => !/文号|索引号/u.test(text))
        .flatMap((line) =>
          [...line.text.matchAll(EMPTY)].map((match): Fault => ({
            message: `${partWords(line)}的“${match[0].replaceAll(/\s/gu, '')}”里没有内容。`,
            place: within(line.place, match.index, match.index + match[0].length),
            actual: match[0],
          })),
        ),
    ),
})
