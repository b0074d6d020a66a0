import { type IntakeFile, noteRivals, type Piece, plan, readSubmission, statedFiling, type Submission } from '../intake/index.ts'
import type { RuleSettings } from '../report/index.ts'
import type { RuleContext } from '../rules/index.ts'
import { entryOf, type Examined, rejected } from './index.ts'

/** What is checked as one: mostly one file. */
export interface Unit {
  /** Of several, the one with the narrative first: the entry has its name. */
  readonly files: readonly string[]
  /** In Chinese: what was put together, or what is asked. */
  readonly notes: readonly string[]
}

/** A file that was handed in with the others of its folder or archive. */
export type Together = Piece & { readonly archived: boolean }

/**
 * The files of a run as what they are checked as, in their order: each by itself, but for several of one folder that
 * certainly make one report. Where that is not certain each is checked by itself and asks. Of archives also reports
 * that stand there twice are noted; a folder on one's own machine may hold drafts.
 * @param together those that may belong to others
 */
export function unitsOf(paths: readonly string[], together: readonly Together[]): Unit[] {
  const { submissions, duplicates } = plan(together)
  const archived = new Map(together.map(({ path, archived: inArchive, facts }) => [path, inArchive || facts?.narrative === false]))
  const notes = new Map(duplicates.filter(({ path }) => archived.get(path) === true).map(({ path, note }) => [path, [note]]))
  const joined = new Map<string, Submission>()
  for (const submission of noteRivals(submissions, (each) => (archived.get(each.files[0] ?? '') === true ? statedFiling(each) : null))) {
    const { files: [first = '', ...others], state, rejection } = submission
    if (state === 'question') for (const path of submission.files) notes.set(path, [rejection?.message ?? ''])
    else notes.set(first, [...submission.notes])
    if (state === 'report' && others.length > 0) for (const path of submission.files) joined.set(path, submission)
  }
  return paths.flatMap((path) => {
    const files = joined.get(path)?.files ?? [path]
    return files[0] === path ? [{ files, notes: notes.get(path) ?? [] }] : []
  })
}

/**
 * Reads, judges and scores the report that several files make, or that one makes of which there is something to note.
 * @param file its name, as it shall stand in the entry
 * @throws {Error} if a rule breaks.
 */
export async function examineUnit(
  { files, notes }: Unit,
  fileAt: (path: string) => IntakeFile,
  file: string,
  context: RuleContext,
  settings?: RuleSettings,
): Promise<Examined> {
  const result = await readSubmission({ files, state: 'report', facts: null, rejection: null, notes }, fileAt)
  if (!result.ok) return { entry: rejected(file, result.rejection), document: null }
  return { entry: entryOf(file, result.report, context, settings), document: result.document }
}
