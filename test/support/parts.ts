import { styled, printTable, type PrintedTable } from './printed-table.ts'
import type { ReportData } from './report-data.ts'

/** What stands on the page, top to bottom, before any layout. */
export type Part =
  | { readonly kind: 'title' | 'heading' | 'subheading' | 'paragraph' | 'signature'; readonly text: string }
  | { readonly kind: 'table'; readonly table: PrintedTable }

const DIGITS = '一二三四五六七八九'

export function partsOf(report: ReportData): readonly Part[] {
  const text = (kind: 'title' | 'heading' | 'subheading' | 'paragraph' | 'signature', words: string): Part => ({
    kind,
    text: styled(report, words),
  })
  const table = (key: PrintedTable['key']): Part => ({ kind: 'table', table: printTable(report, key) })
  const [year, month, day] = report.signed?.split('-').map(Number) ?? []
  return [
    text('title', report.title),
    text('paragraph', report.preamble),
    text('heading', '一、总体情况'),
    ...report.overview.flatMap(({ heading, text: body }, i) => [
      text('subheading', `(${DIGITS[i] ?? ''})${heading}`),
      text('paragraph', body),
    ]),
    text('heading', '二、主动公开政府信息情况'),
    table('disclosure'),
    text('heading', '三、收到和处理政府信息公开申请情况'),
    table('requests'),
    text('heading', report.form === '2019' ? '四、因政府信息公开工作被申请行政复议、提起行政诉讼情况' : '四、政府信息公开行政复议、行政诉讼情况'),
    table('disputes'),
    text('heading', '五、存在的主要问题及改进情况'),
    ...report.problems.map((line) => text('paragraph', line)),
    text('heading', '六、其他需要报告的事项'),
    ...report.other.map((line) => text('paragraph', line)),
    ...(report.signed ? [text('signature', report.agency), text('signature', `${year}年${month}月${day}日`)] : []),
  ]
}
