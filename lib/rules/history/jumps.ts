import type { TableKey } from '../../report/index.ts'
import { defineRule, outcome, type Fault } from '../define.ts'
import { cellAt, numberIn } from '../identities/evaluate.ts'
import { FORM_OF_2021 } from '../sources.ts'
import { columnWords, quoted, rowWords, TABLE_WORDS } from '../words.ts'
import { against, unreadable, type Pair } from './before.ts'

interface Quantity {
  readonly table: TableKey
  readonly row: string
  readonly column: string
  /** The larger of the two years must reach this: small numbers jump by themselves. */
  readonly least: number
}

const QUANTITIES: readonly Quantity[] = [
  { table: 'disclosure', row: 'normativeDocuments', column: 'inForce', least: 50 },
  { table: 'disclosure', row: 'licensing', column: 'decisions', least: 200 },
  { table: 'disclosure', row: 'penalties', column: 'decisions', least: 200 },
  { table: 'disclosure', row: 'compulsion', column: 'decisions', least: 200 },
  { table: 'disclosure', row: 'fees', column: 'amount', least: 20 },
  { table: 'requests', row: 'newReceived', column: 'total', least: 50 },
]
/** A thousand times as much money is 元 where 万元 is asked for. */
const OTHER_UNIT = 1000

function jump({ report, before, year }: Pair, { table, row, column, least }: Quantity, times: number): Fault[] {
  const cell = cellAt(report.tables[table], { row, column })
  const now = numberIn(cell)
  const then = numberIn(cellAt(before.tables[table], { row, column }))
  if (cell === undefined || now === null || then === null) return []
  const [small, large] = now < then ? [now, then] : [then, now]
  if (large < least || large < times * Math.max(small, 1)) return []
  const unit = row === 'fees' && large >= OTHER_UNIT * small ? '，请核对单位是不是万元' : ''
  return [
    {
      message: `${TABLE_WORDS[table]}${quoted([rowWords(table, row)])}行${quoted([columnWords(table, row, column)])}列：${year}年度是${then}，本年度是${now}，相差${times}倍以上${unit}。`,
      place: cell.place,
      actual: String(now),
    },
  ]
}

export const jumps = defineRule<'times'>({
  id: 'history/jump',
  title: '数字比上一年度增减悬殊',
  severity: 'info',
  dimension: 'accuracy',
  source: FORM_OF_2021,
  why: '同一机关相邻两年的数字通常相近，相差十倍以上的，有时是多写、少写了一位，或者单位、口径变了。',
  fix: '核实本年度和上一年度的数；无误的不必修改，可以在“总体情况”部分说明原因。',
  thresholds: { times: { value: 10, min: 2, max: 1000, title: '与上一年度相差多少倍才提示' } },
  examples: {
    fail: [
      { edits: [['| 行政许可 | 145 |', '| 行政许可 | 1450 |']] },
      { edits: [['| 行政事业性收费 | 36.528 |', '| 行政事业性收费 | 365280 |']] },
    ],
    pass: [
      { edits: [['| 行政许可 | 145 |', '| 行政许可 | 412 |']] },
      // Small numbers.
      { edits: [['| 行政强制 | 4 |', '| 行政强制 | 40 |']] },
      { history: 'none' },
    ],
  },
  check: against((pair, limit) => {
    const unread = (['disclosure', 'requests'] as const).flatMap((table) => unreadable(pair, table))
    const readable = QUANTITIES.filter(({ table }) => unreadable(pair, table).length === 0)
    return outcome(readable.flatMap((quantity) => jump(pair, quantity, limit('times'))), unread)
  }),
})
