import { type Attributed, attribution, type Piece, plan, type Plan, readSubmission, type Submission, survey, unpack } from '../../lib/intake/index.ts'
import type { ArchiveMember as File } from '../../lib/readers/archive/index.ts'
import type { Rejection, Report } from '../../lib/report/index.ts'
import { type ArchiveContent, isPart } from '../../lib/store/archive.ts'
import { archiveKey } from '../../lib/store/object-keys.ts'
import { putJson } from '../../lib/store/objects.ts'
import { subtree } from '../../lib/store/subtree.ts'
import { distribute, fileAmong, NO_TIME, type UploadedArchive, type Whose, whoseIs } from './distribute.ts'
import type { Site } from './site.ts'

export type Found =
  | { readonly kind: 'report'; readonly report: Report }
  | { readonly kind: 'rejection'; readonly rejection: Rejection }
  | { readonly kind: 'archive'; readonly key: string }

/** Agencies of one supervisor whose names are still compared one by one. */
const LARGEST_SCOPE = 20_000

/**
 * Opens an archive. If all of it is one report of the agency that uploaded it, that report is what it holds; else every
 * submission in it is put where its agency would have uploaded it, and what became of each file is kept under the id.
 * All of it is the same when repeated.
 */
export async function parseArchive(site: Site, archive: UploadedArchive): Promise<Found> {
  const opened = unpack(archive.bytes)
  if (!opened.ok) return { kind: 'rejection', rejection: opened.rejection }
  const { members, skipped } = opened.archive
  const planned = plan(await surveyAll(site, members))
  const only = onlySubmission(planned)
  if (isPart(archive.key.submission)) return only === null ? { kind: 'rejection', rejection: SEVERAL } : readWhole(only, members)

  const agencies = await subtree(site.store, archive.key.agency, LARGEST_SCOPE)
  const whose = agencies === null ? tooMany : attribution(agencies, archive.key.agency)
  if (only !== null && (agencies?.length === 1 || isOwn(whoseIs(only, whose), archive.key.agency))) return readWhole(only, members)
  const content: ArchiveContent = { members: await distribute(site, archive, { ...planned, members, skipped, whose }) }
  await putJson(site.s3, site.recordsBucket, archiveKey(archive.id), content)
  return { kind: 'archive', key: archiveKey(archive.id) }
}

async function surveyAll({ hasTime }: Site, files: readonly File[]): Promise<Piece[]> {
  const pieces: Piece[] = []
  for (const file of files) pieces.push(hasTime() ? await survey(file) : { path: file.path, facts: null, rejection: NO_TIME })
  return pieces
}

/** What all files of an archive make together, if that is one thing. */
const onlySubmission = ({ submissions: [first, ...others], duplicates }: Plan): Submission | null =>
  first !== undefined && others.length === 0 && duplicates.length === 0 ? first : null

/** A report that names nobody is that of whoever uploaded it, as a single file would be. */
const isOwn = ({ agency, reason }: Attributed, uploader: string): boolean => agency?.id === uploader || reason?.code === 'agency-unnamed'

async function readWhole(submission: Submission, members: readonly File[]): Promise<Found> {
  const result = await readSubmission(submission, fileAmong(members))
  return result.ok ? { kind: 'report', report: result.report } : { kind: 'rejection', rejection: result.rejection }
}

const SEVERAL: Rejection = { code: 'several-reports', message: '压缩包里不止一份报告。请每份报告单独上传。' }

const tooMany: Whose = () => ({
  agency: null,
  reason: { code: 'agency-unclear', message: '所属单位太多，无法按名称分辨。请由下一级主管部门分别上传。' },
})
