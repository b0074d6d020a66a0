import { isArchive, openArchive, type Archive } from '../readers/archive/index.ts'
import { Refusal } from '../readers/refusal.ts'
import type { Rejection } from '../report/index.ts'
import { combine, type Part } from './combine.ts'
import { factsOf, type FileReport, type IntakeFile, readFile } from './facts.ts'
import type { Piece, Submission } from './plan.ts'

export { attribution, type Attributed, type ScopeAgency } from './attribute.ts'
export { baseName, factsOf, type IntakeFile } from './facts.ts'
export { plan, type Piece, type Plan, type Submission } from './plan.ts'
export { noteRivals, statedFiling } from './repeats.ts'
export { isArchive }

/** Opens an archive. @returns its files, or why it cannot be opened, in Chinese. */
export function unpack(bytes: Uint8Array): { readonly ok: true; readonly archive: Archive } | { readonly ok: false; readonly rejection: Rejection } {
  try {
    return { ok: true, archive: openArchive(bytes) }
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, rejection: error.rejection }
    throw error
  }
}

/** What one file holds, as far as it has to be known to tell what belongs together. */
export async function survey(file: IntakeFile): Promise<Piece> {
  const { path } = file
  const result = await readFile(file)
  return result.ok ? { path, facts: factsOf(result.report), rejection: null } : { path, facts: null, rejection: result.rejection }
}

/** Reads the report that a submission's files make, places naming their files where there are several. */
export async function readSubmission({ files, state, rejection, notes }: Submission, fileAt: (path: string) => IntakeFile): Promise<FileReport> {
  if (state !== 'report' && rejection !== null) return { ok: false, rejection }
  const parts: Part[] = []
  for (const path of files) {
    const result = await readFile(fileAt(path))
    if (!result.ok) return result
    parts.push({ path, report: result.report, document: result.document })
  }
  const [body, ...sheets] = parts
  if (body === undefined) throw new TypeError('a submission without files')
  if (sheets.length > 0) return { ok: true, ...combine(body, sheets, notes) }
  const { report, document } = body
  return { ok: true, document, report: notes.length === 0 ? report : { ...report, source: { ...report.source, messages: [...notes, ...report.source.messages] } } }
}
