import { APPLICANT_COLUMNS, FORMS, type FormId, type TableKey } from '../../report/index.ts'

export interface CellRef {
  readonly row: string
  readonly column: string
}

/** One sum that the form prescribes (勾稽关系): the cells of `left` add up to those of `right`. */
export interface Identity {
  readonly rule: 'identities/balance' | 'identities/outcomes' | 'identities/row-total' | 'identities/disputes'
  readonly table: Extract<TableKey, 'requests' | 'disputes'>
  readonly left: readonly CellRef[]
  readonly right: readonly [CellRef, ...CellRef[]]
}

const NOT_OUTCOMES = new Set(['newReceived', 'carriedOver', 'totalProcessed', 'carriedForward'])

function requestIdentities(form: FormId): Identity[] {
  const rows = FORMS[form].tables.requests.flatMap((block) => block.rows.map(({ key }) => key))
  const columns = APPLICANT_COLUMNS.map(({ key }) => key)
  const outcomes = rows.filter((row) => !NOT_OUTCOMES.has(row))
  return [
    ...columns.map((column): Identity => ({
      rule: 'identities/balance',
      table: 'requests',
      left: [{ row: 'newReceived', column }, { row: 'carriedOver', column }],
      right: [{ row: 'totalProcessed', column }, { row: 'carriedForward', column }],
    })),
    ...columns.map((column): Identity => ({
      rule: 'identities/outcomes',
      table: 'requests',
      left: outcomes.map((row) => ({ row, column })),
      right: [{ row: 'totalProcessed', column }],
    })),
    ...rows.map((row) => totalOfRow('identities/row-total', 'requests', row, columns)),
  ]
}

function totalOfRow(rule: Identity['rule'], table: Identity['table'], row: string, columns: readonly string[]): Identity {
  const parts = columns.filter((column) => column !== 'total')
  return { rule, table, left: parts.map((column) => ({ row, column })), right: [{ row, column: 'total' }] }
}

const disputeIdentities = (form: FormId): Identity[] =>
  FORMS[form].tables.disputes.flatMap((block) =>
    block.rows.map(({ key }) => totalOfRow('identities/disputes', 'disputes', key, block.columns.map((column) => column.key))),
  )

/** All identities, by form and table: 39 + 3 in the form of 2021, 37 + 3 in that of 2019. Source: the forms' tables. */
export const IDENTITIES: Readonly<Record<FormId, Readonly<Record<Identity['table'], readonly Identity[]>>>> = {
  '2019': { requests: requestIdentities('2019'), disputes: disputeIdentities('2019') },
  '2021': { requests: requestIdentities('2021'), disputes: disputeIdentities('2021') },
}
