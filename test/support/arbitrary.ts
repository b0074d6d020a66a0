import type { FormId } from '../../lib/report/index.ts'
import { buildReport, outcomeRows, type Figures } from './build-report.ts'
import fc from './property.ts'
import { annotated, blank, blocksOf, cellKeys, cellOf, notApplicable, withCell, type CellKey, type ReportData } from './report-data.ts'

export interface Options {
  readonly form?: FormId
  /** Which cells may be blank; an agency that leaves zeros out breaks no identity. */
  readonly blanks?: 'any' | 'rows' | 'none'
  /** Whether some cells carry a remark, and whole rows of table 2 a slash. */
  readonly remarks?: boolean
}

const AGENCIES = ['星湖县云桥镇人民政府', '望北市档案馆', '白鹭洲市星湖县人民政府', '云桥区松涛街道办事处', '望北市气象服务局']
/** Mostly zeros, as filed; now and then a large city. */
const count = fc.oneof(
  { weight: 6, arbitrary: fc.constant(0) },
  { weight: 3, arbitrary: fc.nat(20) },
  { weight: 1, arbitrary: fc.nat(99_999) },
)
const counts = (length: number) => fc.array(count, { minLength: length, maxLength: length })
const money = fc.nat(9_999_999).map((value) => value / 100_000)

const rowsOf = (keys: readonly string[], length: number) =>
  fc.record(Object.fromEntries(keys.map((key) => [key, counts(length)])), { noNullPrototype: true })

function figures(form: FormId): fc.Arbitrary<Figures> {
  const disclosure = blocksOf(form, 'disclosure').flatMap((block) =>
    block.rows.map(({ key }): [string, fc.Arbitrary<number[]>] => [
      key,
      fc.tuple(...block.columns.map((column) => (column.decimal ? money : column.key === 'change' ? fc.integer({ min: -9, max: 9 }) : count))),
    ]),
  )
  return fc.record({
    disclosure: fc.record(Object.fromEntries(disclosure), { noNullPrototype: true }),
    outcomes: rowsOf(outcomeRows(form), 6),
    carriedOver: counts(6),
    carriedForward: counts(6),
    disputes: rowsOf(['review', 'directLitigation', 'litigationAfterReview'], 4),
  })
}

/** Random reports in which all 42 identities hold (a blank counts as zero). */
export function reports({ form, blanks = 'none', remarks = false }: Options = {}): fc.Arbitrary<ReportData> {
  const forms: readonly FormId[] = form ? [form] : ['2021', '2019']
  return fc.constantFrom(...forms).chain((id) => {
    const keys = [...cellKeys(id)]
    return fc
      .record({
        agency: fc.constantFrom(...AGENCIES),
        year: id === '2021' ? fc.integer({ min: 2021, max: 2030 }) : fc.constantFrom(2019, 2020),
        figures: figures(id),
        style: fc.record({ brackets: fc.constantFrom('half' as const, 'full' as const), spacedHeaders: fc.boolean() }),
        blanked: fc.array(fc.nat(keys.length - 1), { maxLength: blanks === 'none' ? 0 : 40 }),
        remarked: fc.array(fc.nat(keys.length - 1), { maxLength: remarks ? 3 : 0 }),
        slashed: remarks ? fc.boolean() : fc.constant(false),
      })
      .map(({ blanked, remarked, slashed, ...details }) => {
        const filed = buildReport({ ...details, form: id })
        const remark = remarked.reduce((report, index) => addRemark(report, keys[index]), filed)
        const slash = slashed ? fillRow(remark, 'regulations', notApplicable) : remark
        if (blanks === 'rows') return blankRows(slash, blanked.map((index) => keys[index]))
        return blanked.reduce((report, index) => blankZero(report, keys[index]), slash)
      })
  })
}

type Key = CellKey | undefined

function addRemark(report: ReportData, key: Key): ReportData {
  if (!key) return report
  const { value } = cellOf(report, key.table, key.row, key.column)
  return value === null ? report : withCell(report, key.table, key.row, key.column, annotated(value, `其中修订${Math.min(value, 1)}件`))
}

function blankZero(report: ReportData, key: Key): ReportData {
  if (!key || cellOf(report, key.table, key.row, key.column).value !== 0) return report
  return withCell(report, key.table, key.row, key.column, blank)
}

/** Such a row without figures looks like the heading of a group. */
const LIKE_A_GROUP = 'other'

/** Blanks all of a printed row if all of it is zero; table 4 is one row of three. */
function blankRows(report: ReportData, keys: readonly Key[]): ReportData {
  return keys.reduce<ReportData>((current, key) => {
    if (!key || key.table === 'disputes' || key.row === LIKE_A_GROUP) return current
    const cells = Object.keys(current.tables[key.table][key.row] ?? {}).map((column) => ({ ...key, column }))
    const zeros = cells.every((cell) => cellOf(current, cell.table, cell.row, cell.column).value === 0)
    return zeros ? cells.reduce(blankZero, current) : current
  }, report)
}

function fillRow(report: ReportData, row: string, cell: typeof notApplicable): ReportData {
  const columns = Object.keys(report.tables.disclosure[row] ?? {})
  return columns.reduce((current, column) => withCell(current, 'disclosure', row, column, cell), report)
}
