import { GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod'
import { CellSum, Contribution, Obligation, Total } from '../tally/index.ts'
import { getAll } from './batch.ts'
import { isConditionFailure, type Store } from './table.ts'

/** How agencies stand with their duties, and the totals of what stands below each supervisor. */

const obligationKey = ({ agency, year }: Pick<Obligation, 'agency' | 'year'>) => ({ pk: `AGENCY#${agency}`, sk: `YEAR#${year}` })
const totalKey = ({ supervisor, year }: Pick<Total, 'supervisor' | 'year'>) => ({ pk: `TOTAL#${supervisor}`, sk: `YEAR#${year}` })

/** Two hundred numbers are one attribute: as attributes of their own they would weigh ten times as much. */
const packed = <T>(schema: z.ZodType<T>) => z.string().transform((json): unknown => JSON.parse(json)).pipe(schema)
const CellSums = z.array(z.tuple([z.number(), z.int(), z.int(), z.int(), z.int()]))
const ObligationItem = Obligation.extend({ cells: packed(z.array(Contribution)).nullable(), revision: z.int() })
const TotalItem = Total.extend({
  cells: packed(CellSums).transform((sums): CellSum[] =>
    sums.map(([sum, numbers, blank, notApplicable, unread]) => ({ sum, numbers, blank, notApplicable, unread })),
  ),
  revision: z.int(),
})

/** As it is stored: whoever replaces it must have seen this revision. */
type Revised<T> = T & { readonly revision: number }

/** How an agency stands for a year; null if it has sent nothing. */
export async function findObligation(store: Store, agency: string, year: number): Promise<Revised<Obligation> | null> {
  const item = await get(store, obligationKey({ agency, year }))
  return item === undefined ? null : ObligationItem.parse(item)
}

/** Replaces how an agency stands, unless another one replaced it since `seen` was read. @returns whether it was replaced. */
export const replaceObligation = (store: Store, obligation: Obligation, seen: Revised<Obligation> | null): Promise<boolean> =>
  replace(store, { ...obligationKey(obligation), ...obligation, cells: obligation.cells === null ? null : JSON.stringify(obligation.cells) }, seen)

/** All of an obligation but its cells: they are three quarters of it, and few ask for them. */
const WITHOUT_CELLS = Object.keys(ObligationItem.shape).filter((name) => name !== 'cells')

/**
 * How each of these agencies stands for a year, by id; those that have sent nothing are not in it.
 * @param options.cells without them, `cells` is null in all of them.
 */
export async function findObligations(store: Store, agencies: readonly string[], year: number, { cells = true } = {}): Promise<Map<string, Revised<Obligation>>> {
  const keys = agencies.map((agency) => obligationKey({ agency, year }))
  const items = await getAll(store, keys, { consistent: true, only: cells ? undefined : WITHOUT_CELLS })
  return new Map(items.map((item) => ObligationItem.parse({ cells: null, ...item })).map((obligation) => [obligation.agency, obligation]))
}

/** What stands below a supervisor; null until anything was counted there. */
export async function findTotal(store: Store, supervisor: string, year: number): Promise<Revised<Total> | null> {
  const item = await get(store, totalKey({ supervisor, year }))
  return item === undefined ? null : TotalItem.parse(item)
}

/** The totals of those of these agencies that are supervisors, by id. */
export async function findTotals(store: Store, supervisors: readonly string[], year: number): Promise<Map<string, Total>> {
  const items = await getAll(store, supervisors.map((supervisor) => totalKey({ supervisor, year })), { consistent: true })
  return new Map(z.array(TotalItem).parse(items).map((total) => [total.supervisor, total]))
}

/** Replaces a total, unless another one replaced it since `seen` was read. @returns whether it was replaced. */
export const replaceTotal = (store: Store, total: Total, seen: Revised<Total> | null): Promise<boolean> =>
  replace(
    store,
    {
      ...totalKey(total),
      ...total,
      cells: JSON.stringify(total.cells.map(({ sum, numbers, blank, notApplicable, unread }) => [sum, numbers, blank, notApplicable, unread])),
    },
    seen,
  )

/** The years for which anything was counted below a supervisor. */
export const yearsCounted = (store: Store, supervisor: string): Promise<number[]> => yearsUnder(store, `TOTAL#${supervisor}`)

/** The years for which an agency has sent anything. */
export const yearsFiled = (store: Store, agency: string): Promise<number[]> => yearsUnder(store, `AGENCY#${agency}`)

async function yearsUnder(store: Store, pk: string): Promise<number[]> {
  const { Items = [] } = await store.client.send(
    new QueryCommand({
      TableName: store.table,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :year)',
      ExpressionAttributeValues: { ':pk': pk, ':year': 'YEAR#' },
      ProjectionExpression: '#year',
      ExpressionAttributeNames: { '#year': 'year' },
    }),
  )
  return z.array(z.object({ year: z.int() })).parse(Items).map(({ year }) => year)
}

async function get(store: Store, Key: Record<string, unknown>): Promise<Record<string, unknown> | undefined> {
  const { Item } = await store.client.send(new GetCommand({ TableName: store.table, Key, ConsistentRead: true }))
  return Item
}

async function replace(store: Store, item: Record<string, unknown>, seen: { readonly revision: number } | null): Promise<boolean> {
  try {
    await store.client.send(
      new PutCommand({
        TableName: store.table,
        Item: { ...item, revision: (seen?.revision ?? 0) + 1 },
        ...(seen === null
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : { ConditionExpression: 'revision = :seen', ExpressionAttributeValues: { ':seen': seen.revision } }),
      }),
    )
    return true
  } catch (error) {
    if (isConditionFailure(error)) return false
    throw error
  }
}
