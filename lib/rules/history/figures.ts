import type { Cell, TableKey } from '../../report/index.ts'
import { defineRule, outcome, type Fault, type Outcome } from '../define.ts'
import { firstLine } from '../places.ts'
import { FORM_OF_2021 } from '../sources.ts'
import { TABLE_TITLES } from '../words.ts'
import { against, unreadable, type Pair } from './before.ts'

/** Follow from other cells, or go on from year to year. */
const NOT_OF_THE_YEAR: Readonly<Record<TableKey, { readonly rows: readonly string[]; readonly columns: readonly string[] }>> = {
  disclosure: { rows: [], columns: ['inForce', 'totalDisclosed', 'previous'] },
  requests: { rows: ['totalProcessed'], columns: ['total'] },
  disputes: { rows: [], columns: ['total'] },
}
/** So few cells, or so few digits in them, may be the same by chance. */
const LEAST_CELLS = 3
const LEAST_DIGITS = 6

const yearsCells = (rows: Pair['report']['tables'][TableKey]['rows'], key: TableKey): { readonly at: string; readonly cell: Cell }[] =>
  Object.entries(rows)
    .filter(([row]) => !NOT_OF_THE_YEAR[key].rows.includes(row))
    .flatMap(([row, cells]) =>
      Object.entries(cells)
        .filter(([column]) => !NOT_OF_THE_YEAR[key].columns.includes(column))
        .map(([column, cell]) => ({ at: `${row} ${column}`, cell })),
    )

const digits = (value: number): number => String(Math.abs(value)).replace('.', '').length

function repeated({ report, before, year }: Pair, key: TableKey): Fault[] {
  const then = new Map(yearsCells(before.tables[key].rows, key).map(({ at, cell }) => [at, cell]))
  const now = yearsCells(report.tables[key].rows, key)
  if (now.length !== then.size || now.some(({ at, cell }) => cell.raw.trim() !== then.get(at)?.raw.trim())) return []
  const filled = now.filter(({ cell }) => cell.value !== null && cell.value !== 0)
  const places = filled.reduce((sum, { cell }) => sum + digits(cell.value ?? 0), 0)
  if (filled.length < LEAST_CELLS || places < LEAST_DIGITS) return []
  const place = report.tables[key].place ?? filled[0]?.cell.place
  if (place === undefined) return []
  return [
    {
      message: `${TABLE_TITLES[key]}的数字与${year}年度报告完全相同（其中不为0的有${filled.length}个），可能是上一年度的表没有更新。`,
      place: firstLine(report, place),
    },
  ]
}

function repeatedFigures(pair: Pair): Outcome {
  const keys = (['disclosure', 'requests', 'disputes'] as const).map((key) => ({ key, unread: unreadable(pair, key) }))
  const faults = keys.filter(({ unread }) => unread.length === 0).flatMap(({ key }) => repeated(pair, key))
  return outcome(faults, keys.flatMap(({ unread }) => unread))
}

export const sameFigures = defineRule({
  id: 'history/same-figures',
  title: '整张表的数字与上一年度相同',
  severity: 'warning',
  dimension: 'accuracy',
  source: FORM_OF_2021,
  why: '各项数字逐年变化，整张表都与上一年度相同，多半是照用了旧表。',
  fix: '按本年度的台账重新填写；核实后确实相同的，不必修改。',
  examples: {
    fail: [
      {
        history: [
          ['| 行政规范性文件 | 4 | 1 | 11 |', '| 行政规范性文件 | 3 | 2 | 11 |'],
          ['| 行政许可 | 131 |', '| 行政许可 | 145 |'],
          ['| 行政处罚 | 22 |', '| 行政处罚 | 17 |'],
          ['| 行政事业性收费 | 31.07 |', '| 行政事业性收费 | 36.528 |'],
        ],
      },
    ],
    pass: [
      {},
      { history: 'none' },
      // Zeros stay zeros: nothing happened in either year.
      { edits: [['| 3 | 1 | 0 | 0 | 4 | 1 | 0 | 0 | 0 | 1 |', '| 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |']], history: [['| 3 | 1 | 0 | 0 | 4 | 1 | 0 | 0 | 0 | 1 |', '| 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |']] },
    ],
  },
  check: against(repeatedFigures),
})
