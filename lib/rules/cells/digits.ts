import type { Report } from '../../report/index.ts'
import type { Fault } from '../define.ts'
import { joinDigits } from '../identities/diagnose.ts'
import type { CellGroup } from './filed.ts'

/** A number that a blank or a comma runs through: what it was meant to be is offered. */
export function splitWords(raw: string): { fix?: string } {
  const digits = raw.normalize('NFKC').replaceAll(/[\s,，、]/gu, '')
  return /^\d+$/u.test(digits) ? { fix: `数字中间不要有空格或者标点；如果是同一个数，改为“${digits}”。` } : {}
}

/** Of a single cell, the number with which its table's sums hold. */
export function joined(report: Report, { table, first, columns, cells }: CellGroup): Pick<Fault, 'suggestion'> {
  const [column] = columns
  if (table === 'disclosure' || column === undefined || cells.length !== 1) return {}
  const suggestion = joinDigits(report.tables[table], table, { row: first.row, column })
  return suggestion === null ? {} : { suggestion }
}
