import { openStore, type Store } from '../store/table.ts'
import { findInstance } from './instance.ts'
import { withLocalStore } from './local-store.ts'

/**
 * Does something with a table: the one of this name on AWS, else that of the running service.
 * @throws {CliError} unavailable if no service runs.
 */
export async function withStore<T>(table: string | undefined, use: (store: Store) => Promise<T>): Promise<T> {
  if (table === undefined) return withLocalStore(await findInstance(), use)
  const store = openStore(table)
  try {
    return await use(store)
  } finally {
    store.client.destroy()
  }
}
