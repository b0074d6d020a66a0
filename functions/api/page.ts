import { reportPage } from '../../lib/page/index.ts'
import type { Entry } from '../../lib/report/index.ts'
import { documentKey } from '../../lib/store/object-keys.ts'
import { getJson } from '../../lib/store/objects.ts'
import { readOutcome } from '../../lib/store/outcome.ts'
import type { Result } from '../../lib/store/result.ts'
import { dayInChina } from '../../lib/tally/index.ts'
import { StoredDocument } from '../shared/stored-document.ts'
import { notFound } from './problem.ts'
import { recordOf } from './reports.ts'
import type { Site } from './route.ts'

/**
 * A submitted version as a page: over the file as it was read when it was checked, so that each mark stands where its
 * finding was made. What was read before documents were kept, or from several files, is shown as text.
 * @throws {HttpProblem} 404 for an archive: it is no report.
 */
export async function pageOf({ s3, records }: Pick<Site, 's3' | 'records'>, result: Result): Promise<string> {
  const [outcome, record, document] = await Promise.all([
    readOutcome(s3, records, result.id),
    recordOf(s3, records, result),
    result.outcome === 'checked' ? getJson(s3, records, documentKey(result.id), StoredDocument) : null,
  ])
  if (outcome.outcome === 'archive') throw notFound({ zh: '这是一个压缩包，没有页面可看。请查看其中每份报告的页面。', en: 'This is an archive; its reports have pages of their own.' })
  return reportPage(entryOf(result.file, outcome, record), document, dayInChina(result.validatedAt))
}

function entryOf(file: string, outcome: Exclude<Awaited<ReturnType<typeof readOutcome>>, { outcome: 'archive' }>, record: Entry['record'] | null): Entry {
  if (outcome.outcome === 'rejected') return { file, outcome: 'rejected', rejection: outcome.rejection, findings: [], notEvaluated: [] }
  const { score, findings, notEvaluated } = outcome
  return { file, outcome: 'checked', ...(record != null && { record }), score, findings, notEvaluated }
}
