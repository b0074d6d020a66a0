import { blank, withCell, type ReportData } from '../../support/report-data.ts'
import { SPECIMEN } from '../../support/specimen.ts'
import { LAYOUTS } from '../../support/writers/index.ts'
import { fixture } from '../../readers/support/fixtures.ts'
import { DOCX_DIALECTS, writeDocx } from '../../readers/support/write-docx.ts'
import { RTF_DIALECTS, writeRtf } from '../../readers/support/write-rtf.ts'
import { writeXls } from '../../readers/support/write-xls.ts'
import { XLSX_DIALECTS } from '../../readers/support/write-xlsx.ts'

const MISTAKES = [
  ['requests', 'totalProcessed', 'total', 999],
  ['disclosure', 'licensing', 'decisions', -3],
  ['disclosure', 'regulations', 'made', blank],
  ['disputes', 'review', 'total', 77],
] as const

/** A report with wrong totals, a negative number, an empty cell, and a signature before the year was over. */
const FAULTY = MISTAKES.reduce<ReportData>((report, [table, row, column, cell]) => withCell(report, table, row, column, cell), { ...SPECIMEN, signed: '2024-12-20' })

/** The same report in every format and layout that the tests can write. */
export const FAULTY_FILES: readonly (readonly [name: string, bytes: Uint8Array])[] = [
  ...LAYOUTS.map(({ name, write }) => [name, new TextEncoder().encode(write(FAULTY))] as const),
  ...DOCX_DIALECTS.map((dialect) => [`DOCX ${dialect.name}`, writeDocx(FAULTY, dialect)] as const),
  ...XLSX_DIALECTS.map((dialect) => [`XLSX ${dialect.name}`, dialect.write(FAULTY)] as const),
  ...RTF_DIALECTS.map((dialect) => [`RTF ${dialect.name}`, writeRtf(FAULTY, dialect)] as const),
  ['XLS', writeXls(FAULTY)],
  ['DOC of LibreOffice', fixture('libreoffice.doc')],
]
