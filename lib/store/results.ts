import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod'
import { Agency, agencyKey } from './agency.ts'
import { getAll } from './batch.ts'
import { enterVersion, type Filing, versionsOf } from './filing.ts'
import { Result, RESULT_SORT_KEY, resultItem, resultPartition, STANDING, standingOf, upperKeys } from './result.ts'
import { type Store, unlessRefused } from './table.ts'

/** A result before it has its place among the versions. */
export type ResultDraft = Omit<Result, 'version' | 'current'>

const keyOf = (id: string) => ({ pk: resultPartition(id), sk: RESULT_SORT_KEY })

/** The result of a submitted version, read consistently; null if there is none yet. */
export async function findResult(store: Store, id: string): Promise<Result | null> {
  const { Item } = await store.client.send(
    new GetCommand({ TableName: store.table, Key: keyOf(id), ConsistentRead: true }),
  )
  return Item === undefined ? null : Result.parse(Item)
}

/** The result of a submitted version and the agency whose it is, in one read; null for what is not there, and for nobody's. */
export async function findResultAndAgency(store: Store, id: string, agency: string | null): Promise<{ readonly known: Result | null; readonly agency: Agency | null }> {
  const items = await getAll(store, [keyOf(id), ...(agency === null ? [] : [agencyKey(agency)])], { consistent: true })
  const [ofResult, ofAgency] = [keyOf(id), agencyKey(agency ?? '')].map(({ pk }) => items.find((item) => item['pk'] === pk))
  return { known: ofResult === undefined ? null : Result.parse(ofResult), agency: ofAgency === undefined ? null : Agency.parse(ofAgency) }
}

/** Those of the results that exist, by id, read consistently. */
export async function findResults(store: Store, ids: readonly string[]): Promise<Map<string, Result>> {
  const results = z.array(Result).parse(await getAll(store, ids.map(keyOf), { consistent: true }))
  return new Map(results.map((result) => [result.id, result]))
}

/**
 * Saves a result and puts all versions of its filing in order. The first result of an id stays; saving it
 * again repairs what an interrupted run left undone. Whoever enters a version last sees all of them, so with
 * any number of runs at once, in any order, the numbers end up right: version by upload time, newest current.
 */
export async function saveResult(store: Store, draft: ResultDraft): Promise<void> {
  const filing = filingOf(draft)
  if (filing === null) return putIfNew(store, { ...draft, version: 1, current: true }, 1)
  await enterVersion(store, filing, draft.id, draft.upload)
  const before = await versionsOf(store, filing)
  await putIfNew(store, { ...draft, ...placeIn(before, draft.id) }, before.length)
  // Read again: a version entered meanwhile found no result to renumber.
  const versions = await versionsOf(store, filing)
  if (versions.length === 1) return
  const index = versions.indexOf(draft.id)
  await Promise.all(versions.slice(Math.max(index - 1, 0)).map((id) => renumber(store, id, versions)))
}

/** Agency and year of a result; null if its key named none, or it is an archive: no version of anybody's report. */
export const filingOf = ({ agency, year, outcome }: Pick<Result, 'agency' | 'year' | 'outcome'>): Filing | null =>
  agency === null || year === null || outcome === 'archive' ? null : { agency, year }

/** What changes of a result: it is judged again, or its agency moves. */
type Change = Partial<Pick<Result, 'score' | 'verdict' | 'findingCounts' | 'validatedAt' | 'supervisor' | 'ancestors'>>

const TRIES = 10

/**
 * Changes a result, and with it the lists in which it stands. If these were changed since it was read, it is read again and
 * the change worked out anew.
 * @param changeOf what to change of the result as it is; null: nothing
 * @throws {Error} if others change it every time: worth another try.
 */
export async function changeResult(store: Store, seen: Result, changeOf: (result: Result) => Change | null): Promise<void> {
  let now: Result | null = seen
  for (let tries = 0; tries < TRIES; tries += 1) {
    const change = now === null ? null : changeOf(now)
    if (now === null || change === null || (await replaceFields(store, now, change))) return
    now = await findResult(store, seen.id)
  }
  throw new Error(`result ${seen.id} was changed by others ${TRIES} times`)
}

function replaceFields(store: Store, seen: Result, change: Change): Promise<boolean> {
  const changed = { ...seen, ...change }
  const lists = (result: Result): Record<string, string | undefined> => ({ [STANDING]: standingOf(result), ...upperKeys(result) })
  const fields = Object.entries<unknown>({ ...change, ...lists(changed) })
  const [set, removed] = [fields.filter(([, value]) => value !== undefined), fields.filter(([, value]) => value === undefined)]
  const were = Object.entries(lists(seen))
  return unlessRefused(
    store.client.send(
      new UpdateCommand({
        TableName: store.table,
        Key: keyOf(seen.id),
        UpdateExpression: `SET ${set.map(([name]) => `#${name} = :${name}`).join(', ')}` + (removed.length === 0 ? '' : ` REMOVE ${removed.map(([name]) => `#${name}`).join(', ')}`),
        ConditionExpression: were.map(([name, value]) => (value === undefined ? `attribute_not_exists(#${name})` : `#${name} = :was${name}`)).join(' AND '),
        ExpressionAttributeNames: Object.fromEntries(fields.map(([name]) => [`#${name}`, name])),
        ExpressionAttributeValues: Object.fromEntries<unknown>([
          ...set.map(([name, value]): [string, unknown] => [`:${name}`, value]),
          ...were.flatMap(([name, value]) => (value === undefined ? [] : [[`:was${name}`, value] satisfies [string, string]])),
        ]),
      }),
    ),
  )
}

function placeIn(versions: readonly string[], id: string): Pick<Result, 'version' | 'current'> {
  const index = versions.indexOf(id)
  return { version: index + 1, current: index === versions.length - 1 }
}

async function putIfNew(store: Store, result: Result, versions: number): Promise<void> {
  await unlessRefused(
    store.client.send(
      new PutCommand({
        TableName: store.table,
        Item: resultItem(result, versions),
        ConditionExpression: 'attribute_not_exists(pk)',
      }),
    ),
  )
}

/** Versions are only ever added: a numbering that knew fewer of them must not overwrite one that knew more. */
async function renumber(store: Store, id: string, versions: readonly string[]): Promise<void> {
  const { version, current } = placeIn(versions, id)
  await unlessRefused(
    store.client.send(
      new UpdateCommand({
        TableName: store.table,
        Key: keyOf(id),
        UpdateExpression: 'SET #version = :version, #current = :current, #versions = :versions',
        ConditionExpression:
          'attribute_exists(pk) AND #versions <= :versions AND (#version <> :version OR #current <> :current)',
        ExpressionAttributeNames: { '#version': 'version', '#current': 'current', '#versions': 'versions' },
        ExpressionAttributeValues: { ':version': version, ':current': current, ':versions': versions.length },
      }),
    ),
  )
}
