import * as z from 'zod'
import { Level, Rejection, Verdict } from '../report/index.ts'
import { INDEXES } from './table.ts'
import { ReportId, Upload } from './upload.ts'

export const FindingCounts = z.object({
  error: z.int().nonnegative(),
  warning: z.int().nonnegative(),
  info: z.int().nonnegative(),
})

/** Where a version stands: its verdict, or that it was rejected, or an archive of others. What lists are filtered by. */
export const Standing = z.enum([...Verdict.options, 'rejected', 'archive'])
export type Standing = z.infer<typeof Standing>

/** The result of one submitted version as the table keeps it; findings and record lie in S3, by id. */
export const Result = z.object({
  id: ReportId,
  upload: Upload,
  /** Agency, year and submission are null if the object's key was not made as ours are. */
  agency: z.string().nullable(),
  year: z.int().nullable(),
  submission: z.string().nullable(),
  file: z.string(),
  /** As the register knew the agency at the time; null if it did not. */
  agencyName: z.string().nullable(),
  level: Level.nullable(),
  supervisor: z.string().nullable(),
  /** All above the agency at the time, nearest first: the supervisor, its supervisor, up to the top. */
  ancestors: z.array(z.string()).default([]),
  outcome: z.enum(['checked', 'rejected', 'archive']),
  rejection: Rejection.nullable(),
  score: z.number().nullable(),
  verdict: Verdict.nullable(),
  findingCounts: FindingCounts,
  validatedAt: z.iso.datetime(),
  /** Counts from 1 within agency and year, in the order of upload. */
  version: z.int().positive(),
  /** The newest version of its agency and year. */
  current: z.boolean(),
})
export type Result = z.infer<typeof Result>

export const RESULT_SORT_KEY = 'RESULT'
export const resultPartition = (id: string): string => `REPORT#${id}`

/** A key of the index `order`: newest years first when read backwards, within a year the newest upload. */
export const orderOf = ({ year, upload, id }: Pick<Result, 'year' | 'upload' | 'id'>): string =>
  `${String(year ?? 0).padStart(4, '0')}#${upload.submittedAt}#${id}`

export const ALL = 'REPORTS'
export const PENDING = 'PENDING'
export const standingOf = ({ verdict, outcome }: Pick<Result, 'verdict' | 'outcome'>): Standing =>
  verdict ?? (outcome === 'archive' ? 'archive' : 'rejected')
export const supervisorVerdict = (supervisor: string, standing: Standing): string => `${supervisor}#${standing}`

/** The item of a new result, its mail still to be sent. */
export function resultItem(result: Result, versions: number): Record<string, unknown> {
  const standing = standingOf(result)
  return {
    pk: resultPartition(result.id),
    sk: RESULT_SORT_KEY,
    ...result,
    /** How many versions were known when `version` and `current` were written. */
    versions,
    order: orderOf(result),
    [INDEXES.all]: ALL,
    [INDEXES.byVerdict]: standing,
    [INDEXES.byAgency]: result.agency ?? undefined,
    [INDEXES.bySupervisor]: result.supervisor ?? undefined,
    [INDEXES.bySupervisorVerdict]:
      result.supervisor === null ? undefined : supervisorVerdict(result.supervisor, standing),
    [INDEXES.bySupervisor2]: result.ancestors[1],
    [INDEXES.bySupervisor3]: result.ancestors[2],
    [INDEXES.bySupervisor4]: result.ancestors[3],
    [INDEXES.bySubmission]: result.submission ?? undefined,
    [INDEXES.pendingMail]: PENDING,
  }
}
