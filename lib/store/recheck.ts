import type { S3Client } from '@aws-sdk/client-s3'
import * as z from 'zod'
import { Finding, RuleSettings, Severity, Verdict } from '../report/index.ts'
import { AgencyId, ReportYear } from './object-keys.ts'
import { getJson } from './objects.ts'
import { ReportId } from './upload.ts'

/** Where the pages of a run lie in the records bucket. */
export const RECHECKS = 'rechecks/'
export const RunId = z.string().regex(/^[A-Za-z0-9-]{8,64}$/)
export const recheckPageKey = (run: string, page: number): string => `${RECHECKS}${run}/${page}.json`

/** On the recheck queue: a page of stored reports that are to be judged again. */
export const RecheckMessage = z
  .object({
    run: RunId,
    page: z.int().nonnegative(),
    scope: z.object({ agency: AgencyId.optional(), supervisor: AgencyId.optional(), year: ReportYear.optional() }),
    versions: z.enum(['current', 'all']),
    /** The cursor after which the page begins; null: the first one. */
    after: z.string().nullable(),
    /** Store what comes out; else only tell. */
    apply: z.boolean(),
    /** Mail those whose findings or verdict changed; only with `apply`. */
    mail: z.boolean(),
    /** Settings to be tried in place of a supervisor's own. */
    candidate: z.object({ supervisor: AgencyId, settings: RuleSettings }).optional(),
  })
  .refine(({ apply, candidate }) => !apply || candidate === undefined, 'settings on trial are never stored')
  .refine(({ apply, mail }) => apply || !mail, 'what is not stored is not mailed')
export type RecheckMessage = z.infer<typeof RecheckMessage>

/** By what a report was judged, and with what outcome. */
const Judgement = z.object({
  ruleSet: z.string(),
  parser: z.string(),
  settings: z.string().nullable(),
  score: z.number(),
  verdict: Verdict,
})

const FindingChange = z.discriminatedUnion('change', [
  z.object({ change: z.enum(['new', 'vanished']), finding: Finding }),
  z.object({ change: z.literal('severity'), finding: Finding, was: Severity }),
])

/** One report that is judged otherwise than before. */
export const ReportChange = z.object({
  id: ReportId,
  agency: z.string().nullable(),
  agencyName: z.string().nullable(),
  year: z.int().nullable(),
  version: z.int().positive(),
  file: z.string(),
  before: Judgement,
  after: Judgement,
  changes: z.array(FindingChange),
})
export type ReportChange = z.infer<typeof ReportChange>

/** What came of one page of a run. */
export const RecheckPage = z.object({
  applied: z.boolean(),
  /** How many reports were judged, and how many are no checked reports: rejected files, archives. */
  judged: z.int().nonnegative(),
  skipped: z.int().nonnegative(),
  /** Of those judged, how many an older parser had read. */
  olderParser: z.int().nonnegative(),
  changed: z.array(ReportChange),
  /** Reports that could not be judged; the log of `recheck` says why. */
  failed: z.array(z.object({ id: ReportId, file: z.string() })),
  /** Where the next page begins; null at the end. */
  next: z.string().nullable(),
})
export type RecheckPage = z.infer<typeof RecheckPage>

/** A page of a run, numbered from 0; null if it is not done yet. */
export const findRecheckPage = (s3: S3Client, bucket: string, run: string, page: number): Promise<RecheckPage | null> =>
  getJson(s3, bucket, recheckPageKey(run, page), RecheckPage)
