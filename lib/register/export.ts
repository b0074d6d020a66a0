import { allBelow } from '../store/agency.ts'
import type { Store } from '../store/table.ts'
import { CSV_HEADER, csvLine } from './csv.ts'

/**
 * The register as CSV, line by line, each supervisor before those below it; `importAgencies` takes it back.
 * @param top the agency whose whole tree is wanted, itself left out; null for the whole register.
 */
export async function* exportRegister(store: Store, top: string | null = null): AsyncGenerator<string> {
  yield CSV_HEADER
  yield* linesBelow(store, top)
}

async function* linesBelow(store: Store, supervisor: string | null): AsyncGenerator<string> {
  for await (const agency of allBelow(store, supervisor)) {
    yield csvLine(agency)
    yield* linesBelow(store, agency.id)
  }
}
