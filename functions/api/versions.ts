import type { S3Client } from '@aws-sdk/client-s3'
import { compareFindings } from '../../lib/mail/changes.ts'
import { type Form, FORMS, type Report } from '../../lib/report/index.ts'
import type { CellChange, Differences, VersionPage } from '../../lib/store/api-reports.ts'
import { toReportItem } from '../../lib/store/api.ts'
import { versionsOf } from '../../lib/store/filing.ts'
import { readOutcome } from '../../lib/store/outcome.ts'
import type { Result } from '../../lib/store/result.ts'
import { filingOf, findResult, findResults } from '../../lib/store/results.ts'
import type { Store } from '../../lib/store/table.ts'
import { cellKeys } from '../../lib/tally/index.ts'
import { notFound, unknownReport } from './problem.ts'
import { recordOf } from './reports.ts'

/** A page of the versions of the filing that a result is one of, newest first. `cursor` is a version number. */
export async function listVersions(store: Store, result: Result, limit: number, cursor: number | undefined): Promise<VersionPage> {
  const filing = filingOf(result)
  const ids = filing === null ? [result.id] : await versionsOf(store, filing)
  const newest = Math.min(cursor === undefined ? ids.length : cursor - 1, ids.length)
  const shown = ids.slice(Math.max(newest - limit, 0), newest).reverse()
  const found = await findResults(store, shown)
  return {
    agency: result.agency,
    year: result.year,
    versions: shown.flatMap((id) => found.get(id) ?? []).map(toReportItem),
    cursor: newest > limit ? String(newest - limit + 1) : null,
  }
}

/**
 * What changed from one version of a filing to another.
 * @param from the id of the other version; without it, the one before
 * @throws {HttpProblem} 404 if there is none before, or `from` is no version of this filing.
 */
export async function differences(store: Store, s3: S3Client, bucket: string, to: Result, from: string | undefined): Promise<Differences> {
  const other = await otherVersion(store, to, from)
  const [before, after, oldRecord, newRecord] = await Promise.all([
    readOutcome(s3, bucket, other.id),
    readOutcome(s3, bucket, to.id),
    recordOf(s3, bucket, other),
    recordOf(s3, bucket, to),
  ])
  const compared = before.outcome === 'checked' && after.outcome === 'checked' ? compareFindings(other.version, before.findings, after.findings) : null
  const current = after.outcome === 'checked' ? after.findings : []
  const chosen = (indexes: readonly number[]) => indexes.flatMap((index) => current[index] ?? [])
  return {
    agency: to.agency,
    year: to.year,
    from: toReportItem(other),
    to: toReportItem(to),
    findings: compared === null ? null : { mended: compared.mended, open: chosen(compared.open), added: chosen(compared.added) },
    cells: oldRecord === null || newRecord === null ? null : cellChanges(oldRecord, newRecord),
  }
}

async function otherVersion(store: Store, result: Result, id: string | undefined): Promise<Result> {
  const filing = filingOf(result)
  const ids = filing === null ? [] : await versionsOf(store, filing)
  const other = id === undefined ? ids[ids.indexOf(result.id) - 1] : ids.find((one) => one === id)
  if (other === undefined)
    throw id === undefined ? notFound({ zh: '这是第一个版本，前面没有可以比较的版本。', en: 'This is the first version; there is none before it.' }) : unknownReport(id)
  const found = await findResult(store, other)
  if (found === null) throw unknownReport(other)
  return found
}

/** Cells of both forms, where the versions follow different ones. */
function cellChanges(before: Report, after: Report): CellChange[] {
  const keys = new Map([before, after].flatMap((report) => cellKeys(formOf(report))).map((key) => [`${key.table}.${key.row}.${key.column}`, key]))
  return [...keys.values()].flatMap((key) => {
    const [old, now] = [before, after].map((report) => {
      const { kind, value, raw } = report.tables[key.table].rows[key.row]?.[key.column] ?? { kind: 'missing' as const, value: null, raw: '' }
      return { kind, value, raw }
    })
    return old === undefined || now === undefined || (old.kind === now.kind && old.value === now.value && old.raw.trim() === now.raw.trim()) ? [] : [{ ...key, before: old, after: now }]
  })
}

const formOf = ({ tables }: Report): Form => ('other' in tables.requests.rows ? FORMS['2019'] : FORMS['2021'])
