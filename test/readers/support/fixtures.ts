import { readFileSync } from 'node:fs'
import { annotated, blank, withCell } from '../../support/report-data.ts'
import { SPECIMEN } from '../../support/specimen.ts'

/** The report that stands in every file of `test/fixtures`; programs named there wrote them from the project's own DOCX and XLSX. */
const CHANGES = [
  ['requests', 'granted', 'research', blank],
  ['disclosure', 'regulations', 'made', blank],
  ['disclosure', 'normativeDocuments', 'made', annotated(2, '其中修订1件')],
] as const

export const fixtureReport = CHANGES.reduce((report, [table, row, column, cell]) => withCell(report, table, row, column, cell), SPECIMEN)

export const fixture = (name: string): Uint8Array => readFileSync(new URL(`../../fixtures/${name}`, import.meta.url))
