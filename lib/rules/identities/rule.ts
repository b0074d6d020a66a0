import type { Place, Report, Table } from '../../report/index.ts'
import { defineRule, outcome, type Fault, type Outcome, type Rule } from '../define.ts'
import { firstLine } from '../places.ts'
import { FORM_SUMS } from '../sources.ts'
import { columnWords, formOf, quoted, rowWords, TABLE_TITLES } from '../words.ts'
import { diagnose } from './diagnose.ts'
import { cellAt, evaluate, numberIn, type Evaluation } from './evaluate.ts'
import { IDENTITIES, type CellRef, type Identity } from './identities.ts'

/** What one kind of identity says of itself. */
export interface IdentityRule extends Pick<Rule, 'title' | 'why' | 'fix' | 'examples'> {
  readonly id: Identity['rule']
  readonly table: Identity['table']
  /** The line of the table that the identity is about: `表3“自然人”列`. */
  readonly where: (identity: Identity) => string
  /** Both sides, their numbers spelled out. */
  readonly sides: (table: Table, identity: Identity) => string
}

/** A rule over all identities of one kind; every broken one is an error of its own. */
export function identityRule({ table: key, where, sides, ...words }: IdentityRule): Rule {
  return defineRule({
    ...words,
    severity: 'error',
    dimension: 'accuracy',
    source: FORM_SUMS,
    check: (report) => judge(report, words.id, key, where, sides),
  })
}

function judge(report: Report, rule: Identity['rule'], key: Identity['table'], where: IdentityRule['where'], sides: IdentityRule['sides']): Outcome {
  const table = report.tables[key]
  if (table.status !== 'read') return outcome([], [`${TABLE_TITLES[key]}${table.status === 'missing' ? '没有找到' : '无法读取'}`])
  const judged = IDENTITIES[formOf(table).id][key]
    .filter((identity) => identity.rule === rule)
    .map((identity) => ({ identity, evaluation: evaluate(table, identity) }))
  const broken = judged.filter(({ evaluation }) => evaluation.state === 'broken')
  const open = judged.filter(({ evaluation }) => evaluation.state === 'unknown').map(({ identity }) => where(identity))
  const suggestion = broken.length > 0 ? diagnose(table, key) : null
  const faults = broken.map(({ identity, evaluation }): Fault => ({
    message: `${where(identity)}：${sides(table, identity)}，两者应当相等${remark(evaluation)}。`,
    place: placeOf(report, table, identity),
    expected: amount(evaluation.left.sum),
    actual: amount(evaluation.right.sum),
    ...(suggestion !== null && { suggestion }),
  }))
  return outcome(faults, open.length > 0 ? [`${openWords(open)}有单元格不是数字、没有填或者可能错位，无法核对`] : [])
}

const openWords = (lines: readonly string[]): string => (lines.length > 5 ? `${lines.slice(0, 5).join('、')}等${lines.length}处` : lines.join('、'))

const remark = ({ left, right }: Evaluation): string =>
  left.unknown.length + right.unknown.length > 0 ? '（没有填数字的单元格未计，填什么数都不会相等）' : ''

/** The cell of the total; where that is empty, the first number of the identity. */
function placeOf(report: Report, table: Table, identity: Identity): Place {
  const cells = [...identity.right, ...identity.left].map((ref) => cellAt(table, ref))
  const shown = cells.find((cell) => cell !== undefined && cell.raw !== '')
  return shown?.place ?? firstLine(report, table.place ?? { start: 0, end: 0 })
}

/** Without the noise of binary fractions. */
const amount = (value: number): string => String(Number(value.toFixed(6)))

/** `10+9+5=24`: cells without a number are left out, and zeros too where `brief`. */
export function spelled(table: Table, refs: readonly CellRef[], brief = false): string {
  const numbers = refs.map((ref) => numberIn(cellAt(table, ref))).filter((value) => value !== null)
  const shown = brief ? numbers.filter((value) => value !== 0) : numbers
  const sum = amount(numbers.reduce((total, value) => total + value, 0))
  return shown.length > 1 ? `${shown.map((value) => (value < 0 ? `(${value})` : String(value))).join('+')}=${sum}` : sum
}

export const columnOf = ({ right: [{ row, column }] }: Identity): string => `表3${quoted([columnWords('requests', row, column)])}列`
export const rowOf = (table: Identity['table'], { right: [{ row }] }: Identity): string => quoted([rowWords(table, row)])
