import { FORM_2019, type Report, type Table } from '../../report/index.ts'
import { defineRule, notApplicable, notEvaluable, outcome, pass, type Outcome } from '../define.ts'
import { firstLine } from '../places.ts'
import { FORM_OF_2021 } from '../sources.ts'
import { quoted, TABLE_KEYS } from '../words.ts'
import { OLD_ITEMS, OLD_REPORT } from './examples.ts'

/** From this report year on the form of 2021 is in force. */
const IN_FORCE_FROM = 2021

type TableBlock = Table['blocks'][number]

/** Unless the year is known to be earlier: of an unknown year it cannot be said which form is due. */
const mayBeDue = ({ year }: Report): boolean => year === null || year >= IN_FORCE_FROM
const NO_YEAR = notEvaluable('不能确定报告是哪一年度的，无法判断应当使用哪一年的格式')
const blocksOf = (report: Report): TableBlock[] => TABLE_KEYS.flatMap((table) => report.tables[table].blocks)

/** What a block of the form of 2019 is known by. */
function signs(blocks: readonly TableBlock[]): string {
  const items = blocks.flatMap(({ key }) => FORM_2019.tables.disclosure.find((block) => block.key === key) ?? [])
  return [
    ...(items.length > 0 ? [`表2${quoted(items.map(({ caption }) => caption ?? ''))}的表头是旧格式的${quoted(items[0]?.columns.map(({ label }) => label) ?? [])}等`] : []),
    ...(blocks.some(({ key }) => key === 'requests') ? ['表3“(六)其他处理”只有一行，现行格式分三行'] : []),
  ].join('；')
}

/** Items that even the form of 2019 asks for. */
function lacking(blocks: readonly TableBlock[]): string {
  if (!blocks.some(({ key }) => key.startsWith('item'))) return ''
  const absent = FORM_2019.tables.disclosure.filter((block) => !blocks.some(({ key }) => key === block.key))
  return absent.length > 0 ? `；按旧格式也缺${quoted(absent.map(({ caption }) => caption ?? ''))}` : ''
}

/** Finds blocks of the form of 2019, beside blocks of the form of 2021 (`mixed`) or without any. */
function judgeOld(report: Report, mixed: boolean, tell: (old: readonly TableBlock[], year: number) => { message: string; actual: string }): Outcome {
  const blocks = blocksOf(report)
  const old = blocks.filter(({ form }) => form === '2019')
  const [first] = old
  if (first === undefined) return pass
  if (report.year === null) return NO_YEAR
  if (blocks.some(({ form }) => form === '2021') !== mixed) return notApplicable
  return outcome([{ ...tell(old, report.year), place: firstLine(report, first.place), expected: '2021年格式' }])
}

const FIX = '从国办公开办函〔2021〕30号附件下载现行格式，按现行的行和列重新填写三张表，不要在旧表上修改。'

export const outdated = defineRule({
  id: 'form/outdated',
  title: '使用了停用的旧格式',
  severity: 'error',
  dimension: 'formality',
  source: FORM_OF_2021,
  why: '2021年度起的年度报告一律使用国办公开办函〔2021〕30号印发的格式，2019年的试行格式不再使用。',
  fix: FIX,
  appliesTo: mayBeDue,
  examples: {
    fail: [{ edits: OLD_ITEMS }],
    pass: [{ text: OLD_REPORT, context: { year: 2020, date: '2021-02-20' } }],
  },
  check: (report) =>
    judgeOld(report, false, (old, year) => ({
      message: `${year}年度报告用的是2019年的试行格式：${signs(old)}${lacking(old)}。`,
      actual: '2019年格式',
    })),
})

export const hybrid = defineRule({
  id: 'form/hybrid',
  title: '新旧格式混用',
  severity: 'error',
  dimension: 'formality',
  source: FORM_OF_2021,
  why: '2021年度起的年度报告一律使用国办公开办函〔2021〕30号印发的格式，旧格式的表头与现行统计口径不同。',
  fix: FIX,
  appliesTo: mayBeDue,
  examples: {
    fail: [{ edits: OLD_ITEMS.slice(0, 1) }],
    pass: [{ edits: [['| 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |', '| 信息内容 | 本年 制发件数 | 本年 废止件数 | 现行 有效件数 |']] }],
  },
  check: (report) =>
    judgeOld(report, true, (old) => ({
      message: `表格新旧格式混用：${signs(old)}；其余部分用的是2021年格式。`,
      actual: '2019年格式与2021年格式混用',
    })),
})
