import { QueryCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod'
import { Correction, CORRECTION_LISTS, correctionList, correctionOrder, type CorrectionState } from './corrections.ts'
import { INDEXES, type Store } from './table.ts'

export interface CorrectionQuery {
  /** `agency`: those that this agency made. `below`: those made below this supervisor, down the tree. */
  readonly whose: { readonly agency: string } | { readonly below: string }
  readonly state: CorrectionState
  readonly year?: number | undefined
  readonly limit: number
  /** The `order` after which to go on. */
  readonly after?: string | undefined
}

/** Sorts after the `#` behind a year, and before any other year. */
const NEXT = '$'

/**
 * A page of objections in one state, newest years first, within a year the newest: one read of as many as the page holds
 * for each level below a supervisor, whatever else there is. `after` is where the next page begins; null on the last one.
 */
export async function listCorrections(store: Store, query: CorrectionQuery): Promise<{ readonly corrections: Correction[]; readonly after: string | null }> {
  const { whose, limit } = query
  const [own, ...levels] = CORRECTION_LISTS
  const lists = await Promise.all('agency' in whose ? [readList(store, own, whose.agency, query)] : levels.map((index) => readList(store, index, whose.below, query)))
  const found = lists.flat().sort((a, b) => (correctionOrder(a) < correctionOrder(b) ? 1 : -1))
  const corrections = found.slice(0, limit)
  const last = corrections.at(-1)
  return { corrections, after: last !== undefined && found.length > limit ? correctionOrder(last) : null }
}

/** The newest open objections of agencies directly below a supervisor, of any year, 100 at most. */
export const openDirectlyBelow = (store: Store, supervisor: string): Promise<Correction[]> => readList(store, 'bySupervisor', supervisor, { state: 'open', limit: 100 })

/** One more than the page holds where there are more. */
async function readList(store: Store, index: (typeof CORRECTION_LISTS)[number], id: string, { state, year, limit, after }: Omit<CorrectionQuery, 'whose'>): Promise<Correction[]> {
  const from = year === undefined ? '' : `${year}#`
  const end = year === undefined ? ':' : `${year}${NEXT}`
  const to = after === undefined || after > end ? end : after
  if (to <= from) return []
  const { Items = [] } = await store.client.send(
    new QueryCommand({
      TableName: store.table,
      IndexName: index,
      KeyConditionExpression: '#list = :list AND #order BETWEEN :from AND :to',
      ExpressionAttributeNames: { '#list': INDEXES[index], '#order': 'order' },
      ExpressionAttributeValues: { ':list': correctionList(id, state), ':from': from === '' ? '0' : from, ':to': to },
      ScanIndexForward: false,
      // One more for what the cursor names itself.
      Limit: limit + 2,
    }),
  )
  return z.array(Correction).parse(Items).filter((correction) => correctionOrder(correction) !== after)
}
