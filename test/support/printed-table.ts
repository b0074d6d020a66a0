import type { Block, TableKey } from '../../lib/report/index.ts'
import { blocksOf, cellOf, type CellData, type ReportData } from './report-data.ts'

/** A cell of the printed form at its upper left square; the squares that it covers have no cell of their own. */
export interface PrintedCell {
  readonly text: string
  readonly rowSpan: number
  readonly colSpan: number
  /** Set for the cells that an agency fills in. */
  readonly data?: CellData
}
export interface PrintedTable {
  readonly key: TableKey
  readonly columns: number
  readonly rows: readonly (readonly PrintedCell[])[]
}

const NOTE = '(本列数据的勾稽关系为:第一项加第二项之和,等于第三项加第四项之和)'

/** The table as the official form prints it, with its merged cells. */
export function printTable(report: ReportData, key: TableKey): PrintedTable {
  const print = { disclosure, requests, disputes }[key]
  return print(report)
}

const label = (text: string, colSpan = 1, rowSpan = 1): PrintedCell => ({ text, rowSpan, colSpan })

/** Labels in the report's own style of brackets. */
export const styled = ({ style }: ReportData, text: string): string =>
  style.brackets === 'half' ? text : text.replaceAll('(', '（').replaceAll(')', '）').replaceAll(':', '：').replaceAll(',', '，')

const header = (report: ReportData, text: string, colSpan = 1, rowSpan = 1) => {
  const printed = styled(report, text)
  return label(report.style.spacedHeaders ? Array.from(printed).join(' ') : printed, colSpan, rowSpan)
}

function values(report: ReportData, table: TableKey, block: Block, row: string, width: number): PrintedCell[] {
  return block.columns.map(({ key }, i) => {
    const data = cellOf(report, table, row, key)
    return { ...label(data.raw, i === block.columns.length - 1 ? width - i : 1), data }
  })
}

const isPrinted =
  ({ lacking = [] }: ReportData) =>
  ({ key }: { readonly key: string }): boolean =>
    !lacking.includes(key)

function disclosure(report: ReportData): PrintedTable {
  const rows = blocksOf(report.form, 'disclosure').flatMap((block) => [
    [label(styled(report, block.caption ?? ''), 4)],
    [
      label('信息内容'),
      ...block.columns.map((column, i) => header(report, column.label, i === block.columns.length - 1 ? 3 - i : 1)),
    ],
    ...block.rows.filter(isPrinted(report)).map((row) => [label(row.label), ...values(report, 'disclosure', block, row.key, 3)]),
  ])
  return { key: 'disclosure', columns: 4, rows }
}

function requests(report: ReportData): PrintedTable {
  const [block] = blocksOf(report.form, 'requests')
  if (!block) throw new Error('the form has no table 3')
  const [person, ...rest] = block.columns
  const organizations = rest.slice(0, -1)
  const head = [
    [label(styled(report, NOTE), 3, 3), header(report, '申请人情况', 7)],
    [header(report, person?.label ?? '', 1, 2), header(report, '法人或其他组织', 5), header(report, '总计', 1, 2)],
    organizations.map((column) => header(report, column.label)),
  ]
  const printed = new Set<string>()
  const printedRows = block.rows.filter(isPrinted(report))
  const body = printedRows.map((row) => {
    const groups = row.groups ?? []
    const opened = groups.flatMap((group) => {
      if (printed.has(group)) return []
      printed.add(group)
      return [label(styled(report, group), 1, printedRows.filter((other) => other.groups?.includes(group)).length)]
    })
    return [...opened, label(styled(report, row.label), 3 - groups.length), ...values(report, 'requests', block, row.key, 7)]
  })
  return { key: 'requests', columns: 10, rows: [...head, ...body] }
}

function disputes(report: ReportData): PrintedTable {
  const [block] = blocksOf(report.form, 'disputes')
  if (!block) throw new Error('the form has no table 4')
  const results = (rowSpan: number) => block.columns.map((column) => header(report, column.label, 1, rowSpan))
  const rows = [
    [header(report, '行政复议', 5), header(report, '行政诉讼', 10)],
    [...results(2), header(report, '未经复议直接起诉', 5), header(report, '复议后起诉', 5)],
    [...results(1), ...results(1)],
    block.rows.flatMap((row) => values(report, 'disputes', block, row.key, 5)),
  ]
  return { key: 'disputes', columns: 15, rows }
}
