import { parse } from '../../../lib/parse/index.ts'
import { readText } from '../../../lib/readers/text/index.ts'
import type { Report } from '../../../lib/report/index.ts'

/** The report in a text. @throws if it is refused. */
export function report(text: string): Report {
  const result = parse(readText(text, 'utf-8'))
  if (!result.ok) throw new Error(result.rejection.message)
  return result.report
}

/** The code with which a text is refused; null if it is taken. */
export function rejection(text: string): string | null {
  const result = parse(readText(text, 'utf-8'))
  return result.ok ? null : result.rejection.code
}
