import { deadlineOf } from '../../lib/rules/deadlines.ts'
import type { Agency } from '../../lib/store/agency.ts'
import { type SettingsReader, settingsReader } from '../../lib/store/settings.ts'
import type { Store } from '../../lib/store/table.ts'
import { settingsBy } from './settings.ts'

/** Gives the last day on which an agency may file for a year, `YYYY-MM-DD`: its own, its supervisors', else the law's. */
export type Deadlines = (agency: Agency, year: number) => Promise<string>

/** Deadlines for many agencies: what agencies of one kind below one supervisor have in common is looked up once. */
export function deadlines(store: Store): Deadlines {
  const known = new Map<string, Promise<string>>()
  const read = settingsReader(store)
  return (agency, year) => {
    const kind = [year, agency.supervisor, agency.level, agency.deadline].join()
    const deadline = known.get(kind) ?? deadlineOfAgency(read, agency, year)
    known.set(kind, deadline)
    return deadline
  }
}

async function deadlineOfAgency(read: SettingsReader, agency: Agency, year: number): Promise<string> {
  const settings = await settingsBy(read, agency)
  return `${year + 1}-${deadlineOf(agency.level, year, settings?.applied.deadlines).day}`
}
