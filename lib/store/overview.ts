import { PutCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod'
import { type DutyFilter, type OverviewEntry, packed, PackedOverview, unpacked } from '../tally/index.ts'
import { getAll } from './batch.ts'
import type { Store } from './table.ts'

/**
 * How everybody directly below a supervisor stands for a year, a few bytes each: by it a list finds whom it is asked for
 * without reading the others. It follows the obligations a moment later, so whoever is found by it is looked at before
 * being shown.
 */
const Chunk = z.object({
  supervisor: z.string(),
  /** How many chunks there are, and which one this is. What is left of a time when there were more is not read. */
  chunks: z.int().positive(),
  chunk: z.int().nonnegative(),
  entries: z
    .string()
    .transform((json): unknown => JSON.parse(json))
    .pipe(PackedOverview),
})
type Chunk = z.infer<typeof Chunk>

const overviewKey = (supervisor: string, year: number, chunk: number) => ({ pk: `TOTAL#${supervisor}`, sk: `OVERVIEW#${year}#${chunk}` })

/** Characters of a chunk; an item has 400 KB at most. */
const CHUNK = 150_000

/** Replaces the overview of a supervisor. Comes before the total: who is not the one to replace that begins anew, and with this. */
export async function writeOverview(store: Store, supervisor: string, year: number, entries: readonly OverviewEntry[]): Promise<void> {
  const chunks = chunked(entries)
  await Promise.all(
    chunks.map((part, chunk) => {
      const Item = { ...overviewKey(supervisor, year, chunk), supervisor, chunks: chunks.length, chunk, entries: JSON.stringify(packed(part)) }
      return store.client.send(new PutCommand({ TableName: store.table, Item }))
    }),
  )
}

function chunked(entries: readonly OverviewEntry[]): OverviewEntry[][] {
  const chunks: OverviewEntry[][] = [[]]
  let size = 0
  for (const entry of entries) {
    // With quotation marks and comma; what stands below it takes less than this.
    const length = entry.agency.length + 3 + (entry.below === null ? 0 : JSON.stringify(entry.below).length)
    if (size + length > CHUNK) [size] = [0, chunks.push([])]
    chunks.at(-1)?.push(entry)
    size += length
  }
  return chunks
}

/**
 * The overviews of those of the supervisors of which anything was counted for a year, by id; entries in the order of ids.
 * With a filter, of those directly below only who is asked for, and supervisors.
 */
export async function findOverviews(store: Store, supervisors: readonly string[], year: number, filter?: DutyFilter): Promise<Map<string, OverviewEntry[]>> {
  const read = async (keys: readonly ReturnType<typeof overviewKey>[]): Promise<Chunk[]> => z.array(Chunk).parse(await getAll(store, keys))
  const first = await read(supervisors.map((id) => overviewKey(id, year, 0)))
  const others = first.flatMap(({ supervisor, chunks }) => Array.from({ length: chunks - 1 }, (_, index) => overviewKey(supervisor, year, index + 1)))
  const found = [...first, ...(others.length === 0 ? [] : await read(others))]
  return new Map(first.map(({ supervisor }) => [supervisor, entriesOf(found.filter((chunk) => chunk.supervisor === supervisor), filter)]))
}

/** While chunks are being replaced an agency can be in two of them. */
const entriesOf = (chunks: readonly Chunk[], filter: DutyFilter | undefined): OverviewEntry[] =>
  [...new Map(chunks.flatMap(({ entries }) => unpacked(entries, filter)).map((entry) => [entry.agency, entry])).values()].sort((a, b) => (a.agency < b.agency ? -1 : 1))
