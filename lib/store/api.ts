import * as z from 'zod'
import { Finding, NotEvaluated, Rejection, Report, Score, Verdict } from '../report/index.ts'
import { ArchiveMember } from './archive.ts'
import { AgencyId, ReportYear, SubmissionId } from './object-keys.ts'
import { FindingCounts, type Result } from './result.ts'
import { ReportId } from './upload.ts'

/** What the HTTP API takes and gives: the contract with its clients. */

/** Office formats, web pages and text; the type only decides what may be uploaded, the content is looked at anyway. */
export const UploadType = z.enum([
  'text/plain',
  'text/markdown',
  'text/html',
  'application/octet-stream',
  'application/pdf',
  'application/zip',
  'application/msword',
  'application/rtf',
  'application/vnd.ms-excel',
  'application/vnd.ms-works',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
])

/** `POST /uploads`: who wants to upload what. `year` is the report's; without it, the year that is due now. */
export const UploadRequest = z.strictObject({
  agency: AgencyId,
  year: ReportYear.optional(),
  file: z.string().min(1).max(500),
  size: z.int().positive().optional(),
  type: UploadType.default('application/octet-stream'),
  /** The file's SHA-256 in Base64: S3 then takes no other bytes. */
  sha256: z.string().regex(/^[A-Za-z0-9+/]{43}=$/).optional(),
})
export type UploadRequest = z.infer<typeof UploadRequest>

/** The answer: a form to be sent with `POST` to `url`, all `fields` first, the file last as `file`. */
export const UploadTicket = z.object({
  submission: SubmissionId,
  key: z.string(),
  url: z.url(),
  fields: z.record(z.string(), z.string()),
  expiresAt: z.iso.datetime(),
})
export type UploadTicket = z.infer<typeof UploadTicket>

/** One submitted version in a list. */
export const ReportItem = z.object({
  id: ReportId,
  agency: z.string().nullable(),
  agencyName: z.string().nullable(),
  supervisor: z.string().nullable(),
  year: z.int().nullable(),
  version: z.int().positive(),
  current: z.boolean(),
  submission: z.string().nullable(),
  file: z.string(),
  submittedAt: z.iso.datetime(),
  outcome: z.enum(['checked', 'rejected', 'archive']),
  score: z.number().nullable(),
  verdict: Verdict.nullable(),
  findingCounts: FindingCounts,
  rejection: Rejection.optional(),
})
export type ReportItem = z.infer<typeof ReportItem>

/** `GET /reports`: a page of them. */
export const ReportPage = z.object({ reports: z.array(ReportItem), cursor: z.string().nullable() })
export type ReportPage = z.infer<typeof ReportPage>

/** `GET /submissions/{submission}`: what came of it; no reports until it has been checked. */
export const SubmissionStatus = z.object({ submission: SubmissionId, reports: z.array(ReportItem) })
export type SubmissionStatus = z.infer<typeof SubmissionStatus>

/** `GET /reports/{id}`: everything about one submitted version. */
export const ReportDetail = ReportItem.extend({
  findings: z.array(Finding),
  notEvaluated: z.array(NotEvaluated),
  scoreDetail: Score.nullable(),
  record: Report.nullable(),
  /** The archive in which it came, and the agency whose upload that was; null: it was uploaded by itself. */
  archive: z.object({ id: ReportId, agency: z.string().nullable(), submission: z.string().nullable(), submittedAt: z.iso.datetime() }).nullable(),
  /** Of an archive: what became of each file in it. */
  members: z.array(ArchiveMember).nullable(),
  /** Against the version before: null for the first one, and where either was rejected. */
  changes: z
    .object({
      previousVersion: z.int().positive(),
      mended: z.array(Finding),
      /** Indexes into `findings`: those that the version before had as well, and those that are new. */
      open: z.array(z.int().nonnegative()),
      added: z.array(z.int().nonnegative()),
    })
    .nullable(),
})
export type ReportDetail = z.infer<typeof ReportDetail>

/** Every error, as `application/problem+json` (RFC 9457); `title` and `detail` are Chinese, or English if that is asked for. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  /** Also in the header `x-request-id`; by it the operator finds the request in the log. */
  requestId: z.string(),
  /** Of a register that cannot be taken: each bad row. */
  problems: z.array(z.object({ row: z.int().positive(), message: z.string() })).optional(),
})
export type Problem = z.infer<typeof Problem>


/** A result as lists show it. */
export const toReportItem = (result: Result): ReportItem => ({
  id: result.id,
  agency: result.agency,
  agencyName: result.agencyName,
  supervisor: result.supervisor,
  year: result.year,
  version: result.version,
  current: result.current,
  submission: result.submission,
  file: result.file,
  submittedAt: result.upload.submittedAt,
  outcome: result.outcome,
  score: result.score,
  verdict: result.verdict,
  findingCounts: result.findingCounts,
  ...(result.rejection !== null && { rejection: result.rejection }),
})
