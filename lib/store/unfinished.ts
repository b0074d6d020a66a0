import { DeleteCommand, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod'
import { getAll, partitionPages, putAll } from './batch.ts'
import { Marker } from './list-uploads.ts'
import { RESULT_SORT_KEY, resultPartition } from './result.ts'
import { type Store, unlessRefused } from './table.ts'
import { ReportId } from './upload.ts'

/** How often something was sent through again, and when last (milliseconds since 1970). */
const Retry = z.object({ pk: z.string(), attempts: z.int().nonnegative(), last: z.number() })

export type Stage = 'upload' | 'mail'

const retryKey = (stage: Stage, id: string) => ({ pk: resultPartition(id), sk: `RETRY#${stage}` })

/** Those of the ids that have no result yet. */
export async function withoutResult(store: Store, ids: readonly string[]): Promise<Set<string>> {
  const items = await getAll(store, ids.map((id) => ({ pk: resultPartition(id), sk: RESULT_SORT_KEY })))
  const done = new Set(items.map(({ pk }) => pk))
  return new Set(ids.filter((id) => !done.has(resultPartition(id))))
}

/** An item of its own: in the result it would be written with every index in which that stands. */
export const UNMAILED = 'UNMAILED'
const pendingKey = (id: string) => ({ pk: UNMAILED, sk: id })

/** A result whose mails are not all on their way, and since when they are due. */
const PendingMail = z.object({ id: ReportId, since: z.iso.datetime() })
type PendingMail = z.infer<typeof PendingMail>

/** Notes that a result is to be mailed about, or once more: whatever the ledger lacks. Comes before the result itself. */
export async function noteMailPending(store: Store, pending: PendingMail): Promise<void> {
  await store.client.send(new PutCommand({ TableName: store.table, Item: { ...pendingKey(pending.id), ...pending } }))
}

/** Strikes the note out, unless it was written after a run began that has sent all mails now. */
export async function strikeMailPending(store: Store, id: string, began: Date): Promise<void> {
  await unlessRefused(
    store.client.send(
      new DeleteCommand({
        TableName: store.table,
        Key: pendingKey(id),
        ConditionExpression: 'since <= :began',
        ExpressionAttributeValues: { ':began': began.toISOString() },
      }),
    ),
  )
}

/** What is noted, page by page; of some the result itself may be missing. */
export async function* pendingMail(store: Store): AsyncGenerator<PendingMail[]> {
  for await (const page of partitionPages(store, UNMAILED, 500)) yield z.array(PendingMail).parse(page)
}

/**
 * Those of the ids whose turn it is to be sent again, noted as sent now. Each time the wait doubles, up to a
 * day: what is only slow is not sent a hundred times, what is broken does not come to rest.
 */
export async function takeTurns(store: Store, stage: Stage, ids: readonly string[], now: Date, waitMilliseconds: number): Promise<string[]> {
  const retries = z.array(Retry).parse(await getAll(store, ids.map((id) => retryKey(stage, id))))
  const known = new Map(retries.map((retry) => [retry.pk, retry]))
  const due = ids.flatMap((id) => {
    const { attempts, last } = known.get(resultPartition(id)) ?? { attempts: 0, last: 0 }
    const wait = Math.min(waitMilliseconds * 2 ** attempts, DAY)
    // Without a wait even what was sent in the future of a clock that has been set back.
    return wait === 0 || now.getTime() - last >= wait ? [{ id, attempts: attempts + 1 }] : []
  })
  await putAll(store, due.map(({ id, attempts }) => ({ ...retryKey(stage, id), attempts, last: now.getTime() })))
  return due.map(({ id }) => id)
}

const DAY = 24 * 60 * 60 * 1000

const MARKER_KEY = { pk: 'RECONCILE', sk: 'MARKER' }

/** Where the last listing of uploads ran out of time; null if it came to its end. */
export async function readMarker(store: Store): Promise<Marker | null> {
  const { Item } = await store.client.send(new GetCommand({ TableName: store.table, Key: MARKER_KEY }))
  return z.object({ marker: Marker.nullable() }).parse(Item ?? { marker: null }).marker
}

export async function writeMarker(store: Store, marker: Marker | null): Promise<void> {
  await store.client.send(new PutCommand({ TableName: store.table, Item: { ...MARKER_KEY, marker } }))
}

const yearKey = (year: number) => ({ pk: 'RECONCILE', sk: `YEAR#${year}` })

/** Whether the agencies were sent to be counted for a year. */
export async function isYearBegun(store: Store, year: number): Promise<boolean> {
  const { Item } = await store.client.send(new GetCommand({ TableName: store.table, Key: yearKey(year) }))
  return Item !== undefined
}

export async function noteYearBegun(store: Store, year: number): Promise<void> {
  await store.client.send(new PutCommand({ TableName: store.table, Item: { ...yearKey(year), year } }))
}
