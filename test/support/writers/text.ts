import type { PrintedTable } from '../printed-table.ts'
import type { ReportData } from '../report-data.ts'
import { covered, lines, squares, type Layout, type WriteTable } from './layout.ts'

const layout = (name: string, blanks: 'any' | 'rows', write: (report: ReportData) => string): Layout => ({
  name,
  format: 'text',
  carries: { blanks },
  write,
})
const join = (text: readonly string[]) => `${text.join('\n')}\n`
const pipes = (count: number) => '|'.repeat(count)

const rowPipes =
  (leading: boolean): WriteTable =>
  (table) =>
    table.rows.map((row) => {
      const cells = row.map(({ text }) => text).join(' | ')
      const merged = covered(table, row)
      return `${leading ? '| ' : ''}${cells} |${merged > 0 ? ` ${pipes(merged)}` : ''}`
    })

const cellPipe =
  (merged: boolean): WriteTable =>
  (table) =>
    table.rows.flatMap((row) => [
      ...row.map(({ text }) => (text ? `${text} |` : '|')),
      ...(merged && covered(table, row) > 0 ? [pipes(covered(table, row))] : []),
    ])

/** Two line ends after a cell; an empty cell leaves only one. */
const cellPerLine = (table: PrintedTable): string[] =>
  table.rows.flatMap((row) => row.flatMap(({ text }) => (text ? [text, ''] : [''])))

const cellThenPipe: WriteTable = (table) => table.rows.flatMap((row) => row.flatMap(({ text }) => (text ? [text, '|'] : ['|'])))

const pipeThenCells: WriteTable = (table) => table.rows.flatMap((row) => ['|', ...row.map(({ text }) => (text ? `${text} |` : '|'))])

const tabBeforeCell: WriteTable = (table) =>
  squares(table).flatMap((row, r) => {
    // Columns swallowed by a colspan print nothing; those under a rowspan keep their tab.
    const own = new Set(table.rows[r])
    const printed = row.flatMap((cell, column) =>
      cell && own.has(cell) ? [`\t${cell.text}`] : isUnderRowSpan(table, r, column) ? ['\t'] : [],
    )
    return [...printed, '']
  })

const tabRows: WriteTable = (table) => {
  const rows = squares(table).map((row) => row.map((cell) => cell?.text ?? '').join('\t'))
  if (table.key !== 'requests') return rows
  const [first = '', ...rest] = rows
  // The converter took the first line of the note for a whole header and ruled it off.
  const [head = '', tail = ''] = first.split(/(?<=第一)/, 2)
  const [note = '', ...others] = tail.split('\t')
  const [second = '', ...body] = rest
  return [[head, ...others].join('\t'), '----------------\t-------', '', `${note}${second}`, ...body]
}

function isUnderRowSpan(table: PrintedTable, row: number, column: number): boolean {
  const grid = squares(table)
  for (let r = row - 1; r >= 0; r -= 1)
    for (let c = column; c >= 0; c -= 1) {
      const cell = grid[r]?.[c]
      if (!cell) continue
      if (c + cell.colSpan > column && r + cell.rowSpan > row) return c === column
      break
    }
  return false
}

const PAGE = 28
/** Text layer of a PDF: cells divided by single blanks, sentences broken at the margin, page marks in between. */
function pdfText(report: ReportData): string {
  const body = lines(
    report,
    (table) => table.rows.map((row) => row.map(({ text }) => text).filter(Boolean).join(' ')).filter(Boolean),
    ({ kind, text }) => (kind === 'paragraph' ? (text.match(/.{1,38}/gu) ?? []) : [text]),
  )
  return join(body.flatMap((line, i) => (i % PAGE === PAGE - 1 ? [line, `Page ${Math.ceil(i / PAGE)} -`] : [line])))
}

const spread = (text: string) => [text, '']

export const TEXT_LAYOUTS: readonly Layout[] = [
  layout('row per line, pipes', 'rows', (report) => join(lines(report, rowPipes(false)))),
  layout('row per line, leading pipe', 'rows', (report) => join(lines(report, rowPipes(true)))),
  layout('cell and pipe per line', 'rows', (report) => join(lines(report, cellPipe(false)))),
  layout('cell and pipe per line, merged cells as pipes', 'rows', (report) => join(lines(report, cellPipe(true)))),
  layout('cell per line, blank lines between', 'rows', (report) => join(lines(report, cellPerLine, ({ text }) => spread(text)))),
  layout('cell line, pipe line', 'rows', (report) => join(lines(report, cellThenPipe))),
  layout('pipe line, then cell and pipe', 'rows', (report) => join(lines(report, pipeThenCells))),
  layout('tab before each cell', 'any', (report) => join(lines(report, tabBeforeCell))),
  layout('tab rows, ruled header', 'rows', (report) => join(lines(report, tabRows, ({ text }) => spread(text)))),
  layout('text of a PDF', 'rows', pdfText),
  layout('one giant table around the page', 'rows', (report) => {
    const [title = '', ...rest] = lines(report, cellPipe(true))
    return join([`${title} |${pipes(240)}`, `索引号 | 000014349/2025-00017 |${pipes(180)}`, ...rest])
  }),
]
