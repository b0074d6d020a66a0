import { zipSync } from 'fflate'
import { type Attributed, baseName, noteRivals, type Plan, type Submission } from '../../lib/intake/index.ts'
import type { Archive, ArchiveMember as File } from '../../lib/readers/archive/index.ts'
import { Refusal } from '../../lib/readers/refusal.ts'
import type { Rejection } from '../../lib/report/index.ts'
import { type ArchiveMember, partSubmissionId } from '../../lib/store/archive.ts'
import { type IncomingKey, incomingKey, safeFileName } from '../../lib/store/object-keys.ts'
import { findUpload } from '../../lib/store/list-uploads.ts'
import { putOnce, type Stored } from '../../lib/store/objects.ts'
import { reportId } from '../../lib/store/upload.ts'
import type { Site } from './site.ts'

export interface UploadedArchive {
  /** Of the upload. */
  readonly id: string
  readonly bucket: string
  readonly key: IncomingKey
  readonly bytes: Uint8Array
}

export type Whose = (path: string, stated: string | null) => Attributed

export const whoseIs = ({ files: [path = ''], facts }: Submission, whose: Whose): Attributed => whose(path, facts?.agency ?? null)

/** Finds files by path; only those that are there are asked for. */
export function fileAmong(members: readonly File[]): (path: string) => File {
  const byPath = new Map(members.map((member) => [member.path, member]))
  return (path) => {
    const found = byPath.get(path)
    if (found === undefined) throw new Error(`no ${path} in the archive`)
    return found
  }
}

export interface Sorted extends Plan, Archive {
  readonly whose: Whose
}

/** Uploads written at the same time. */
const AT_ONCE = 8

/** Puts every submission of an archive where its agency would have uploaded it. @returns what became of each file, by path. */
export async function distribute(site: Site, archive: UploadedArchive, sorted: Sorted): Promise<ArchiveMember[]> {
  const owners = new Map(sorted.submissions.map((submission) => [submission.files[0], whoseIs(submission, sorted.whose)]))
  const filingOf = (submission: Submission): string | null => {
    const agency = owners.get(submission.files[0])?.agency
    return agency == null ? null : `${agency.id}/${yearOf(submission, archive)}`
  }
  const filings = Map.groupBy(sorted.submissions.filter(({ state }) => state !== 'question'), filingOf)
  const fileAt = fileAmong(sorted.members)
  const members: ArchiveMember[] = [
    ...sorted.skipped.map(({ path, reason }) => ({ ...NOTHING, path, outcome: 'skipped' as const, notes: [reason] })),
    ...sorted.duplicates.map(({ path, note }) => ({ ...NOTHING, path, outcome: 'duplicate' as const, notes: [note] })),
  ]
  const submissions = noteRivals(sorted.submissions, filingOf)
  for (let start = 0; start < submissions.length; start += AT_ONCE) {
    const settled = submissions.slice(start, start + AT_ONCE).map(async (submission) => {
      const owner = owners.get(submission.files[0])
      const member = owner === undefined ? NOTHING : about(submission, owner, archive)
      const rivals = filings.get(filingOf(submission)) ?? []
      const carrier = owner?.agency == null || !isFiled(submission, rivals) ? null : carrierOf(submission, fileAt)
      if (owner?.agency == null || carrier === null) return submission.files.map((path) => ({ ...member, path }))
      const filing = { agency: owner.agency.id, year: yearOf(submission, archive), submission: partSubmissionId(archive.id, submission.files) }
      const key = incomingKey({ ...filing, file: carrier.file })
      const id = reportId({ bucket: archive.bucket, key, ...(await put(site, archive.bucket, key, carrier.bytes)) })
      const unread = submission.rejection?.code === NO_TIME.code ? { rejection: null, notes: [BY_NAME] } : {}
      return submission.files.map((path) => ({ ...member, ...unread, path, outcome: 'submitted' as const, submission: filing.submission, id }))
    })
    members.push(...(await Promise.all(settled)).flat())
  }
  return members.sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** What has not been scanned yet cannot be asked for its head: the listing tells of it. */
const put = ({ s3, malwareScan }: Site, bucket: string, key: string, bytes: Uint8Array): Promise<Stored> =>
  malwareScan ? putOnce(s3, bucket, key, bytes, listed) : putOnce(s3, bucket, key, bytes)

async function listed(s3: Site['s3'], bucket: string, key: string): Promise<Stored> {
  const found = await findUpload(s3, { bucket, key })
  if (found === null) throw new Error(`${key} is there and is not`)
  return found
}

/** Of a file that was not read any more. Where its name tells for certain whose it is, it will be read by itself. */
export const NO_TIME: Rejection = { code: 'no-time', message: '压缩包里的内容太多，还没有读到这个文件。请把它和其他没有读到的文件另外压缩，再次上传。' }
const BY_NAME = '压缩包里的内容太多，没有先读这个文件，按文件夹和文件名里的单位转入核对。'

const NOTHING = { path: '', outcome: 'rejected', agency: null, agencyName: null, year: null, submission: null, id: null, rejection: null, notes: [] } as const satisfies Partial<ArchiveMember>

function about(submission: Submission, { agency, reason }: Attributed, archive: UploadedArchive): ArchiveMember {
  const { state, rejection, notes } = submission
  return {
    ...NOTHING,
    outcome: state !== 'report' ? state : 'unattributed',
    agency: agency?.id ?? null,
    agencyName: agency?.name ?? null,
    year: agency === null ? null : yearOf(submission, archive),
    rejection: rejection ?? reason,
    notes: [...notes],
  }
}

/** A report always; a file that cannot be read if it is all that its agency has in the archive, so that the agency hears of it. */
const isFiled = ({ state }: Submission, rivals: readonly Submission[]): boolean => state === 'report' || (state === 'rejected' && rivals.length === 1)

/**
 * The year that the archive was uploaded for: a title often names the wrong one, and must not touch the filing of
 * another year. Unless folder or file name the same other year.
 */
function yearOf({ files: [path = ''], facts }: Submission, { key }: UploadedArchive): number {
  const year = facts?.year ?? null
  return year !== null && path.includes(String(year)) && !path.includes(String(key.year)) ? year : key.year
}

/**
 * A submission as one file: several as an archive of only these, which is read as the report that they make. Null if
 * they cannot be taken out of the archive.
 */
function carrierOf({ files }: Submission, fileAt: (path: string) => File): { readonly file: string; readonly bytes: Uint8Array } | null {
  const [first = ''] = files
  const name = baseName(first)
  try {
    if (files.length === 1) return { file: safeFileName(name), bytes: fileAt(first).read() }
    const parts = Object.fromEntries(files.map((path) => [baseName(path), fileAt(path).read()]))
    return { file: safeFileName(`${name.replace(/\.[^.]*$/, '')}.zip`), bytes: zipSync(parts, { mtime: '1980-01-01' }) }
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}
