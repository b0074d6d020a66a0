import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod'
import { resultPartition } from './result.ts'
import { isConditionFailure, type Store } from './table.ts'

/** One mail to one recipient: in this ledger before it is sent, and after. It lies with what it is about. */
export type LedgerKey =
  /** A submitted version. */
  | { readonly id: string; readonly recipient: string }
  /** An agency or supervisor and its duty for a year; `occasion` is the day, so that a repeat of the day finds it. */
  | { readonly agency: string; readonly year: number; readonly kind: DutyMailKind; readonly occasion: string; readonly recipient: string }

/** What a mail about a duty is: each a letter of its own. */
export type DutyMailKind = 'reminder' | 'overdue' | 'overdue-below' | 'escalation' | 'digest' | 'address'

const LedgerEntry = z.discriminatedUnion('state', [
  /** Someone is sending it, until the lease ends (milliseconds since 1970). */
  z.object({ state: z.literal('claimed'), leaseEnds: z.number() }),
  z.object({ state: z.literal('sent'), messageId: z.string(), at: z.iso.datetime() }),
  /** The mail service refused it for good. */
  z.object({ state: z.literal('refused'), reason: z.string(), at: z.iso.datetime() }),
  /** Not sent: the address is dead, or its owner complained or unsubscribed. */
  z.object({ state: z.literal('withheld'), reason: z.string(), at: z.iso.datetime() }),
])
type LedgerEntry = z.infer<typeof LedgerEntry>

const itemKey = (key: LedgerKey) =>
  'id' in key
    ? { pk: resultPartition(key.id), sk: `MAIL#${key.recipient}` }
    : { pk: `AGENCY#${key.agency}`, sk: `MAIL#${key.year}#${key.kind}#${key.occasion}#${key.recipient}` }

/**
 * Claims the right to send a mail for as long as the lease lasts; it must outlast the sender's own time limit.
 * @returns `claimed`: send it. `sent`, `refused`, `withheld`: that has been settled. `busy`: another run holds the claim.
 */
export async function claimMail(
  store: Store,
  key: LedgerKey,
  now: Date,
  leaseMilliseconds: number,
): Promise<'claimed' | 'sent' | 'refused' | 'withheld' | 'busy'> {
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
