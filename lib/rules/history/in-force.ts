import type { Cell } from '../../report/index.ts'
import { defineRule, outcome, type Fault, type Outcome } from '../define.ts'
import { cellAt, numberIn } from '../identities/evaluate.ts'
import { FORM_OF_2021 } from '../sources.ts'
import { quoted, rowWords } from '../words.ts'
import { against, unreadable, type Pair } from './before.ts'

const ROWS = ['regulations', 'normativeDocuments'] as const

function inForceOf(pair: Pair): Outcome {
  const unread = unreadable(pair, 'disclosure')
  if (unread.length > 0) return outcome([], unread)
  const judged = ROWS.map((row) => judgeRow(pair, row))
  return outcome(judged.flatMap(({ faults }) => faults), judged.flatMap(({ reasons }) => reasons))
}

interface Judged {
  readonly faults: readonly Fault[]
  readonly reasons: readonly string[]
}

function judgeRow({ report, before, year }: Pair, row: string): Judged {
  const own = (column: string) => cellAt(report.tables.disclosure, { row, column })
  const cells = [cellAt(before.tables.disclosure, { row, column: 'inForce' }), own('made'), own('repealed'), own('inForce')]
  // The form of 2019 has other columns, and who makes no 规章 may strike the row out.
  if (cells.includes(undefined) || cells.every((cell) => cell?.kind === 'notApplicable')) return { faults: [], reasons: [] }
  const [then, made, repealed, now] = cells.map(numberIn)
  const place = placeOf(cells.at(-1))
  if (then == null || made == null || repealed == null || now == null || place === undefined)
    return { faults: [], reasons: [`${where(row)}（或者${year}年度报告的这一行）有单元格不是数字，无法与上一年度比对`] }
  const expected = then + made - repealed
  if (now === expected) return { faults: [], reasons: [] }
  const sum = `${year}年末现行有效${then}件，本年制发${made}件、废止${repealed}件`
  const message =
    expected < 0
      ? `${where(row)}：${sum}，废止的比能废止的还多。`
      : `${where(row)}：${sum}，到年末应为${then}+${made}-${repealed}=${expected}件，“现行有效件数”填的是${now}件。`
  return { faults: [{ message, place, ...(expected < 0 ? {} : { expected: String(expected) }), actual: String(now) }], reasons: [] }
}

const placeOf = (cell: Cell | undefined) => (cell === undefined || cell.raw === '' ? undefined : cell.place)
const where = (row: string): string => `表2${quoted([rowWords('disclosure', row)])}行`

const NORMATIVE = '| 行政规范性文件 | 3 | 2 | 12 |'

export const inForce = defineRule({
  id: 'history/in-force',
  title: '现行有效件数与上一年度接不上',
  severity: 'warning',
  dimension: 'consistency',
  source: FORM_OF_2021,
  why: '年末现行有效的文件，是上一年末现行有效的，加上本年制发的，减去本年废止的。接不上，多半是有一个数填错或者漏填。',
  fix: '对照规范性文件清理目录核实上一年度和本年度的数；确有期满失效、机构划转等原因的，在“总体情况”部分说明。',
  examples: {
    fail: [
      { edits: [[NORMATIVE, '| 行政规范性文件 | 3 | 2 | 15 |']] },
      { edits: [['| 规章 | 0 | 0 | 0 |', '| 规章 | 0 | 2 | 0 |']] },
    ],
    pass: [
      {},
      { history: 'none' },
      { edits: [[NORMATIVE, '| 行政规范性文件 | 3 | | 15 |']] },
      { edits: [['| 规章 | 0 | 0 | 0 |', '| 规章 | / | / | / |']], history: [['| 规章 | 0 | 0 | 0 |', '| 规章 | / | / | / |']] },
    ],
  },
  check: against(inForceOf),
})
