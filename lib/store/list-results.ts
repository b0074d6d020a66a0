import { QueryCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod'
import { ALL, orderOf, Result, RESULT_SORT_KEY, resultPartition, type Standing, supervisorVerdict } from './result.ts'
import { INDEXES, type IndexName, type Store } from './table.ts'

/** Index for each level above the supervisor: a township has a county, a city, a province and the country above it. */
const UPPER = { 2: 'bySupervisor2', 3: 'bySupervisor3', 4: 'bySupervisor4' } as const satisfies Readonly<Record<number, IndexName>>
type UpperLevel = keyof typeof UPPER

export interface ResultQuery {
  readonly agency?: string | undefined
  readonly supervisor?: string | undefined
  /** Who stood above the supervisor, so many levels above the agency. */
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

/**
 * Results of several queries as one list, newest years first, within a year the newest upload first. The queries are
 * of one page: the same `limit` and `after`, and no result may be in two of them.
 */
export async function listResults(store: Store, queries: readonly ResultQuery[]): Promise<ResultPage> {
  const [first] = queries
  if (first === undefined) return { results: [], cursor: null }
  const found = (await Promise.all(queries.map((query) => readList(store, query)))).flat()
  const ordered = queries.length === 1 ? found : found.sort((a, b) => (orderOf(a) < orderOf(b) ? 1 : -1))
  const results = ordered.slice(0, first.limit)
  const last = results.at(-1)
  return { results, cursor: last !== undefined && ordered.length > first.limit ? cursorAfter(last) : null }
}

/** One more than the limit where there are more. Always read through the index that leaves least to filter. */
async function readList(store: Store, query: ResultQuery): Promise<Result[]> {
  const found: Result[] = []
  const list = choose(query)
  let after: Record<string, unknown> | undefined =
    query.after === undefined ? undefined : startKey(list, query.after)
  do {
    const page = await store.client.send(
      new QueryCommand({
        TableName: store.table,
        ...expressions(list, query),
        ScanIndexForward: false,
        Limit: Math.max(PAGE, query.limit + 1),
        ExclusiveStartKey: after,
      }),
    )
    found.push(...z.array(Result).parse(page.Items ?? []))
    after = page.LastEvaluatedKey
  } while (after !== undefined && found.length <= query.limit)
  return found.slice(0, query.limit + 1)
}

interface List {
  readonly index: IndexName
  readonly partition: string
}

function choose({ agency, supervisor, above, standing, submission }: ResultQuery): List {
  if (submission !== undefined) return { index: 'bySubmission', partition: submission }
  if (agency !== undefined) return { index: 'byAgency', partition: agency }
  if (above !== undefined) return { index: UPPER[above.level], partition: above.id }
  if (supervisor !== undefined)
    return standing === undefined
      ? { index: 'bySupervisor', partition: supervisor }
      : { index: 'bySupervisorVerdict', partition: supervisorVerdict(supervisor, standing) }
  return standing === undefined ? { index: 'all', partition: ALL } : { index: 'byVerdict', partition: standing }
}

/** The index answers the year; whatever else it does not answer is filtered. */
function expressions({ index, partition }: List, { agency, supervisor, year, standing, versions }: ResultQuery) {
  const equals = {
    [INDEXES.byAgency]: index === 'byAgency' ? undefined : agency,
    [INDEXES.bySupervisor]: index === 'bySupervisor' || index === 'bySupervisorVerdict' ? undefined : supervisor,
    [INDEXES.byVerdict]: index === 'byVerdict' || index === 'bySupervisorVerdict' ? undefined : standing,
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

const cursorAfter = (result: Result): string => Buffer.from(orderOf(result)).toString('base64url')
