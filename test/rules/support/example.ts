import { parse } from '../../../lib/parse/index.ts'
import { read } from '../../../lib/readers/index.ts'
import type { Report } from '../../../lib/report/index.ts'
import type { Example } from '../../../lib/rules/define.ts'
import { run, type RunResult } from '../../../lib/rules/index.ts'
import { exampleText, SPECIMEN_CONTEXT } from '../../../lib/rules/specimen.ts'

/** Through the real reader and parser. */
async function recordOfText(text: string): Promise<Report> {
  const source = await read(new TextEncoder().encode(text), { name: 'report.md' })
  if (!source.ok) throw new Error(source.rejection.message)
  const parsed = parse(source.document)
  if (!parsed.ok) throw new Error(parsed.rejection.message)
  return parsed.report
}

export async function runExample(example: Example): Promise<RunResult> {
  return run(await recordOfText(exampleText(example)), { ...SPECIMEN_CONTEXT, ...example.context })
}
