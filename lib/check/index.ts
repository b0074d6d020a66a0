import { parse } from '../parse/index.ts'
import type { Document } from '../readers/document.ts'
import { read } from '../readers/index.ts'
import type { Entry, Finding, NotEvaluated, Rejection, Report, RuleSettings, Score } from '../report/index.ts'
import { dismiss, type Dismissed } from '../rules/dismissals.ts'
import { chargeOf, run, type RuleContext } from '../rules/index.ts'
import { score } from '../score/index.ts'

export interface Checked {
  readonly score: Score
  readonly findings: Finding[]
  readonly notEvaluated: NotEvaluated[]
}

/**
 * Judges and scores a report that was read before.
 * @param dismissals findings of the same filing that a supervisor dismissed
 */
export function checkReport(report: Report, context: RuleContext, settings?: RuleSettings, dismissals: readonly Dismissed[] = []): Checked {
  const { findings, notEvaluated } = run(report, context, settings)
  return { ...rescore(report, findings, dismissals), notEvaluated }
}

/** Scores what was found before, without what has been dismissed. */
export function rescore(report: Report, found: readonly Finding[], dismissals: readonly Dismissed[]): Pick<Checked, 'score' | 'findings'> {
  const findings = dismiss(found, dismissals)
  return { score: score(report, findings, chargeOf), findings }
}

export interface Examined {
  readonly entry: Entry
  /** What the file was read as; null where it could not be read. */
  readonly document: Document | null
}

/**
 * Reads, judges and scores one file. A file that holds no report is a rejected entry, not an error.
 * @param file its name, as it shall stand in the entry
 * @param settings what supervisors decided otherwise about rules and deadlines
 * @throws {Error} if a rule breaks.
 */
export async function examine(bytes: Uint8Array, file: string, context: RuleContext, settings?: RuleSettings): Promise<Examined> {
  const source = await read(bytes, { name: file })
  if (!source.ok) return { entry: rejected(file, source.rejection), document: null }
  const { document } = source
  const parsed = parse(document)
  if (!parsed.ok) return { entry: rejected(file, parsed.rejection), document }
  return { entry: entryOf(file, parsed.report, context, settings), document }
}

/** What came of a report that was read before. */
export const entryOf = (file: string, record: Report, context: RuleContext, settings?: RuleSettings): Entry => ({
  file,
  outcome: 'checked',
  record,
  ...checkReport(record, context, settings),
})

/** As `examine`, the entry alone. */
export async function check(bytes: Uint8Array, file: string, context: RuleContext, settings?: RuleSettings): Promise<Entry> {
  return (await examine(bytes, file, context, settings)).entry
}

/** The report in a file, not judged; null if it holds none. */
export async function reportIn(bytes: Uint8Array, file: string): Promise<Report | null> {
  const source = await read(bytes, { name: file })
  if (!source.ok) return null
  const parsed = parse(source.document)
  return parsed.ok ? parsed.report : null
}

/** What came of a file that holds no report. */
export const rejected = (file: string, rejection: Rejection): Entry => ({ file, outcome: 'rejected', rejection, findings: [], notEvaluated: [] })
