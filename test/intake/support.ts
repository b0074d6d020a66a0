import { plan, readSubmission, type IntakeFile, survey, type Plan } from '../../lib/intake/index.ts'
import { DOCX_DIALECTS, writeDocx } from '../readers/support/write-docx.ts'
import { XLSX_DIALECTS } from '../readers/support/write-xlsx.ts'
import { partsOf, type Part } from '../support/parts.ts'
import type { ReportData } from '../support/report-data.ts'

type Keep = (part: Part) => boolean
const all: Keep = () => true
export const noTables: Keep = ({ kind }) => kind !== 'table'
export const onlyTables: Keep = ({ kind }) => kind === 'table'
export const onlyTable =
  (...keys: readonly string[]): Keep =>
  (part) =>
    part.kind === 'table' && keys.includes(part.table.key)

export function word(report: ReportData, keep: Keep = all): Uint8Array {
  const [dialect] = DOCX_DIALECTS
  if (dialect === undefined) throw new Error('no dialect')
  return writeDocx(report, dialect, partsOf(report).filter(keep))
}

export function excel(report: ReportData, keep: Keep = all): Uint8Array {
  const [dialect] = XLSX_DIALECTS
  if (dialect === undefined) throw new Error('no dialect')
  return dialect.write(report, partsOf(report).filter(keep))
}

const fileOf = (path: string, bytes: Uint8Array | string): IntakeFile => ({ path, read: () => (typeof bytes === 'string' ? Buffer.from(bytes) : bytes) })

/** What becomes of the files of an upload. */
export async function planOf(files: Readonly<Record<string, Uint8Array | string>>): Promise<Plan> {
  return plan(await Promise.all(Object.entries(files).map(([path, bytes]) => survey(fileOf(path, bytes)))))
}

/** The report that certain files make. */
export async function reportOf(files: Readonly<Record<string, Uint8Array | string>>) {
  const { submissions } = await planOf(files)
  const [only] = submissions
  if (only === undefined || submissions.length !== 1) throw new Error(`${submissions.length} submissions`)
  const result = await readSubmission(only, (path) => fileOf(path, files[path] ?? ''))
  if (!result.ok) throw new Error(result.rejection.message)
  return result.report
}
