import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod'
import { bandsOf, candidates, isAlike, nearest, type Signature } from '../similarity/index.ts'
import { getAll } from './batch.ts'
import { type Filing, uploadOrder } from './filing.ts'
import { AgencyId, ReportYear } from './object-keys.ts'
import { type Store, unlessRefused } from './table.ts'
import { ReportId, type Upload } from './upload.ts'

/**
 * Which agencies wrote nearly the same in one year. A signature is one item per filing; each of its bands is an item that
 * names the filings with this band, so that a look-up reads as many items as there are bands, however many reports there are.
 */
const Entry = z.object({
  agency: AgencyId,
  year: ReportYear,
  /** As the register calls it. */
  name: z.string(),
  /** The submitted version whose narrative this is. */
  id: ReportId,
  order: z.string(),
  /** Since when the filing has had this narrative, or nearly this. */
  since: z.string(),
  signature: z.string(),
})
export type PeerEntry = z.infer<typeof Entry>

const Band = z.object({ pk: z.string(), members: z.set(AgencyId).optional() })

const entryKey = ({ agency, year }: Filing) => ({ pk: `NARRATIVE#${year}#${agency}`, sk: 'SIGNATURE' })
const bandKey = (year: number, band: string) => ({ pk: `BAND#${year}#${band}`, sk: 'BAND' })

/** A band that more filings share is of words that everybody writes, or of a text that was handed out: it grows no further. */
const MOST_MEMBERS = 40
/** Reports that are given back at most. */
const MOST_PEERS = 4

export interface Narrated extends Filing {
  readonly name: string
  readonly id: string
  readonly upload: Upload
  readonly signature: Signature
}

/**
 * Enters the narrative of a submitted version. Only the newest version of a filing stands in the index; repeating does no
 * harm. Bands come first, so that whoever sees the entry also finds it by its bands.
 */
export async function enterNarrative(store: Store, narrated: Narrated, now: Date): Promise<void> {
  const { agency, year, name, id, upload, signature } = narrated
  const [before] = await readEntries(store, [entryKey(narrated)])
  const order = uploadOrder(id, upload)
  // An entry is written after its bands: one that is there has nothing left undone.
  if (before !== undefined && (before.order > order || before.id === id)) return
  const since = before !== undefined && isAlike(before.signature, signature) ? before.since : `${now.toISOString()}#${agency}`
  const [bands, left] = [bandsOf(signature), before === undefined ? [] : bandsOf(before.signature)]
  await Promise.all(without(bands, left).map((band) => changeBand(store, 'ADD', year, band, agency)))
  const entered = await unlessRefused(
    store.client.send(
      new PutCommand({
        TableName: store.table,
        Item: { ...entryKey(narrated), ...({ agency, year, name, id, order, since, signature } satisfies PeerEntry) },
        ConditionExpression: 'attribute_not_exists(pk) OR #order <= :order',
        ExpressionAttributeNames: { '#order': 'order' },
        ExpressionAttributeValues: { ':order': order },
      }),
    ),
  )
  if (entered) await Promise.all(without(left, bands).map((band) => changeBand(store, 'DELETE', year, band, agency)))
}

const without = (bands: readonly string[], others: readonly string[]): string[] => bands.filter((band) => !others.includes(band))

/**
 * Filings of other agencies whose narratives are nearly the one of this signature and were there before this filing's was,
 * nearest first: of two that are alike, the later one hears of the earlier one. Two reads of batches, whatever the number
 * of reports.
 */
export async function findAlike(store: Store, filing: Filing, signature: Signature, submittedAt: string): Promise<PeerEntry[]> {
  const bands = await getAll(store, bandsOf(signature).map((band) => bandKey(filing.year, band)), { consistent: true })
  // A batch keeps no order, nor does a set: the same look-up is to give the same answer.
  const ordered = z.array(Band).parse(bands).sort((a, b) => (a.pk < b.pk ? -1 : 1))
  const found = candidates(ordered.map(({ members }) => [...(members ?? [])].sort()), filing.agency)
  if (found.length === 0) return []
  const entries = await readEntries(store, [filing.agency, ...found].map((agency) => entryKey({ ...filing, agency })))
  const since = entries.find(({ agency }) => agency === filing.agency)?.since ?? submittedAt
  const earlier = entries.filter((entry) => entry.agency !== filing.agency && entry.since < since)
  // In the order in which they came: of equally near ones the first.
  return nearest(signature, earlier.sort((a, b) => (a.since < b.since ? -1 : 1))).slice(0, MOST_PEERS)
}

const readEntries = async (store: Store, keys: readonly Record<string, unknown>[]): Promise<PeerEntry[]> =>
  z.array(Entry).parse(await getAll(store, keys, { consistent: true }))

async function changeBand(store: Store, action: 'ADD' | 'DELETE', year: number, band: string, agency: string): Promise<void> {
  await unlessRefused(
    store.client.send(
      new UpdateCommand({
        TableName: store.table,
        Key: bandKey(year, band),
        UpdateExpression: `${action} members :agencies`,
        ...(action === 'ADD' && { ConditionExpression: 'attribute_not_exists(members) OR size(members) < :most' }),
        ExpressionAttributeValues: { ':agencies': new Set([agency]), ...(action === 'ADD' && { ':most': MOST_MEMBERS }) },
      }),
    ),
  )
}
