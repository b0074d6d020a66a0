import type { Report, Table, TableKey } from '../../report/index.ts'
import { cellAt, numberIn } from '../identities/evaluate.ts'
import { columnWords, formOf, rowWords, TABLE_TITLES, TABLE_WORDS } from '../words.ts'

/** Cells of one table that are added up. */
interface Reading {
  readonly cells: readonly { readonly row: string; readonly column: string }[]
  readonly words: string
}

/** What a subject of the narrative is in the tables; more than one reading where both are in use. */
export interface Fact {
  readonly table: TableKey
  readonly readings: readonly Reading[]
  /** The first reading says enough where the others cannot be had: 本年新收 without 上年结转, which is mostly 0. */
  readonly mayLack?: true
}

const request = (...rows: string[]): Reading => ({
  cells: rows.map((row) => ({ row, column: 'total' })),
  words: rows.map((row) => SHORT[row] ?? `“${rowWords('requests', row)}”`).join('加'),
})
const SHORT: Readonly<Record<string, string>> = { newReceived: '“本年新收”', carriedOver: '“上年结转”', totalProcessed: '办理结果“总计”', carriedForward: '“结转下年度继续办理”' }

const NEW = request('newReceived')
const NEW_AND_OLD = request('newReceived', 'carriedOver')
const PROCESSED = request('totalProcessed')

const REQUESTS: Readonly<Record<string, readonly Reading[]>> = {
  newReceived: [NEW],
  received: [NEW, NEW_AND_OLD],
  'received+processed': [NEW, NEW_AND_OLD, PROCESSED],
  noun: [NEW, NEW_AND_OLD, PROCESSED],
  processed: [PROCESSED],
  handled: [PROCESSED, NEW, NEW_AND_OLD],
  due: [NEW_AND_OLD],
  'granted+partial': [request('granted', 'partiallyGranted')],
  carriedOver: [request('carriedOver')],
  carriedForward: [request('carriedForward')],
  underway: [request('carriedForward')],
  open: [request('carriedForward')],
}
const GROUPS: Readonly<Record<string, string>> = { denied: '“(三)不予公开”各项', unavailable: '“(四)无法提供”各项', notProcessed: '“(五)不予处理”各项', other: '“(六)其他处理”各项' }

function outcomeFact(table: Table, key: string): Fact | null {
  const rows = formOf(table).tables.requests.flatMap((block) => block.rows.map((row) => row.key)).filter((row) => row === key || row.startsWith(`${key}.`))
  if (rows.length === 0) return null
  const words = GROUPS[key] ?? `“${rowWords('requests', key)}”`
  return { table: 'requests', readings: [{ cells: rows.map((row) => ({ row, column: 'total' })), words }] }
}

const LEGAL_PERSONS = ['business', 'research', 'publicWelfare', 'legalService', 'otherOrganization']

function applicantFact(key: string): Fact {
  const columns = key === 'legalPersons' ? LEGAL_PERSONS : [key]
  const words = key === 'legalPersons' ? '“法人或其他组织”各列' : `“${columnWords('requests', 'newReceived', key)}”列`
  const reading = (...rows: string[]): Reading => ({
    cells: rows.flatMap((row) => columns.map((column) => ({ row, column }))),
    words: `${words}的${rows.map((row) => SHORT[row] ?? '').join('加')}`,
  })
  return { table: 'requests', readings: [reading('newReceived'), reading('newReceived', 'carriedOver'), reading('totalProcessed')], mayLack: true }
}

const DISPUTE_GROUPS: Readonly<Record<string, readonly string[]>> = {
  review: ['review'],
  litigation: ['directLitigation', 'litigationAfterReview'],
  direct: ['directLitigation'],
  afterReview: ['litigationAfterReview'],
  disputes: ['review', 'directLitigation', 'litigationAfterReview'],
}
const DISPUTE_WORDS: Readonly<Record<string, string>> = {
  review: '行政复议',
  litigation: '行政诉讼（未经复议直接起诉加复议后起诉）',
  direct: '未经复议直接起诉',
  afterReview: '复议后起诉',
  disputes: '行政复议加行政诉讼',
}

function disputeFact(key: string): Fact | null {
  const [group = '', column = 'total'] = key.split('.')
  const reading = (of: string): Reading => ({
    cells: (DISPUTE_GROUPS[of] ?? []).map((row) => ({ row, column })),
    words: `${DISPUTE_WORDS[of] ?? ''}“${columnWords('disputes', 'review', column)}”`,
  })
  if (!(group in DISPUTE_GROUPS)) return null
  // 行政复议、行政诉讼3件 may be three of each.
  const of = group === 'disputes' ? ['disputes', 'review', 'litigation'] : [group]
  return { table: 'disputes', readings: of.map(reading) }
}

const DISCLOSURE: Readonly<Record<string, readonly [row: string, column: string]>> = {
  'normative.made': ['normativeDocuments', 'made'],
  'normative.repealed': ['normativeDocuments', 'repealed'],
  'normative.inForce': ['normativeDocuments', 'inForce'],
  'regulations.made': ['regulations', 'made'],
  'regulations.repealed': ['regulations', 'repealed'],
  'regulations.inForce': ['regulations', 'inForce'],
  licensing: ['licensing', 'decisions'],
  penalties: ['penalties', 'decisions'],
  compulsion: ['compulsion', 'decisions'],
  fees: ['fees', 'amount'],
}

/** Where the tables tell what a subject of the narrative tells; null where the form has no such cell. */
export function factOf(report: Report, key: string): Fact | null {
  const known = REQUESTS[key]
  if (known !== undefined) return { table: 'requests', readings: known, ...((key === 'received' || key === 'noun') && { mayLack: true as const }) }
  if (key.startsWith('column.')) return applicantFact(key.slice('column.'.length))
  const cell = DISCLOSURE[key]
  if (cell !== undefined) {
    const [row, column] = cell
    if (columnWords('disclosure', row, column) === '') return null
    return { table: 'disclosure', readings: [{ cells: [{ row, column }], words: `“${rowWords('disclosure', row)}”的“${columnWords('disclosure', row, column)}”` }] }
  }
  return disputeFact(key) ?? outcomeFact(report.tables.requests, key)
}

export type Lookup = { readonly ok: true; readonly values: readonly { readonly value: number; readonly words: string }[]; /** A reading could not be had. */ readonly open: boolean } | { readonly ok: false; readonly reason: string }

/** The numbers filed for a fact, one for each reading. All its cells must hold one: a doubtful table contradicts nothing. */
export function lookUp(report: Report, { table: key, readings, mayLack }: Fact): Lookup {
  const table = report.tables[key]
  if (table.status !== 'read') return { ok: false, reason: `${TABLE_TITLES[key]}${table.status === 'missing' ? '没有找到' : '无法读取'}，不能与正文核对` }
  const values: { value: number; words: string }[] = []
  let open = false
  for (const { cells, words } of readings) {
    const numbers = cells.map((ref) => numberIn(cellAt(table, ref)))
    if (numbers.every((number) => number !== null)) values.push({ value: numbers.reduce((a, b) => a + b, 0), words })
    else if (mayLack === undefined || values.length === 0) return { ok: false, reason: `${TABLE_WORDS[key]}${words}没有数字，不能与正文核对` }
    else open = true
  }
  return { ok: true, values, open }
}
