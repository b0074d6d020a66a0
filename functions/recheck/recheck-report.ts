import { compareRuns } from '../../lib/rules/compare.ts'
import { PARSER_VERSION } from '../../lib/parse/version.ts'
import { findAgency } from '../../lib/store/agency.ts'
import { followOutcome, replaceOutcome } from '../../lib/store/former.ts'
import { readIncomingKey, recordKey } from '../../lib/store/object-keys.ts'
import { type Outcome, readOutcome } from '../../lib/store/outcome.ts'
import type { ReportChange } from '../../lib/store/recheck.ts'
import type { Result } from '../../lib/store/result.ts'
import type { Candidate } from '../shared/settings.ts'
import { enterIntoIndex, recordOf } from '../validate/context.ts'
import { judge } from '../validate/judge.ts'
import type { Site } from '../validate/validate.ts'

type Checked = Extract<Outcome, { outcome: 'checked' }>

export interface Rechecked {
  /** Null: judged as before. */
  readonly change: ReportChange | null
  /** The record was read by an older parser, and may be read otherwise today. */
  readonly olderParser: boolean
}

/**
 * Judges one stored report again, as of the day on which it came, by the rules, the settings and the register of today.
 * @param apply store what comes out, the former outcome beside it
 * @returns null for what was never judged: a rejected file, an archive, an agency that has left the register.
 */
export async function recheckReport(site: Site, result: Result, apply: boolean, candidate?: Candidate): Promise<Rechecked | null> {
  const key = readIncomingKey(result.upload.key)
  if (result.outcome !== 'checked' || key === null) return null
  const [former, agency] = await Promise.all([readOutcome(site.s3, site.bucket, result.id), findAgency(site.store, result.agency ?? key.agency)])
  if (former.outcome !== 'checked' || agency === null) return null
  const pointer = { id: result.id, upload: result.upload, content: { kind: 'pointer' as const, key: recordKey(result.id) } }
  const record = await recordOf(site, pointer)
  if (record === null) return null
  const message = { ...pointer, content: { kind: 'record' as const, record } }
  if (apply) await enterIntoIndex(site, message, record, agency, key.year)
  const outcome = await judge(site, message, key, agency, candidate)
  if (outcome.outcome !== 'checked') return null
  const change = changeOf(result, former, outcome)
  if (apply) await (isSame(former, outcome) ? followOutcome(site.store, result, former) : replaceOutcome(site.store, site.s3, site.bucket, result, former, outcome))
  return { change, olderParser: outcome.parser !== PARSER_VERSION }
}

/** Whether nothing but the time differs: storing it again would only bury the outcome before. */
const isSame = (a: Checked, b: Checked): boolean => JSON.stringify({ ...a, checkedAt: null }) === JSON.stringify({ ...b, checkedAt: null })

function changeOf(result: Result, former: Checked, outcome: Checked): ReportChange | null {
  const changes = compareRuns(former.findings, outcome.findings)
  const [before, after] = [judgementOf(former), judgementOf(outcome)]
  if (changes.length === 0 && before.score === after.score && before.verdict === after.verdict) return null
  const { id, agency, agencyName, year, version, file } = result
  return { id, agency, agencyName, year, version, file, before, after, changes }
}

const judgementOf = ({ ruleSet, parser, settings, score }: Checked): ReportChange['before'] => ({
  ruleSet,
  parser,
  settings: settings?.version ?? null,
  score: score.total,
  verdict: score.verdict,
})
