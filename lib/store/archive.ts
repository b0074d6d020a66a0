import { createHash } from 'node:crypto'
import * as z from 'zod'
import { Rejection } from '../report/index.ts'
import { AgencyId, ReportYear, SubmissionId } from './object-keys.ts'
import { ReportId } from './upload.ts'

/** What became of one file of an uploaded archive. */
export const ArchiveMember = z.object({
  /** Within the archive; safe to show. */
  path: z.string(),
  /**
   * `submitted`: it is, or is part of, a submission of its agency. `duplicate`: another file of the archive says the
   * same. `question`: it may belong to others, but that is not certain. `unattributed`: a report, but whose is not
   * certain. `rejected`: no report, or it cannot be read. `skipped`: left behind by a system or a program.
   */
  outcome: z.enum(['submitted', 'duplicate', 'question', 'unattributed', 'rejected', 'skipped']),
  /** Whose it is, and for which year; null where that is not known or does not matter. */
  agency: AgencyId.nullable(),
  agencyName: z.string().nullable(),
  year: ReportYear.nullable(),
  /** Of a submitted one: its submission, and the id of its own result. Files that make one report share both. */
  submission: SubmissionId.nullable(),
  id: ReportId.nullable(),
  /** Why it is not submitted; or, of a submitted one, why it will not be checked. */
  rejection: Rejection.nullable(),
  /** In Chinese, what there is to know besides: which files were put together, which file says the same. */
  notes: z.array(z.string()),
})
export type ArchiveMember = z.infer<typeof ArchiveMember>

/** All that `parse` found in an archive; lies in the records bucket under `archives/`. */
export const ArchiveContent = z.object({ members: z.array(ArchiveMember) })
export type ArchiveContent = z.infer<typeof ArchiveContent>

const PART = 'part-'

/**
 * The submission that certain files of an archive become, the same for every repeat; it names the archive. An upload under
 * such an id is one report, whatever it holds: archives do not beget archives.
 */
export const partSubmissionId = (archive: string, files: readonly string[]): string =>
  `${PART}${archive}-${createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 24)}`

export const isPart = (submission: string): boolean => submission.startsWith(PART)

/**
 * The archive of which a submission says that it is part; null if it says nothing. Whoever uploads past the API chooses the
 * id: the archive's own outcome tells whether it is true.
 */
export const archiveNamedIn = (submission: string): string | null => /^part-([0-9a-f]{32})-[0-9a-f]{24}$/.exec(submission)?.[1] ?? null
