import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod'
import { resultPartition } from './result.ts'
import { isConditionFailure, type Store } from './table.ts'

/** One mail about one submitted version to one recipient: in this ledger before it is sent, and after. */
export interface LedgerKey {
  readonly id: string
  readonly recipient: string
}

const LedgerEntry = z.discriminatedUnion('state', [
  /** Someone is sending it, until the lease ends (milliseconds since 1970). */
  z.object({ state: z.literal('claimed'), leaseEnds: z.number() }),
  z.object({ state: z.literal('sent'), messageId: z.string(), at: z.iso.datetime() }),
  /** The mail service refused it for good. */
  z.object({ state: z.literal('refused'), reason: z.string(), at: z.iso.datetime() }),
])
type LedgerEntry = z.infer<typeof LedgerEntry>

const itemKey = ({ id, recipient }: LedgerKey) => ({ pk: resultPartition(id), sk: `MAIL#${recipient}` })

/**
 * Claims the right to send a mail for as long as the lease lasts; it must outlast the sender's own time limit.
 * @returns `claimed`: send it. `sent`, `refused`: that has been settled. `busy`: another run holds the claim.
 */
export async function claimMail(
  store: Store,
  key: LedgerKey,
  now: Date,
  leaseMilliseconds: number,
): Promise<'claimed' | 'sent' | 'refused' | 'busy'> {
  try {
    await store.client.send(
      new PutCommand({
        TableName: store.table,
        Item: entryItem(key, { state: 'claimed', leaseEnds: now.getTime() + leaseMilliseconds }),
        ConditionExpression: 'attribute_not_exists(pk) OR (#state = :claimed AND leaseEnds < :now)',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: { ':claimed': 'claimed', ':now': now.getTime() },
      }),
    )
    return 'claimed'
  } catch (error) {
    if (!isConditionFailure(error)) throw error
  }
  const entry = await findMail(store, key)
  return entry === null || entry.state === 'claimed' ? 'busy' : entry.state
}

/** Writes down what became of a claimed mail. A claim whose lease has ended gives the mail back to the next run. */
export async function settleMail(store: Store, key: LedgerKey, entry: LedgerEntry): Promise<void> {
  await store.client.send(new PutCommand({ TableName: store.table, Item: entryItem(key, entry) }))
}

/** What the ledger says of a mail, read consistently; null if nobody has claimed it yet. */
async function findMail(store: Store, key: LedgerKey): Promise<LedgerEntry | null> {
  const { Item } = await store.client.send(
    new GetCommand({ TableName: store.table, Key: itemKey(key), ConsistentRead: true }),
  )
  return Item === undefined ? null : LedgerEntry.parse(Item)
}

const entryItem = (key: LedgerKey, entry: LedgerEntry) => ({ ...itemKey(key), ...entry })
