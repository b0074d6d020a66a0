import type { RuleSettings } from '../../lib/report/index.ts'
import { mergeSettings } from '../../lib/rules/settings/merge.ts'
import type { Agency } from '../../lib/store/agency.ts'
import type { AppliedSettings } from '../../lib/store/outcome.ts'
import { findAllSettings, type SettingsReader, settingsVersion } from '../../lib/store/settings.ts'
import type { Store } from '../../lib/store/table.ts'

/** Replaces the settings of one supervisor for a trial. */
export interface Candidate {
  readonly supervisor: string
  readonly settings: RuleSettings
}

/**
 * What the supervisors above an agency decided, the nearest first; a deadline that the register states for the agency
 * itself goes before theirs. Undefined where nobody decided anything.
 */
export const settingsFor = (store: Store, agency: Agency, candidate?: Candidate): Promise<AppliedSettings | undefined> =>
  settingsBy((supervisors) => findAllSettings(store, supervisors), agency, candidate)

/** The same by a reader of one's own. */
export async function settingsBy(read: SettingsReader, agency: Agency, candidate?: Candidate): Promise<AppliedSettings | undefined> {
  const above = agency.ancestors.length > 0 ? agency.ancestors : [agency.supervisor].filter((id) => id !== null)
  const stored: Candidate[] = (await read(above)).filter(({ supervisor }) => supervisor !== candidate?.supervisor)
  if (candidate !== undefined && above.includes(candidate.supervisor)) stored.push(candidate)
  const chain = stored.sort((a, b) => above.indexOf(a.supervisor) - above.indexOf(b.supervisor))
  const own: RuleSettings = agency.deadline === null ? {} : { deadlines: [{ level: agency.level, day: agency.deadline, basis: '主管部门在单位名录中规定的期限' }] }
  const applied = mergeSettings([own, ...chain.map(({ settings }) => settings)])
  if (Object.keys(applied).length === 0) return undefined
  return { version: settingsVersion(applied), from: chain.map(({ supervisor }) => supervisor), applied }
}
