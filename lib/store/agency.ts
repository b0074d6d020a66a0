import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod'
import { Level } from '../report/index.ts'
import { deleteAll, getAll, putAll } from './batch.ts'
import { AgencyId, ReportYear } from './object-keys.ts'
import { noteRecounts, type Recount } from './recount.ts'
import type { Store } from './table.ts'

/** `MM-DD`. */
export const DayOfYear = z.string().regex(/^(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|1\d|2[0-9]))$/)

/** An agency of the register: who files, who watches over it, where its mail goes. */
export const Agency = z.object({
  id: AgencyId,
  name: z.string().min(1),
  level: Level,
  /** The supervisor's id: an agency of the register itself. */
  supervisor: AgencyId.nullable(),
  /** All above it, nearest first: the supervisor, its supervisor, up to the top. */
  ancestors: z.array(AgencyId).default([]),
  emails: z.array(z.email()),
  /** The last day for filing, `MM-DD` in the year after the report's, where it is not the level's. */
  deadline: DayOfYear.nullable().default(null),
  /** The first and the last report year for which it has to file; null: without end. */
  from: ReportYear.nullable().default(null),
  to: ReportYear.nullable().default(null),
})
export type Agency = z.infer<typeof Agency>

/** One change of one agency in the register: what it was (null: new) and what it became. */
export const AgencyChange = z.object({
  at: z.iso.datetime(),
  /** Who did it: the subject of the token, or of the machine. */
  by: z.string(),
  before: Agency.nullable(),
  after: Agency,
})
export type AgencyChange = z.infer<typeof AgencyChange>

const agencyPartition = (id: string) => `AGENCY#${id}`
export const agencyKey = (id: string) => ({ pk: agencyPartition(id), sk: 'AGENCY' })
/** A supervisor's agencies lie together; those at the top under no supervisor. */
const belowKey = ({ id, supervisor }: Pick<Agency, 'id' | 'supervisor'>) => ({ pk: belowPartition(supervisor), sk: `AGENCY#${id}` })
const belowPartition = (supervisor: string | null) => `BELOW#${supervisor ?? ''}`

/** The agency with this id; null if the register has none. */
export async function findAgency(store: Store, id: string): Promise<Agency | null> {
  const { Item } = await store.client.send(new GetCommand({ TableName: store.table, Key: agencyKey(id) }))
  return Item === undefined ? null : Agency.parse(Item)
}

/** Those of the ids that the register has, in no particular order. @param options.consistent sees every import that was answered before */
export async function findAgencies(store: Store, ids: readonly string[], options: { readonly consistent?: boolean } = {}): Promise<Agency[]> {
  return z.array(Agency).parse(await getAll(store, [...new Set(ids)].map(agencyKey), options))
}

/**
 * A page of the agencies directly below a supervisor (null: those at the top), in the order of their ids.
 * `after` is the id after which to go on; null at the end.
 */
export async function agenciesBelow(
  store: Store,
  supervisor: string | null,
  { after, limit }: { readonly after?: string | undefined; readonly limit: number },
): Promise<{ readonly agencies: Agency[]; readonly after: string | null }> {
  const { Items = [], LastEvaluatedKey } = await store.client.send(
    new QueryCommand({
      TableName: store.table,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': belowPartition(supervisor) },
      // A tally must not miss an agency that was entered just before.
      ConsistentRead: true,
      Limit: limit,
      ExclusiveStartKey: after === undefined ? undefined : belowKey({ id: after, supervisor }),
    }),
  )
  const agencies = z.array(Agency).parse(Items)
  return { agencies, after: LastEvaluatedKey === undefined ? null : (agencies.at(-1)?.id ?? null) }
}

/** All agencies directly below a supervisor, page by page. @param after the id after which to go on */
export async function* allBelow(store: Store, supervisor: string | null, after?: string): AsyncGenerator<Agency> {
  do {
    const page = await agenciesBelow(store, supervisor, { after, limit: 500 })
    yield* page.agencies
    after = page.after ?? undefined
  } while (after !== undefined)
}

/**
 * Enters changes: the agencies, their places below their supervisors, and what changed into their histories. The
 * agency itself comes last: until it is written, repeating the change repeats all of it. What has to follow is noted twice:
 * first, so that it follows even if this breaks off, and at the end, as what was noted first may have been done too early.
 */
export async function enterChanges(store: Store, changes: readonly AgencyChange[]): Promise<void> {
  const recounts = changes.flatMap(recountsOf)
  await noteRecounts(store, recounts)
  const moved = changes.flatMap(({ before, after }) => (before !== null && before.supervisor !== after.supervisor ? [belowKey(before)] : []))
  await putAll(store, changes.map(({ after }) => ({ ...belowKey(after), ...after })))
  await deleteAll(store, moved)
  await putAll(store, changes.map((change) => ({ pk: agencyPartition(change.after.id), sk: `${CHANGE}${change.at}`, ...change })))
  await putAll(store, changes.map(({ after }) => ({ ...agencyKey(after.id), ...after })))
  await noteRecounts(store, recounts)
}

/**
 * The deadline stands in the agency's own tally, and those above it, some of whom set deadlines, in its results and
 * objections too; all else stands in the tallies of the supervisors above it.
 */
function recountsOf({ before, after }: AgencyChange): Recount[] {
  const own = before !== null && (before.deadline !== after.deadline || before.level !== after.level || before.ancestors.join() !== after.ancestors.join())
  return [
    ...(own ? [{ agency: after.id, below: false }] : []),
    ...[before?.supervisor, after.supervisor].flatMap((agency) => (agency == null ? [] : [{ agency, below: true }])),
  ]
}

const CHANGE = 'CHANGE#'

/** What changed of an agency, newest first; `after` is the instant after which to go on. */
export async function agencyHistory(
  store: Store,
  id: string,
  { after, limit }: { readonly after?: string | undefined; readonly limit: number },
): Promise<{ readonly changes: AgencyChange[]; readonly after: string | null }> {
  const { Items = [], LastEvaluatedKey } = await store.client.send(
    new QueryCommand({
      TableName: store.table,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :change)',
      ExpressionAttributeValues: { ':pk': agencyPartition(id), ':change': CHANGE },
      ScanIndexForward: false,
      Limit: limit,
      ExclusiveStartKey: after === undefined ? undefined : { pk: agencyPartition(id), sk: `${CHANGE}${after}` },
    }),
  )
  const changes = z.array(AgencyChange).parse(Items)
  return { changes, after: LastEvaluatedKey === undefined ? null : (changes.at(-1)?.at ?? null) }
}
