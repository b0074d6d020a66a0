import { randomBytes } from 'node:crypto'
import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod'
import { AgencyId } from './object-keys.ts'
import { EXPIRES, type Store } from './table.ts'

/** All keys of the audit begin with this: the table's policy lets nobody change or delete them. */
export const AUDIT = 'AUDIT#'

/** Longer than the law keeps administrative claims open; DynamoDB deletes what is older. */
const KEPT_YEARS = 3

/** Who did what to what, when and from where. Never changed, never deleted before its time. */
export const AuditEntry = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  /** `begun`: written before something is changed, so that nothing is changed without a trace. `done`: with what came of it. */
  phase: z.enum(['begun', 'done']),
  /** The issuer's id of the user; null if the token named none. */
  subject: z.string().nullable(),
  /** As whom; null if the token said no role and agency that are known. */
  role: z.string().nullable(),
  agency: AgencyId.nullable(),
  action: z.string(),
  route: z.string(),
  /** What it was done to: parameters of the request, ids in the answer. */
  object: z.record(z.string(), z.string()),
  /** The HTTP status of the answer; null while only begun. */
  status: z.int().nullable(),
  ip: z.string().nullable(),
  userAgent: z.string().nullable(),
  requestId: z.string(),
})
export type AuditEntry = z.infer<typeof AuditEntry>

/** Where an entry comes in a list; what a page's cursor is. */
const ORDER = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z#[0-9a-f]{16}$/
export const AuditCursor = z.string().regex(ORDER)

/** The subject of a token, as long as it may be. */
export const Subject = z.string().min(1).max(255)

/** Whose or which day's trail is asked for. `day` is a day in China. */
export type AuditQuery = { readonly day: string } | { readonly agency: string } | { readonly subject: string }

/** An hour each: a busy day is spread over 24 partitions. */
const ofHour = (at: string): string => `${AUDIT}HOUR#${at.slice(0, 13)}`
const ofAgency = (agency: string): string => `${AUDIT}AGENCY#${agency}`
const ofSubject = (subject: string): string => `${AUDIT}SUBJECT#${subject}`

/**
 * Writes an entry, once for each way in which it is asked for.
 * @throws {Error} if any of them could not be written.
 */
export async function writeAudit(store: Store, given: Omit<AuditEntry, 'id'>): Promise<void> {
  const entry: AuditEntry = { ...given, id: randomBytes(8).toString('hex') }
  const partitions = [
    ofHour(entry.at),
    ...(entry.agency === null ? [] : [ofAgency(entry.agency)]),
    ...(entry.subject === null ? [] : [ofSubject(entry.subject)]),
  ]
  const expires = Math.floor(Date.parse(entry.at) / 1000) + KEPT_YEARS * 366 * 24 * 60 * 60
  await Promise.all(
    partitions.map((pk) =>
      store.client.send(
        new PutCommand({ TableName: store.table, Item: { pk, sk: `${entry.at}#${entry.id}`, ...entry, [EXPIRES]: expires }, ConditionExpression: 'attribute_not_exists(pk)' }),
      ),
    ),
  )
}

/** A page of the trail, newest first. `cursor` goes on after it; null at the end. */
export async function readAudit(
  store: Store,
  query: AuditQuery,
  { limit, after }: { readonly limit: number; readonly after?: string | undefined },
): Promise<{ readonly entries: AuditEntry[]; readonly cursor: string | null }> {
  const found: AuditEntry[] = []
  let left = partitionsOf(query, after)
  // More hours at once each time: a quiet day is soon read, a busy one not beyond its page.
  for (let hours = 1; left.length > 0 && found.length <= limit; hours *= 3) {
    const pages = await Promise.all(left.slice(0, hours).map((pk) => partitionPage(store, pk, limit + 1 - found.length, after)))
    found.push(...pages.flat())
    left = left.slice(hours)
  }
  const entries = found.slice(0, limit)
  const last = entries.at(-1)
  return { entries, cursor: found.length > limit && last !== undefined ? `${last.at}#${last.id}` : null }
}

/** Newest first; of a day those hours that the cursor has not left behind. */
function partitionsOf(query: AuditQuery, after: string | undefined): string[] {
  if ('agency' in query) return [ofAgency(query.agency)]
  if ('subject' in query) return [ofSubject(query.subject)]
  const midnight = Date.parse(`${query.day}T00:00:00+08:00`)
  return Array.from({ length: 24 }, (_, hour) => ofHour(new Date(midnight + (23 - hour) * 60 * 60 * 1000).toISOString())).filter(
    (pk) => after === undefined || pk <= ofHour(after),
  )
}

async function partitionPage(store: Store, pk: string, limit: number, after: string | undefined): Promise<AuditEntry[]> {
  const { Items = [] } = await store.client.send(
    new QueryCommand({
      TableName: store.table,
      KeyConditionExpression: after === undefined ? 'pk = :pk' : 'pk = :pk AND sk < :after',
      ExpressionAttributeValues: { ':pk': pk, ...(after !== undefined && { ':after': after }) },
      ScanIndexForward: false,
      Limit: limit,
    }),
  )
  return z.array(AuditEntry).parse(Items)
}
