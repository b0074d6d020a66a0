import { APPLICANT_COLUMNS, type Place } from '../../report/index.ts'
import { defineRule, outcome, type Fault, type Outcome } from '../define.ts'
import { cellAt, numberIn } from '../identities/evaluate.ts'
import { FORM_SUMS } from '../sources.ts'
import { columnWords, quoted, rowWords } from '../words.ts'
import { against, unreadable, type Pair } from './before.ts'

interface Difference {
  readonly column: string
  readonly place: Place
  readonly then: number
  readonly now: number
}

function carried(pair: Pair): Outcome {
  const unread = unreadable(pair, 'requests')
  if (unread.length > 0) return outcome([], unread)
  const columns = APPLICANT_COLUMNS.map(({ key }) => key)
  const differences: Difference[] = []
  const open: string[] = []
  for (const column of columns) {
    const cell = cellAt(pair.report.tables.requests, { row: 'carriedOver', column })
    const now = numberIn(cell)
    const then = numberIn(cellAt(pair.before.tables.requests, { row: 'carriedForward', column }))
    if (cell === undefined || now === null || then === null) open.push(columnWords('requests', 'carriedOver', column))
    else if (now !== then) differences.push({ column, place: cell.place, then, now })
  }
  const reasons = open.length === 0 ? [] : [`表3“上年结转”或者${pair.year}年度“结转下年度”的${quoted(open)}列不是数字，无法与上一年度比对`]
  return outcome(faults(pair, differences), reasons)
}

/** One mistake shows in several columns: it is told once, at the total if that differs. */
function faults({ year }: Pair, differences: readonly Difference[]): Fault[] {
  const main = differences.find(({ column }) => column === 'total') ?? differences[0]
  if (main === undefined) return []
  const isTotal = main.column === 'total'
  const listed = differences.map(({ column, now, then }) => `${quoted([columnWords('requests', 'carriedOver', column)])}列本年填${now}、上年填${then}`)
  return [
    {
      message:
        `表3${quoted([rowWords('requests', 'carriedOver')])}应当等于${year}年度报告的${quoted([rowWords('requests', 'carriedForward')])}，` +
        `但${listed.join('，')}${isTotal ? '' : '；申请人的分类前后不一致'}。`,
      place: main.place,
      // Who an applicant is can be seen otherwise a year later; how many requests were left cannot.
      ...(isTotal ? {} : { severity: 'warning' }),
      expected: String(main.then),
      actual: String(main.now),
    },
  ]
}

const CARRIED_OVER = '| 二、上年结转政府信息公开申请数量 | | | 2 | 0 | 0 | 0 | 0 | 0 | 2 |'
const CARRIED_FORWARD = '| 四、结转下年度继续办理 | | | 2 | 0 | 0 | 0 | 0 | 0 | 2 |'

export const carriedOver = defineRule({
  id: 'history/carried-over',
  title: '上年结转与上一年度报告不符',
  severity: 'error',
  dimension: 'consistency',
  source: FORM_SUMS,
  why: '上一年度结转到本年办理的申请，就是本年度的“上年结转”，两份报告的这两行数字应当相同。',
  fix: '对照两年的依申请公开台账核实：本年填错的，改为上一年度结转的数；上一年度报告填错的，先更正上一年度报告。',
  examples: {
    fail: [
      { edits: [[CARRIED_OVER, '| 二、上年结转政府信息公开申请数量 | | | 0 | 0 | 0 | 0 | 0 | 0 | 0 |']] },
      { history: [[CARRIED_FORWARD, '| 四、结转下年度继续办理 | | | 1 | 1 | 0 | 0 | 0 | 0 | 2 |']] },
    ],
    pass: [
      {},
      { history: 'none' },
      // What a blank holds cannot be known.
      { history: [[CARRIED_FORWARD, '| 四、结转下年度继续办理 | | | | | | | | | |']] },
    ],
  },
  check: against(carried),
})
