import { parse } from '../parse/index.ts'
import { read } from '../readers/index.ts'
import type { Entry, Finding, NotEvaluated, Rejection, Report, RuleSettings, Score } from '../report/index.ts'
import { chargeOf, run, type RuleContext } from '../rules/index.ts'
import { score } from '../score/index.ts'

export interface Checked {
  readonly score: Score
  readonly findings: Finding[]
  readonly notEvaluated: NotEvaluated[]
}

/** Judges and scores a report that was read before. */
export function checkReport(report: Report, context: RuleContext, settings?: RuleSettings): Checked {
  const { findings, notEvaluated } = run(report, context, settings)
  return { score: score(report, findings, chargeOf), findings, notEvaluated }
}

/**
 * Reads, judges and scores one file. A file that holds no report is a rejected entry, not an error.
 * @param file its name, as it shall stand in the entry
 * @param settings what supervisors decided otherwise about rules and deadlines
 * @throws {Error} if a rule breaks.
 */
export async function check(bytes: Uint8Array, file: string, context: RuleContext, settings?: RuleSettings): Promise<Entry> {
  const source = await read(bytes, { name: file })
  if (!source.ok) return rejected(file, source.rejection)
  const parsed = parse(source.document)
  if (!parsed.ok) return rejected(file, parsed.rejection)
  return { file, outcome: 'checked', record: parsed.report, ...checkReport(parsed.report, context, settings) }
}

const rejected = (file: string, rejection: Rejection): Entry => ({ file, outcome: 'rejected', rejection, findings: [], notEvaluated: [] })
