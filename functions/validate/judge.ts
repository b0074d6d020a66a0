import { checkReport } from '../../lib/check/index.ts'
import { RULE_SET_VERSION } from '../../lib/rules/index.ts'
import type { Agency } from '../../lib/store/agency.ts'
import { ArchiveContent } from '../../lib/store/archive.ts'
import { dismissalsOf } from '../../lib/store/corrections.ts'
import type { RecordMessage } from '../../lib/store/messages.ts'
import type { IncomingKey } from '../../lib/store/object-keys.ts'
import { getJson } from '../../lib/store/objects.ts'
import { FIRST_PARSER, type Outcome } from '../../lib/store/outcome.ts'
import { dayInChina } from '../../lib/tally/index.ts'
import { type Candidate, settingsFor } from '../shared/settings.ts'
import { recordOf, surroundings } from './context.ts'
import type { Site } from './validate.ts'

/**
 * What came of one submitted version, judged as of the day on which it was uploaded.
 * @param candidate settings to be tried in place of a supervisor's own
 */
export async function judge(
  site: Site,
  message: RecordMessage,
  key: IncomingKey | null,
  agency: Agency | null,
  candidate?: Candidate,
): Promise<Outcome> {
  const { content, upload } = message
  if (key !== null && agency === null)
    return {
      outcome: 'rejected',
      rejection: {
        code: 'unknown-agency',
        message: `单位名录里没有编号“${key.agency}”，无法确定由哪个单位报送。请核对编号；单位还没有登记的，请联系主管部门登记后重新提交。`,
      },
    }
  if (content.kind === 'rejection') return { outcome: 'rejected', rejection: content.rejection }
  if (content.kind === 'archive') return { outcome: 'archive', ...(await archiveAt(site, content.key)) }
  const record = await recordOf(site, message)
  if (record === null) throw new Error(`no record for ${upload.key}`)
  const [around, settings, dismissals] = await Promise.all([
    agency === null || key === null ? {} : surroundings(site, message, record, agency, key.year),
    agency === null ? undefined : settingsFor(site.store, agency, candidate),
    key === null ? [] : dismissalsOf(site.store, key),
  ])
  const context = { date: dayInChina(upload.submittedAt), level: agency?.level, agency: agency?.name, year: key?.year, ...around }
  return {
    outcome: 'checked',
    ruleSet: RULE_SET_VERSION,
    parser: record.source.parser ?? FIRST_PARSER,
    checkedAt: site.now().toISOString(),
    ...(settings !== undefined && { settings }),
    ...checkReport(record, context, settings?.applied, dismissals),
  }
}

async function archiveAt({ s3, bucket }: Pick<Site, 's3' | 'bucket'>, key: string): Promise<ArchiveContent> {
  const content = await getJson(s3, bucket, key, ArchiveContent)
  if (content === null) throw new Error(`nothing was found in an archive at ${key}`)
  return content
}
