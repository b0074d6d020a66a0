import * as z from 'zod'
import { Finding, Level, NotEvaluated, Rejection, Score } from '../report/index.ts'

/** How one version differs from the one before it, finding by finding. */
export const Changes = z.object({
  previousVersion: z.int().positive(),
  /** Findings of the previous version that this one no longer has. */
  mended: z.array(Finding),
  /** Indexes into this version's findings: already there in the previous version, and not. */
  open: z.array(z.int().nonnegative()),
  added: z.array(z.int().nonnegative()),
})
export type Changes = z.infer<typeof Changes>

/** What came of one submitted version, as the mails tell it. */
export const MailResult = z.object({
  agency: z.object({ id: z.string(), name: z.string(), level: Level }),
  /** The supervisor's name, 某县人民政府办公室. */
  supervisor: z.string(),
  year: z.int(),
  /** Counts from 1 within one agency and year. */
  version: z.int().positive(),
  file: z.string(),
  /** When it was uploaded, an instant in ISO 8601; shown in China's time. */
  submittedAt: z.iso.datetime({ offset: true }),
  outcome: z.enum(['checked', 'rejected']),
  rejection: Rejection.optional(),
  score: Score.optional(),
  findings: z.array(Finding),
  /** What a supervisor has dismissed: shown, but no mistake. */
  dismissed: z.array(Finding).default([]),
  notEvaluated: z.array(NotEvaluated),
  /** Absent for the first version, and where either version was rejected. */
  changes: Changes.optional(),
  /** A newer version has come already: this result is history. */
  supersededBy: z.int().positive().optional(),
  /** Judged again by new rules or settings. */
  rechecked: z.boolean().optional(),
})
export type MailResult = z.infer<typeof MailResult>

/** What the sections about findings need of a result. */
export type Judged = Pick<MailResult, 'findings' | 'changes'>

/** Where to send a mended report; from configuration. `url` must be http(s), anything else is shown as text only. */
export const Resubmission = z.object({ sentence: z.string(), url: z.string().optional() })
export type Resubmission = z.infer<typeof Resubmission>

/** Something that only the people who run the service can put right. */
export const OperatorNotice = z.object({
  /**
   * `unknown-agency`: a file came for an id that the register lacks. `unexpected-key`: an object lies where no
   * report belongs. `no-recipient`: an agency or supervisor has no mail address. `undeliverable`: the mail service
   * refused a mail for good.
   */
  kind: z.enum(['unknown-agency', 'unexpected-key', 'no-recipient', 'undeliverable']),
  agency: z.string(),
  year: z.int().nullable(),
  file: z.string(),
  submittedAt: z.iso.datetime({ offset: true }),
  /** More, in Chinese: the address that was refused, the mail service's answer. */
  detail: z.string().optional(),
})
export type OperatorNotice = z.infer<typeof OperatorNotice>

/** What became of an uploaded archive, file by file. */
export const ArchiveNotice = z.object({
  /** The name of whoever uploaded it. */
  agency: z.string(),
  supervisor: z.string(),
  /** The report year that it was uploaded for. */
  year: z.int(),
  file: z.string(),
  submittedAt: z.iso.datetime({ offset: true }),
  members: z.array(
    z.object({
      path: z.string(),
      outcome: z.enum(['submitted', 'duplicate', 'question', 'unattributed', 'rejected', 'skipped']),
      agencyName: z.string().nullable(),
      year: z.int().nullable(),
      /** The same for files that make one report. */
      submission: z.string().nullable(),
      rejection: Rejection.nullable(),
      notes: z.array(z.string()),
    }),
  ),
})
export type ArchiveNotice = z.infer<typeof ArchiveNotice>

/** One mail without its addresses. `subject` holds no line break and no control character. */
export interface Mail {
  readonly subject: string
  readonly html: string
  readonly text: string
}
