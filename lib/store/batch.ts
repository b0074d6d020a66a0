import { setTimeout as sleep } from 'node:timers/promises'
import { BatchGetCommand, BatchWriteCommand, type BatchWriteCommandInput, QueryCommand } from '@aws-sdk/lib-dynamodb'
import type { Store } from './table.ts'

type Item = Record<string, unknown>

/** Waits between tries while DynamoDB leaves part of a batch undone. */
const WAITS = [50, 100, 200, 400, 800, 1600, 3200]

/**
 * Reads any number of items by key; those that do not exist are left out. Order is not kept.
 * @param options.consistent sees every write that was answered before; costs twice as much.
 * @param options.only the attributes wanted, if not all.
 * @throws {Error} if DynamoDB goes on leaving keys unprocessed.
 */
export async function getAll(store: Store, keys: readonly Item[], { consistent = false, only }: { readonly consistent?: boolean; readonly only?: readonly string[] | undefined } = {}): Promise<Item[]> {
  const projection = only === undefined ? {} : projected(only)
  const found: Item[] = []
  for (const batch of chunk(keys, 100))
    await untilDone(batch, async (left) => {
      const answer = await store.client.send(new BatchGetCommand({ RequestItems: { [store.table]: { Keys: left, ConsistentRead: consistent, ...projection } } }))
      found.push(...(answer.Responses?.[store.table] ?? []))
      const { Keys }: { Keys?: Item[] | undefined } = answer.UnprocessedKeys?.[store.table] ?? {}
      return Keys ?? []
    })
  return found
}

/**
 * Reads a partition page by page, in the order of sort keys; sees every write that was answered before.
 * @param limit the most items of a page; else as many as DynamoDB gives at once.
 */
export async function* partitionPages(store: Store, pk: string, limit?: number): AsyncGenerator<Item[]> {
  let from: Item | undefined
  do {
    const page = await store.client.send(
      new QueryCommand({
        TableName: store.table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pk },
        ConsistentRead: true,
        Limit: limit,
        ExclusiveStartKey: from,
      }),
    )
    yield page.Items ?? []
    from = page.LastEvaluatedKey
  } while (from !== undefined)
}

/** Reads everything in a partition that is known to stay small; the same order. */
export async function readPartition(store: Store, pk: string): Promise<Item[]> {
  const found: Item[] = []
  for await (const page of partitionPages(store, pk)) found.push(...page)
  return found
}

const projected = (attributes: readonly string[]) => ({
  ProjectionExpression: attributes.map((_, index) => `#${index}`).join(', '),
  ExpressionAttributeNames: Object.fromEntries(attributes.map((name, index) => [`#${index}`, name])),
})

/**
 * Writes any number of items, replacing those with the same key.
 * @throws {Error} if DynamoDB goes on leaving items unprocessed.
 */
export const putAll = (store: Store, items: readonly Item[]): Promise<void> =>
  writeAll(store, items.map((Item) => ({ PutRequest: { Item } })))

/**
 * Deletes any number of items by key; those that do not exist are no matter.
 * @throws {Error} if DynamoDB goes on leaving keys unprocessed.
 */
export const deleteAll = (store: Store, keys: readonly Item[]): Promise<void> =>
  writeAll(store, keys.map((Key) => ({ DeleteRequest: { Key } })))

type WriteRequest = NonNullable<NonNullable<BatchWriteCommandInput['RequestItems']>[string]>[number]

async function writeAll(store: Store, requests: readonly WriteRequest[]): Promise<void> {
  for (const batch of chunk(requests, 25))
    await untilDone(batch, async (left) => {
      const answer = await store.client.send(new BatchWriteCommand({ RequestItems: { [store.table]: left } }))
      return answer.UnprocessedItems?.[store.table] ?? []
    })
}

async function untilDone<T>(batch: T[], attempt: (left: T[]) => Promise<T[]>): Promise<void> {
  let left = batch
  for (const wait of [0, ...WAITS]) {
    await sleep(wait)
    left = await attempt(left)
    if (left.length === 0) return
  }
  throw new Error(`DynamoDB left ${left.length} of ${batch.length} items unprocessed`)
}

function* chunk<T>(items: readonly T[], size: number): Generator<T[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size)
}
