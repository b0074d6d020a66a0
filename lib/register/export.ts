import { type Agency, allBelow, findAgency } from '../store/agency.ts'
import type { Store } from '../store/table.ts'
import { CSV_HEADER, csvLine } from './csv-line.ts'

/**
 * The register as CSV, line by line, each supervisor before those below it; `importAgencies` takes it back.
 * @param top the agency whose whole tree is wanted, itself left out; null for the whole register.
 */
export async function* exportRegister(store: Store, top: string | null = null): AsyncGenerator<string> {
  yield CSV_HEADER
  for await (const agency of registerFrom(store, top)) yield csvLine(agency)
}

/** All agencies below one (null: all there are), each supervisor before those below it. @param after where to go on */
export async function* registerFrom(store: Store, top: string | null, after?: string): AsyncGenerator<Agency> {
  if (after === undefined) {
    yield* treeBelow(store, top)
    return
  }
  const agency = await findAgency(store, after)
  if (agency === null) return
  yield* treeBelow(store, after)
  const chain = [after, ...agency.ancestors]
  for (const [index, id] of chain.entries()) {
    if (id === top) return
    yield* treeBelow(store, chain[index + 1] ?? null, id)
  }
}

async function* treeBelow(store: Store, supervisor: string | null, after?: string): AsyncGenerator<Agency> {
  for await (const agency of allBelow(store, supervisor, after)) {
    yield agency
    yield* treeBelow(store, agency.id)
  }
}
