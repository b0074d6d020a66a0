import * as z from 'zod'
import { FORM_2021, type Form, formOfYear, type Report, type TableKey } from '../report/index.ts'

/** One number of the form, with its labels: of a row also the groups that it is printed under. */
export interface CellKey {
  readonly table: TableKey
  readonly row: string
  readonly rowLabel: string
  readonly column: string
  readonly columnLabel: string
}

/**
 * What one report says in one cell: a number, `null` for a blank one, `/` for not applicable, `?` for what is
 * missing, could not be read, or is no number.
 */
export const Contribution = z.union([z.number(), z.null(), z.enum(['/', '?'])])
export type Contribution = z.infer<typeof Contribution>

/** What all reports say in one cell; the four counts together are the reports that were read. */
export const CellSum = z.object({
  /** Of the numbers; blanks and what could not be read are not in it. */
  sum: z.number(),
  numbers: z.int().nonnegative(),
  blank: z.int().nonnegative(),
  notApplicable: z.int().nonnegative(),
  unread: z.int().nonnegative(),
})
export type CellSum = z.infer<typeof CellSum>

/** The form that a roll-up of a report year follows. */
export const formFor = (year: number): Form => formOfYear(year) ?? FORM_2021

/** All cells of a form, in its own order: the order of contributions and sums. */
export const cellKeys = (form: Form): CellKey[] =>
  (Object.keys(form.tables) as TableKey[]).flatMap((table) =>
    form.tables[table].flatMap(({ rows, columns }) =>
      rows.flatMap(({ key: row, label, groups = [] }) => columns.map((column) => ({ table, row, rowLabel: [...groups, label].join(' '), column: column.key, columnLabel: column.label }))),
    ),
  )

/** What a report contributes to each cell of the form. A cell that its own form lacks is `?`. */
export const contributionsOf = (report: Report, form: Form): Contribution[] =>
  cellKeys(form).map(({ table, row, column }) => {
    const cell = report.tables[table].rows[row]?.[column]
    if (cell?.kind === 'blank') return null
    if (cell?.kind === 'notApplicable') return '/'
    return cell?.value ?? '?'
  })

const NOTHING: CellSum = { sum: 0, numbers: 0, blank: 0, notApplicable: 0, unread: 0 }

export const emptySums = (form: Form): CellSum[] => cellKeys(form).map(() => NOTHING)

/** Adds one report to the sums, cell by cell. */
export const addContributions = (sums: readonly CellSum[], contributions: readonly Contribution[]): CellSum[] =>
  sums.map((sum, index) => {
    const contribution = contributions[index]
    if (contribution === null) return { ...sum, blank: sum.blank + 1 }
    if (contribution === '/') return { ...sum, notApplicable: sum.notApplicable + 1 }
    if (typeof contribution !== 'number') return { ...sum, unread: sum.unread + 1 }
    return { ...sum, sum: plus(sum.sum, contribution), numbers: sum.numbers + 1 }
  })

/** Adds sums to sums, cell by cell. */
export const addSums = (a: readonly CellSum[], b: readonly CellSum[]): CellSum[] =>
  a.map((left, index) => {
    const right = b[index] ?? NOTHING
    return {
      sum: plus(left.sum, right.sum),
      numbers: left.numbers + right.numbers,
      blank: left.blank + right.blank,
      notApplicable: left.notApplicable + right.notApplicable,
      unread: left.unread + right.unread,
    }
  })

/** 万元 may have decimals, and 0.1 + 0.2 must be 0.3: summed in millionths. */
const MILLION = 1_000_000
const plus = (a: number, b: number): number => (Math.round(a * MILLION) + Math.round(b * MILLION)) / MILLION
