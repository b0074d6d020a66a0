import { chmodSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider'
import { z } from 'zod'

const Row = z.object({ payload: z.string().transform((text) => JSON.parse(text) as AdapterPayload) })

/** What the issuer remembers (sessions, codes, refresh tokens), in a file: signed in is signed in after a restart too. */
export function openStorage(file: string): { readonly adapter: AdapterFactory; readonly close: () => void } {
  const database = new DatabaseSync(file)
  chmodSync(file, 0o600)
  // Nothing in it is worth waiting for the disk: whoever is forgotten signs in again.
  database.exec(`
    PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF;
    CREATE TABLE IF NOT EXISTS entries (key TEXT PRIMARY KEY, payload TEXT NOT NULL, grantId TEXT, uid TEXT, expires INTEGER);
    CREATE INDEX IF NOT EXISTS byGrant ON entries (grantId);
    CREATE INDEX IF NOT EXISTS byUid ON entries (uid);`)
  const put = database.prepare('INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?, ?)')
  const sweep = database.prepare('DELETE FROM entries WHERE expires < ?')
  const byKey = database.prepare('SELECT payload FROM entries WHERE key = ?')
  const byUid = database.prepare('SELECT payload FROM entries WHERE uid = ? AND key LIKE ?')
  const remove = database.prepare('DELETE FROM entries WHERE key = ?')
  const removeGrant = database.prepare('DELETE FROM entries WHERE grantId = ?')
  const consume = database.prepare("UPDATE entries SET payload = json_set(payload, '$.consumed', ?) WHERE key = ?")
  const now = (): number => Math.floor(Date.now() / 1000)
  const read = (row: unknown): AdapterPayload | undefined => (row === undefined ? undefined : Row.parse(row).payload)
  const done = Promise.resolve()

  const adapter = (model: string): Adapter => ({
    upsert: (id, payload, expiresIn) => {
      sweep.run(now())
      put.run(`${model}:${id}`, JSON.stringify(payload), payload.grantId ?? null, payload.uid ?? null, expiresIn === undefined ? null : now() + expiresIn)
      return done
    },
    find: (id) => Promise.resolve(read(byKey.get(`${model}:${id}`))),
    findByUid: (uid) => Promise.resolve(read(byUid.get(uid, `${model}:%`))),
    // Only devices without a keyboard have user codes; none signs in here.
    findByUserCode: () => Promise.resolve(undefined),
    consume: (id) => {
      consume.run(now(), `${model}:${id}`)
      return done
    },
    destroy: (id) => {
      remove.run(`${model}:${id}`)
      return done
    },
    revokeByGrantId: (grantId) => {
      removeGrant.run(grantId)
      return done
    },
  })
  return { adapter, close: () => database.close() }
}
