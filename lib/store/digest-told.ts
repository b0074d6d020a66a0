import { QueryCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod'
import { putAll } from './batch.ts'
import { AgencyId } from './object-keys.ts'
import type { Store } from './table.ts'

/**
 * What the digests of a supervisor have told of one agency. What is new is what differs from it: no report is
 * overlooked because it was checked late, and none is told twice.
 */
export const Told = z.object({
  agency: AgencyId,
  /** The last day on which a digest told of a change, and how the agency stood then and before; '' for never told. */
  day: z.iso.date(),
  now: z.string(),
  before: z.string(),
})
export type Told = z.infer<typeof Told>

const partition = (supervisor: string, year: number) => `DIGEST#${supervisor}#${year}`

/** All that was told of a supervisor's agencies for a year, by agency. */
export async function findTold(store: Store, supervisor: string, year: number): Promise<Map<string, Told>> {
  const told: Told[] = []
  let ExclusiveStartKey: Record<string, unknown> | undefined
  do {
    const page = await store.client.send(
      new QueryCommand({
        TableName: store.table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': partition(supervisor, year) },
        ConsistentRead: true,
        ExclusiveStartKey,
      }),
    )
    told.push(...z.array(Told).parse(page.Items ?? []))
    ExclusiveStartKey = page.LastEvaluatedKey
  } while (ExclusiveStartKey !== undefined)
  return new Map(told.map((each) => [each.agency, each]))
}

/** Writes down what a digest tells. */
export const writeTold = (store: Store, supervisor: string, year: number, told: readonly Told[]): Promise<void> =>
  putAll(store, told.map((each) => ({ pk: partition(supervisor, year), sk: each.agency, ...each })))
