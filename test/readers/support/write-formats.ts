import type { Document } from '../../../lib/readers/document.ts'
import { encode, ENCODINGS } from '../../support/encode.ts'
import type { ReportData } from '../../support/report-data.ts'
import { layoutNamed } from '../../support/writers/index.ts'
import { writeDocReport } from './write-doc.ts'
import { DOCX_DIALECTS, writeDocx } from './write-docx.ts'
import { MHT_DIALECTS, writeMht } from './write-mht.ts'
import { PDF_DIALECTS, writePdf } from './write-pdf.ts'
import { RTF_DIALECTS, writeRtf } from './write-rtf.ts'
import { writeXls } from './write-xls.ts'
import { XLSX_DIALECTS } from './write-xlsx.ts'

export interface WrittenFormat {
  readonly format: Document['format']
  readonly name: string
  /** Which blank cells can be told for certain in it; see `Layout`. */
  readonly blanks: 'any' | 'rows'
  readonly write: (report: ReportData) => Uint8Array
}

const [UTF_8] = ENCODINGS
const layout = (name: string): WrittenFormat => {
  const { format, carries, write } = layoutNamed(name)
  return { format, name, blanks: carries === 'destructive' ? 'rows' : carries.blanks, write: (report) => encode(write(report), UTF_8) }
}
const PAGE = layoutNamed('HTML as Word pastes it')

/** Every format that is read, in each way in which these tests write a whole report. */
export const WRITTEN_FORMATS: readonly WrittenFormat[] = [
  layout('tab before each cell'),
  layout('cell per line, blank lines between'),
  layout('Markdown pipe tables'),
  layout('HTML as Word pastes it'),
  layout('HTML with numbered lists'),
  ...MHT_DIALECTS.map((dialect): WrittenFormat => ({ format: 'mht', name: dialect.name, blanks: 'any', write: (report) => writeMht(PAGE.write(report), dialect, UTF_8) })),
  ...RTF_DIALECTS.map((dialect): WrittenFormat => ({ format: 'rtf', name: dialect.name, blanks: 'any', write: (report) => writeRtf(report, dialect) })),
  { format: 'doc', name: 'Word 97', blanks: 'any', write: writeDocReport },
  ...DOCX_DIALECTS.map((dialect): WrittenFormat => ({ format: 'docx', name: dialect.name, blanks: 'any', write: (report) => writeDocx(report, dialect) })),
  { format: 'xls', name: 'Excel 97', blanks: 'any', write: writeXls },
  ...XLSX_DIALECTS.map(({ name, write }): WrittenFormat => ({ format: 'xlsx', name, blanks: 'any', write })),
  ...PDF_DIALECTS.map((dialect): WrittenFormat => ({ format: 'pdf', name: dialect.name, blanks: 'any', write: (report) => writePdf(report, dialect) })),
]
