import { openStore, type Store } from '../store/table.ts'
import { findInstance } from './instance.ts'
import { withLocalStore } from './local-store.ts'

/**
 * Does something with a table: the one of this name on AWS, else that of the running service.
 * @throws {CliError} unavailable if no service runs.
 */
export const withStore = async <T>(table: string | undefined, use: (store: Store) => Promise<T>): Promise<T> =>
  table === undefined ? withLocalStore(await findInstance(), use) : withTable(table, use)

/** Does something with the table of this name on AWS. */
export async function withTable<T>(table: string, use: (store: Store) => Promise<T>): Promise<T> {
  const store = openStore(table)
  try {
    return await use(store)
  } finally {
    store.client.destroy()
  }
}
