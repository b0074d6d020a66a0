import * as z from 'zod'
import { Cell, Finding } from '../report/index.ts'
import { ReportDetail, ReportItem } from './api.ts'

/** What the HTTP API gives of one filing: its versions, how they differ, and what was found. */

/** `GET /reports/{id}/versions`: a page of all versions of the same filing, newest first. */
export const VersionPage = z.object({
  agency: z.string().nullable(),
  year: z.int().nullable(),
  versions: z.array(ReportItem),
  cursor: z.string().nullable(),
})
export type VersionPage = z.infer<typeof VersionPage>

const FiledCell = Cell.pick({ kind: true, value: true, raw: true })

/** A cell of the tables that two versions fill in differently. */
export const CellChange = z.object({
  table: z.enum(['disclosure', 'requests', 'disputes']),
  row: z.string(),
  rowLabel: z.string(),
  column: z.string(),
  columnLabel: z.string(),
  before: FiledCell,
  after: FiledCell,
})
export type CellChange = z.infer<typeof CellChange>

/** `GET /reports/{id}/differences`: what changed from the version `from` to the version `to`. */
export const Differences = z.object({
  agency: z.string().nullable(),
  year: z.int().nullable(),
  from: ReportItem,
  to: ReportItem,
  /** Null if either could not be read. `mended` are findings of `from`, the others of `to`. */
  findings: z.object({ mended: z.array(Finding), open: z.array(Finding), added: z.array(Finding) }).nullable(),
  cells: z.array(CellChange).nullable(),
})
export type Differences = z.infer<typeof Differences>

/** `GET /reports/{id}/findings`: what the check said. */
export const ReportFindings = ReportDetail.pick({ findings: true, notEvaluated: true, scoreDetail: true }).extend(ReportItem.shape)
export type ReportFindings = z.infer<typeof ReportFindings>

/** `GET /reports/{id}/source`: where the file can be fetched for a minute, exactly as it was filed. */
export const SourceLink = z.object({
  id: z.string(),
  file: z.string(),
  size: z.int().nonnegative(),
  url: z.url(),
  expiresAt: z.iso.datetime(),
})
export type SourceLink = z.infer<typeof SourceLink>
