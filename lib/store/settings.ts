import { createHash } from 'node:crypto'
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod'
import { RuleSettings } from '../report/index.ts'
import { getAll } from './batch.ts'
import { AgencyId } from './object-keys.ts'
import type { Store } from './table.ts'

/** What a supervisor decided about checking the reports below it, and since when. */
export const StoredSettings = z.object({
  supervisor: AgencyId,
  settings: RuleSettings,
  version: z.string(),
  importedAt: z.iso.datetime(),
  /** Who imported it. */
  by: z.string(),
})
export type StoredSettings = z.infer<typeof StoredSettings>

const settingsKey = (supervisor: string) => ({ pk: `AGENCY#${supervisor}`, sk: 'SETTINGS' })

/** The version of settings: the same contents give the same one, in whatever order they were written. */
export const settingsVersion = (settings: RuleSettings): string =>
  createHash('sha256').update(JSON.stringify(sorted(settings))).digest('hex').slice(0, 12)

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]): [string, unknown] => [key, sorted(each)]).sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** Replaces a supervisor's settings. */
export async function putSettings(store: Store, stored: StoredSettings): Promise<void> {
  await store.client.send(new PutCommand({ TableName: store.table, Item: { ...settingsKey(stored.supervisor), ...stored } }))
}

/** A supervisor's own settings; null if it has none. */
export async function findSettings(store: Store, supervisor: string): Promise<StoredSettings | null> {
  const { Item } = await store.client.send(new GetCommand({ TableName: store.table, Key: settingsKey(supervisor) }))
  return Item === undefined ? null : StoredSettings.parse(Item)
}

/** The settings of those of the supervisors that have any, in the order of `supervisors`. */
export async function findAllSettings(store: Store, supervisors: readonly string[]): Promise<StoredSettings[]> {
  if (supervisors.length === 0) return []
  const found = z.array(StoredSettings).parse(await getAll(store, supervisors.map(settingsKey)))
  return supervisors.flatMap((id) => found.find(({ supervisor }) => supervisor === id) ?? [])
}

export type SettingsReader = (supervisors: readonly string[]) => Promise<StoredSettings[]>

/** The same for many agencies: what is asked for at one moment is read in one batch, and nothing is read twice. */
export function settingsReader(store: Store): SettingsReader {
  const known = new Map<string, Promise<Map<string, StoredSettings>>>()
  let next: { readonly ids: string[]; readonly found: Promise<Map<string, StoredSettings>> } | null = null
  const begin = () => {
    const ids: string[] = []
    const found = Promise.resolve().then(async () => {
      next = null
      return new Map((await findAllSettings(store, ids)).map((settings) => [settings.supervisor, settings]))
    })
    return { ids, found }
  }
  const read = (id: string): Promise<Map<string, StoredSettings>> => {
    const before = known.get(id)
    if (before !== undefined) return before
    next ??= begin()
    next.ids.push(id)
    known.set(id, next.found)
    return next.found
  }
  return async (supervisors) => (await Promise.all(supervisors.map(async (id) => (await read(id)).get(id)))).filter((settings) => settings !== undefined)
}
