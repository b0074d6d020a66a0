import type { Report, TableKey } from '../../report/index.ts'
import { FORMS } from '../../report/index.ts'
import { defineRule, outcome, type Fault } from '../define.ts'
import { firstLine } from '../places.ts'
import { FORM_IN_FORCE } from '../sources.ts'
import { formOf, quoted, TABLE_KEYS, TABLE_WORDS } from '../words.ts'

function columnLabel(key: TableKey, block: string, column: string): string {
  const blocks = Object.values(FORMS).flatMap((form) => form.tables[key]).filter((one) => one.key === block)
  return blocks.flatMap(({ columns }) => columns).find((one) => one.key === column)?.label ?? ''
}

function missing(report: Report, key: TableKey): Fault[] {
  const table = report.tables[key]
  const byBlock = Map.groupBy(table.missingColumns, ({ block }) => block)
  return [...byBlock].flatMap(([block, columns]) => {
    const place = table.blocks.find((one) => one.key === block)?.place ?? table.place
    if (place === null) return []
    const names = quoted(columns.map(({ column }) => columnLabel(key, block, column)))
    return [{ message: `${TABLE_WORDS[key]}缺少${names}列。`, place: firstLine(report, place), expected: names, actual: '没有' }]
  })
}

export const missingColumns = defineRule({
  id: 'form/missing-columns',
  title: '表头缺列',
  severity: 'error',
  dimension: 'completeness',
  source: FORM_IN_FORCE,
  why: '格式规定的列不能删减，没有发生的事项也要保留并填“0”。',
  fix: '对照格式恢复缺少的列，没有发生的填“0”。',
  examples: {
    fail: [{ edits: [['| 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n| 规章 | 0 | 0 | 0 |\n| 行政规范性文件 | 3 | 2 | 12 |', '| 信息内容 | 本年制发件数 | 现行有效件数 |\n| 规章 | 0 | 0 |\n| 行政规范性文件 | 3 | 12 |']] }],
    pass: [{ edits: [['| | | | | 商业企业 | 科研机构 |', '| | | | | 商业 企业 | 科 研 机 构 |']] }],
  },
  check: (report) => outcome(TABLE_KEYS.flatMap((key) => missing(report, key))),
})

/** How many numbers the form asks of one printed row of a table; table 4 is printed as one row. */
function width(report: Report, key: TableKey): string {
  const form = formOf(report.tables[key])
  const [block] = form.tables[key]
  if (key === 'disclosure' || block === undefined) return ''
  const numbers = key === 'disputes' ? block.rows.length * block.columns.length : block.columns.length
  return `，格式每行${numbers}个数字`
}

export const extraCells = defineRule({
  id: 'form/extra-cells',
  title: '多出单元格',
  severity: 'error',
  dimension: 'accuracy',
  source: FORM_IN_FORCE,
  why: '数字比格式规定的列多，就无法确定每个数字属于哪一列。',
  fix: '对照格式删去多出的单元格，并逐格核对其余数字是否错位。',
  examples: {
    fail: [{ edits: [['| 3 | 1 | 0 | 0 | 4 | 1 | 0 | 0 | 0 | 1 | 0 | 0 | 0 | 0 | 0 |', '| 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |']] }],
    pass: [{ edits: [['| 3 | 1 | 0 | 0 | 4 | 1 | 0 | 0 | 0 | 1 | 0 | 0 | 0 | 0 | 0 |', '| 3 | 1 | 0 | 0 | 4 | 1 | 0 | 0 | 0 | 1 | 0 | 0 | 0 | 0 | 0 | |']] }],
  },
  check: (report) =>
    outcome(
      TABLE_KEYS.flatMap((key): Fault[] => {
        const cells = report.tables[key].extraCells.filter(({ kind }) => kind !== 'blank' && kind !== 'missing')
        const [first] = cells
        if (first === undefined) return []
        const numbers = key === 'disputes' ? { expected: '15个', actual: `${15 + cells.length}个` } : {}
        return [{ message: `${TABLE_WORDS[key]}多出${cells.length}个单元格${quoted(cells.slice(0, 3).map(({ raw }) => raw.trim()))}${width(report, key)}${key === 'disputes' ? `，实际有${15 + cells.length}个` : ''}。`, place: first.place, ...numbers }]
      }),
    ),
})
