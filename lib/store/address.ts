import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod'
import { getAll } from './batch.ts'
import { type Store, unlessRefused } from './table.ts'

/** Why an address gets no more mail. */
export const Stopped = z.object({
  /** Nobody has this address; or its owner called a mail spam. */
  kind: z.enum(['bounced', 'complained']),
  /** The mail service's words. */
  reason: z.string(),
  at: z.iso.datetime(),
})
export type Stopped = z.infer<typeof Stopped>

/** What is known of a mail address; of those that never made trouble nothing is. */
export const Address = z.object({
  address: z.string(),
  stopped: Stopped.nullable().default(null),
  /** The events that said a mail could not be delivered for the time being, each once. */
  softBounces: z.set(z.string()).default(new Set()),
})
export type Address = z.infer<typeof Address>

const addressKey = (address: string) => ({ pk: `ADDRESS#${address.toLowerCase()}`, sk: 'ADDRESS' })

/** What is known of an address, read consistently: it is asked before each mail. */
export async function findAddress(store: Store, address: string): Promise<Address | null> {
  const { Item } = await store.client.send(new GetCommand({ TableName: store.table, Key: addressKey(address), ConsistentRead: true }))
  return Item === undefined ? null : Address.parse(Item)
}

/** Those of the addresses of which something is known, by address in lower case. @param options.consistent sees every write that was answered before */
export async function findAddresses(store: Store, addresses: readonly string[], options: { readonly consistent?: boolean } = {}): Promise<Map<string, Address>> {
  const keys = [...new Set(addresses.map((address) => address.toLowerCase()))].map(addressKey)
  return new Map(z.array(Address).parse(await getAll(store, keys, options)).map((known) => [known.address, known]))
}

/**
 * Stops further mail to an address. What stopped it first stays.
 * @returns whether it was this call that stopped it.
 */
export function recordBounce(store: Store, address: string, stopped: Stopped): Promise<boolean> {
  return unlessRefused(
    store.client.send(
      new UpdateCommand({
        TableName: store.table,
        Key: addressKey(address),
        UpdateExpression: 'SET address = :address, stopped = :stopped',
        ConditionExpression: 'attribute_not_exists(stopped)',
        ExpressionAttributeValues: { ':address': address.toLowerCase(), ':stopped': stopped },
      }),
    ),
  )
}

/** Lets mail go to an address again: somebody who can tell says that it takes some. What was not stopped stays as it is. */
export async function resumeAddress(store: Store, address: string): Promise<void> {
  await unlessRefused(
    store.client.send(
      new UpdateCommand({
        TableName: store.table,
        Key: addressKey(address),
        UpdateExpression: 'REMOVE stopped, softBounces',
        ConditionExpression: 'attribute_exists(stopped)',
      }),
    ),
  )
}

/** Counts a mail that could not be delivered for the time being; the same event counts once. */
export async function recordSoftBounce(store: Store, address: string, event: string): Promise<void> {
  await store.client.send(
    new UpdateCommand({
      TableName: store.table,
      Key: addressKey(address),
      UpdateExpression: 'SET address = :address ADD softBounces :events',
      ExpressionAttributeValues: { ':address': address.toLowerCase(), ':events': new Set([event]) },
    }),
  )
}
