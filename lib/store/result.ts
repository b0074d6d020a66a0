import * as z from 'zod'
import { Level, Rejection, Verdict } from '../report/index.ts'
import { INDEXES, type IndexName } from './table.ts'
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
  /** Follows the register when the agency moves: see `moveResult`. */
  supervisor: z.string().nullable(),
  /** All above the agency, nearest first: the supervisor, its supervisor, up to the top. Follows the register too. */
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
export const STANDING = 'standing'
export const standingOf = ({ verdict, outcome }: Pick<Result, 'verdict' | 'outcome'>): Standing =>
  verdict ?? (outcome === 'archive' ? 'archive' : 'rejected')
export const supervisorVerdict = (supervisor: string, standing: Standing): string => `${supervisor}#${standing}`

/** An agency's level above: 1 its supervisor, 2 that one's supervisor. A township has a county, a city, a province and the country above it. */
export type UpperLevel = 1 | 2 | 3 | 4

/** Through which indexes the results below an agency are read that stands so many levels above theirs: all, and those of one standing. */
export const UPPER = {
  1: ['bySupervisor', 'bySupervisorVerdict'],
  2: ['bySupervisor2', 'bySupervisor2Verdict'],
  3: ['bySupervisor3', 'bySupervisor3Verdict'],
  4: ['bySupervisor4', 'bySupervisor4Verdict'],
} as const satisfies Readonly<Record<UpperLevel, readonly [IndexName, IndexName]>>

/** In which lists of those above it a result stands: their index keys, undefined where nobody stands so high. */
export function upperKeys({ supervisor, ancestors, verdict, outcome }: Pick<Result, 'supervisor' | 'ancestors' | 'verdict' | 'outcome'>): Record<string, string | undefined> {
  const standing = standingOf({ verdict, outcome })
  const above = [supervisor ?? undefined, ...ancestors.slice(1)]
  return Object.fromEntries(
    Object.values(UPPER).flatMap(([index, withVerdict], level) => {
      const id = above[level]
      return [[INDEXES[index], id], [INDEXES[withVerdict], id === undefined ? undefined : supervisorVerdict(id, standing)]]
    }),
  )
}

/** The item of a new result. */
export const resultItem = (result: Result, versions: number): Record<string, unknown> => ({
  pk: resultPartition(result.id),
  sk: RESULT_SORT_KEY,
  ...result,
  /** What lists are filtered by that are not read by verdict. */
  [STANDING]: standingOf(result),
  /** How many versions were known when `version` and `current` were written. */
  versions,
  order: orderOf(result),
  [INDEXES.all]: ALL,
  [INDEXES.byAgency]: result.agency ?? undefined,
  ...upperKeys(result),
  [INDEXES.bySubmission]: result.submission ?? undefined,
})
