import { parse } from '../../../lib/parse/index.ts'
import type { Document } from '../../../lib/readers/document.ts'
import type { Report } from '../../../lib/report/index.ts'

export function reportOf(document: Document): Report {
  const parsed = parse(document)
  if (!parsed.ok) throw new Error(parsed.rejection.message)
  return parsed.report
}
