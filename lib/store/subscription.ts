import { randomBytes, timingSafeEqual } from 'node:crypto'
import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod'
import { AgencyId } from './object-keys.ts'
import { isConditionFailure, type Store } from './table.ts'

/** Whether an address wants the digests of a supervisor, and the secret of the link by which its owner changes that. */
const Subscription = z.object({
  address: z.string(),
  supervisor: AgencyId,
  token: z.string(),
  /** When it was unsubscribed; null: it is subscribed. */
  endedAt: z.iso.datetime().nullable().default(null),
})
export type Subscription = z.infer<typeof Subscription>

type Whose = Pick<Subscription, 'address' | 'supervisor'>

const subscriptionKey = ({ address, supervisor }: Whose) => ({ pk: `ADDRESS#${address.toLowerCase()}`, sk: `DIGEST#${supervisor}` })

/** The subscription of an address; made with its first digest. */
export async function subscriptionOf(store: Store, whose: Whose): Promise<Subscription> {
  const { Attributes } = await store.client.send(
    new UpdateCommand({
      TableName: store.table,
      Key: subscriptionKey(whose),
      UpdateExpression: 'SET address = :address, supervisor = :supervisor, #token = if_not_exists(#token, :token)',
      ExpressionAttributeNames: { '#token': 'token' },
      ExpressionAttributeValues: { ':address': whose.address.toLowerCase(), ':supervisor': whose.supervisor, ':token': randomBytes(24).toString('base64url') },
      ReturnValues: 'ALL_NEW',
    }),
  )
  return Subscription.parse(Attributes)
}

/** What stands in the link: whose subscription, and the secret. */
export const linkToken = ({ address, supervisor, token }: Subscription): string =>
  Buffer.from(JSON.stringify([address, supervisor, token])).toString('base64url')

const LinkToken = z.tuple([z.email(), AgencyId, z.string()])

/** The subscription whose link this is; null for a forged or damaged one. */
export async function subscriptionByLink(store: Store, link: string): Promise<Subscription | null> {
  const parsed = LinkToken.safeParse(jsonOf(Buffer.from(link, 'base64url').toString('utf8')))
  if (!parsed.success) return null
  const [address, supervisor, token] = parsed.data
  const { Item } = await store.client.send(new GetCommand({ TableName: store.table, Key: subscriptionKey({ address, supervisor }), ConsistentRead: true }))
  if (Item === undefined) return null
  const subscription = Subscription.parse(Item)
  return sameSecret(subscription.token, token) ? subscription : null
}

/** Ends (an instant) or renews (null) a subscription. */
export async function endSubscription(store: Store, whose: Whose, endedAt: string | null): Promise<void> {
  try {
    await store.client.send(
      new UpdateCommand({
        TableName: store.table,
        Key: subscriptionKey(whose),
        UpdateExpression: 'SET endedAt = :endedAt',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: { ':endedAt': endedAt },
      }),
    )
  } catch (error) {
    if (!isConditionFailure(error)) throw error
  }
}

function sameSecret(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
