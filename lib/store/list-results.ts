import { QueryCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod'
import { ALL, orderOf, Result, RESULT_SORT_KEY, resultPartition, STANDING, type Standing, supervisorVerdict, UPPER, type UpperLevel } from './result.ts'
import { INDEXES, type IndexName, type Store } from './table.ts'

export interface ResultQuery {
  readonly agency?: string | undefined
  readonly supervisor?: string | undefined
  /** Who stands so many levels above the agency. */
  readonly above?: { readonly id: string; readonly level: UpperLevel } | undefined
  readonly year?: number | undefined
  readonly standing?: Standing | undefined
  readonly submission?: string | undefined
  /** `current`: the newest version of each filing only. */
  readonly versions: 'current' | 'all'
  readonly limit: number
  /** The `order` after which to go on, as `Cursor` gives it. */
  readonly after?: string | undefined
}

export interface ResultPage {
  readonly results: Result[]
  /** Where the next page begins; null on the last page. */
  readonly cursor: string | null
}

/**
 * A cursor is the `order` of the last result shown, base64url. It holds no key of the table: where reading goes
 * on is worked out from the query, so a forged cursor leads to no other list.
 */
export const Cursor = z
  .base64url()
  .max(200)
  .transform((cursor) => Buffer.from(cursor, 'base64url').toString())
  .pipe(z.string().regex(/^\d{4}#\d{4}-\d\d-\d\dT[\d:.]+Z#[0-9a-f]{32}$/))

const PAGE = 100
/** So many results of one list are looked at for one page, whether or not a filter leaves them out. */
const MOST_LOOKED_AT = 400

/**
 * Results of several queries as one list, newest years first, within a year the newest upload first. The queries are
 * of one page: the same `limit` and `after`, and no result may be in two of them. Where filters leave out most of what is
 * looked at, a page can hold fewer than asked for, even nothing, although more follow.
 */
export async function listResults(store: Store, queries: readonly ResultQuery[]): Promise<ResultPage> {
  const [first] = queries
  if (first === undefined) return { results: [], cursor: null }
  const lists = await Promise.all(queries.map((query) => readList(store, query)))
  // Beyond where the first of the lists breaks off, others may lack what belongs between.
  const end = lists.map(({ end }) => end ?? '').sort().at(-1) ?? ''
  const whole = lists
    .flatMap(({ found }) => found)
    .filter((result) => orderOf(result) >= end)
    .sort((a, b) => (orderOf(a) < orderOf(b) ? 1 : -1))
  const results = whole.slice(0, first.limit)
  const last = results.at(-1)
  if (last !== undefined && whole.length > results.length) return { results, cursor: cursorAfter(orderOf(last)) }
  return { results, cursor: end === '' ? null : cursorAfter(end) }
}

interface Read {
  readonly found: Result[]
  /** The `order` as far as which the list was read; null: to its end. */
  readonly end: string | null
}

/** All results of an agency, archives and former versions too, page by page. */
export async function* resultsOf(store: Store, agency: string): AsyncGenerator<Result[]> {
  let after: string | undefined
  do {
    const { found, end } = await readList(store, { agency, versions: 'all', limit: PAGE, after })
    yield found
    after = end ?? undefined
  } while (after !== undefined)
}

/** At least as many as the page holds where there are as many, always read through the index that leaves least to filter. */
async function readList(store: Store, query: ResultQuery): Promise<Read> {
  const found: Result[] = []
  const list = choose(query)
  let looked = 0
  let after: Record<string, unknown> | undefined = query.after === undefined ? undefined : startKey(list, query.after)
  do {
    const page = await store.client.send(
      new QueryCommand({
        TableName: store.table,
        ...expressions(list, query),
        ScanIndexForward: false,
        // Superseded versions are few: the page and some more.
        Limit: looked === 0 ? query.limit + 5 : PAGE,
        ExclusiveStartKey: after,
      }),
    )
    found.push(...z.array(Result).parse(page.Items ?? []))
    looked += page.ScannedCount ?? 0
    after = page.LastEvaluatedKey
  } while (after !== undefined && found.length < query.limit && looked < MOST_LOOKED_AT)
  return { found, end: after === undefined ? null : z.string().parse(after['order']) }
}

interface List {
  readonly index: IndexName
  readonly partition: string
  /** Whether the index answers for the standing. */
  readonly byStanding: boolean
}

function choose({ agency, supervisor, above, standing, submission }: ResultQuery): List {
  if (submission !== undefined) return { index: 'bySubmission', partition: submission, byStanding: false }
  if (agency !== undefined) return { index: 'byAgency', partition: agency, byStanding: false }
  const upper = above ?? (supervisor === undefined ? undefined : ({ id: supervisor, level: 1 } as const))
  if (upper === undefined) return { index: 'all', partition: ALL, byStanding: false }
  const [index, withVerdict] = UPPER[upper.level]
  return standing === undefined
    ? { index, partition: upper.id, byStanding: false }
    : { index: withVerdict, partition: supervisorVerdict(upper.id, standing), byStanding: true }
}

/** The index answers the year; whatever else it does not answer is filtered. */
function expressions({ index, partition, byStanding }: List, { agency, supervisor, above, year, standing, versions }: ResultQuery) {
  const equals = {
    [INDEXES.byAgency]: index === 'byAgency' ? undefined : agency,
    [INDEXES.bySupervisor]: index.startsWith('bySupervisor') && above === undefined ? undefined : supervisor,
    [STANDING]: byStanding ? undefined : standing,
    current: versions === 'current' ? true : undefined,
  }
  const filters = Object.entries(equals).filter(([, value]) => value !== undefined)
  return {
    IndexName: index,
    KeyConditionExpression: '#partition = :partition' + (year === undefined ? '' : ' AND begins_with(#order, :year)'),
    ...(filters.length > 0 && { FilterExpression: filters.map(([name]) => `#${name} = :${name}`).join(' AND ') }),
    ExpressionAttributeNames: {
      '#partition': INDEXES[index],
      ...(year !== undefined && { '#order': 'order' }),
      ...Object.fromEntries(filters.map(([name]) => [`#${name}`, name])),
    },
    ExpressionAttributeValues: {
      ':partition': partition,
      ...(year !== undefined && { ':year': `${year}#` }),
      ...Object.fromEntries(filters.map(([name, value]) => [`:${name}`, value])),
    },
  }
}

const startKey = ({ index, partition }: List, order: string) => ({
  pk: resultPartition(order.slice(order.lastIndexOf('#') + 1)),
  sk: RESULT_SORT_KEY,
  [INDEXES[index]]: partition,
  order,
})

const HALF_AN_ID = 16

/**
 * The last one looked at may be none that the caller sees: the second half of its id is blanked. Nothing lies between, as no two
 * ids of one instant have their first half in common.
 */
export const cursorAfter = (order: string): string => Buffer.from(order.slice(0, -HALF_AN_ID) + '0'.repeat(HALF_AN_ID)).toString('base64url')
