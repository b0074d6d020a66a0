import { parse } from '../../../lib/parse/index.ts'
import { read } from '../../../lib/readers/index.ts'
import type { Report } from '../../../lib/report/index.ts'
import type { Example } from '../../../lib/rules/define.ts'
import { run, type RuleContext, type RunResult } from '../../../lib/rules/index.ts'
import { exampleHistory, examplePeers, exampleText, SPECIMEN_CONTEXT } from '../../../lib/rules/specimen.ts'

/** Through the real reader and parser. */
async function recordOfText(text: string): Promise<Report> {
  const source = await read(new TextEncoder().encode(text), { name: 'report.md' })
  if (!source.ok) throw new Error(source.rejection.message)
  const parsed = parse(source.document)
  if (!parsed.ok) throw new Error(parsed.rejection.message)
  return parsed.report
}

/** An example's report as the parser gives it. */
export const exampleRecord = (example: Example): Promise<Report> => recordOfText(exampleText(example))

/** What an example knows besides its report: the year before and other agencies' reports among it. */
export async function exampleContext(example: Example): Promise<RuleContext> {
  const before = exampleHistory(example)
  const history = before === null ? undefined : await recordOfText(before)
  const peers = await Promise.all(examplePeers(example).map(async ({ agency, text }) => ({ agency, report: await recordOfText(text) })))
  return { ...SPECIMEN_CONTEXT, history, peers, ...example.context }
}

export const runExample = async (example: Example): Promise<RunResult> => run(await exampleRecord(example), await exampleContext(example))
