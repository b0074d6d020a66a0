import { Report } from '../../lib/report/index.ts'
import type { RuleContext } from '../../lib/rules/index.ts'
import { narrativeOf, type Signature, signatureOf } from '../../lib/similarity/index.ts'
import type { Agency } from '../../lib/store/agency.ts'
import { type Filing, versionsOf } from '../../lib/store/filing.ts'
import type { RecordMessage } from '../../lib/store/messages.ts'
import { recordKey } from '../../lib/store/object-keys.ts'
import { getJson } from '../../lib/store/objects.ts'
import { enterNarrative, findAlike } from '../../lib/store/peers.ts'
import type { Site } from './validate.ts'

/** Versions of last year's filing that are tried: the newest may be a file that could not be read. */
const MOST_VERSIONS = 5

/** The record that a message brings or points to; null for what is no report. */
export async function recordOf({ s3, bucket }: Pick<Site, 's3' | 'bucket'>, { content, upload }: Pick<RecordMessage, 'content' | 'upload'>): Promise<Report | null> {
  if (content.kind === 'record') return content.record
  if (content.kind !== 'pointer') return null
  const record = await getJson(s3, bucket, content.key, Report)
  if (record === null) throw new Error(`no record at ${upload.key}`)
  return record
}

/**
 * Enters a report's narrative into the index of the year, so that later ones can be compared with it. Comes before the
 * look-up: of two reports that are checked at once, each is there for the other.
 */
export async function enterIntoIndex(site: Site, { id, upload }: RecordMessage, record: Report, agency: Agency, year: number): Promise<void> {
  const signature = signed(record, agency)
  if (signature === null) return
  await enterNarrative(site.store, { agency: agency.id, year, name: agency.name, id, upload, signature }, site.now())
}

/** What a report is compared with: the same agency's report of the year before, and earlier reports of others that are alike. */
export async function surroundings(
  site: Pick<Site, 'store' | 's3' | 'bucket'>,
  { upload }: Pick<RecordMessage, 'upload'>,
  record: Report,
  agency: Agency,
  year: number,
): Promise<Pick<RuleContext, 'history' | 'peers'>> {
  const [history, peers] = await Promise.all([
    newestRecord(site, { agency: agency.id, year: year - 1 }),
    alikeRecords(site, { agency: agency.id, year }, signed(record, agency), upload.submittedAt),
  ])
  return { ...(history !== null && { history }), peers }
}

const signed = (record: Report, agency: Agency): Signature | null => signatureOf(narrativeOf(record, [agency.name]))

/** The newest version of a filing that could be read; null if there is none. */
async function newestRecord({ store, s3, bucket }: Pick<Site, 'store' | 's3' | 'bucket'>, filing: Filing): Promise<Report | null> {
  for (const id of (await versionsOf(store, filing)).reverse().slice(0, MOST_VERSIONS)) {
    const record = await getJson(s3, bucket, recordKey(id), Report)
    if (record !== null) return record
  }
  return null
}

async function alikeRecords(
  site: Pick<Site, 'store' | 's3' | 'bucket'>,
  filing: Filing,
  signature: Signature | null,
  submittedAt: string,
): Promise<NonNullable<RuleContext['peers']>> {
  if (signature === null) return []
  const alike = await findAlike(site.store, filing, signature, submittedAt)
  const records = await Promise.all(alike.map(async ({ id, name }) => ({ agency: name, report: await peerRecord(site, id) })))
  return records.flatMap(({ agency, report }) => (report === null ? [] : [{ agency, report }]))
}

const MOST_KEPT = 16
const kept = new Map<string, Report>()

/** A text that was handed out is compared with the same few reports each time: they are kept. What lies under an id stays the same. */
async function peerRecord({ s3, bucket }: Pick<Site, 's3' | 'bucket'>, id: string): Promise<Report | null> {
  const record = kept.get(id) ?? (await getJson(s3, bucket, recordKey(id), Report))
  if (record === null) return null
  kept.set(id, record)
  const [oldest] = kept.keys()
  if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest)
  return record
}
